package ballast.agent.image;

import ballast.agent.system.KeptDigests;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sees to it that nothing boots but what an image's builder has made, or its owner has put the digest of into {@code image.json}. */
public record ImageCheck(KeptDigests digests) {
    /**
     * Looks at all of an image's files. Blocks: reads those that have changed since they were last read.
     *
     * @throws FaultException of kind IMAGE, with all that is not as the image's description has it
     */
    public void check(GuestImage image) throws FaultException {
        List<String> problems = new ArrayList<>();
        List<Path> files = new ArrayList<>(List.of(image.kernel(), image.initrd()));
        image.disk().ifPresent(files::add);
        for (Path file : files) {
            String want = image.digests().get(file);
            if (want == null) {
                problems.add(file + ": got no digest of it in image.json (files), want its SHA-256");
            } else {
                compare(file, want, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new FaultException(
                    FailureKind.IMAGE,
                    "guest image " + image.name() + "-" + image.hash() + " is not what was built: "
                            + String.join("; ", problems) + "; build it anew with: ballast image build "
                            + image.name());
        }
    }

    private void compare(Path file, String want, List<String> problems) {
        try {
            String got = digests.of(file);
            if (!got.equals(want)) {
                problems.add(file + ": got SHA-256 " + got + ", want " + want);
            }
        } catch (IOException e) {
            problems.add(file + ": " + (Files.notExists(file) ? "no such file" : e.toString()));
        }
    }
}
