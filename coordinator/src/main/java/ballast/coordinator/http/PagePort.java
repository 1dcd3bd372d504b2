package ballast.coordinator.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the live page is told, beside what other clients are. As for {@link ApiPort}, none blocks, and a campaign is named likewise. */
public interface PagePort {
    /** Hosts, campaigns and VMs as events, for as long as the client listens. */
    CompletionStage<ApiAnswer> live();

    /** A campaign's runs as events, until all have ended. */
    CompletionStage<ApiAnswer> changes(String campaign);

    /** What was planned of a campaign's runs, beside what came of it. */
    CompletionStage<ApiAnswer> plan(String campaign);

    /** A campaign's figures, with their intervals. */
    CompletionStage<ApiAnswer> figures(String campaign);

    /** A run's phases, samples and files. */
    CompletionStage<ApiAnswer> run(String campaign, String cell, String repetition);

    /**
     * A raw file of a run that has ended.
     *
     * @param path below the run's folder, decoded
     * @param tail bytes of its end at most; negative: all of it
     */
    CompletionStage<ApiAnswer> file(String campaign, String cell, String repetition, List<String> path, long tail);
}
