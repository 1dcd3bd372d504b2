package ballast.coordinator.http;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.RunId;
import java.util.List;

/** {@code /upload/<campaign>/<cell>/<repetition>/<attempt>/<path…>}, the place of one file. */
record UploadAddress(AttemptId attempt, List<String> path) {
    private static final int IDS = 5;

    static String path(AttemptId attempt) {
        RunId run = attempt.run();
        return "/upload/" + run.campaign() + "/" + run.cell() + "/" + run.repetition() + "/" + attempt.number();
    }

    /** @param segments decoded, from {@code upload} on */
    static UploadAddress parse(List<String> segments) throws UploadRefused {
        if (segments.size() <= IDS) {
            throw new UploadRefused(
                    UploadRefused.Reason.BAD_PATH, "want /upload/<campaign>/<cell>/<repetition>/<attempt>/<path>");
        }
        try {
            RunId run = new RunId(
                    new CampaignId(segments.get(1)), new CellId(segments.get(2)), Integer.parseInt(segments.get(3)));
            AttemptId attempt = new AttemptId(run, Integer.parseInt(segments.get(4)));
            return new UploadAddress(attempt, List.copyOf(segments.subList(IDS, segments.size())));
        } catch (IllegalArgumentException e) {
            throw new UploadRefused(UploadRefused.Reason.BAD_PATH, "not an attempt's address: " + e.getMessage(), e);
        }
    }
}
