package ballast.agent.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds {@code src/test/native/fake-qemu.c}, a process that tests take for a QEMU of the artefact's. */
public final class FakeQemu {
    private static final Path SOURCE = Path.of("src/test/native/fake-qemu.c");

    private FakeQemu() {}

    /** With HyperAlloc's device and no virtio-balloon. */
    public static Path llfree(Path folder) throws IOException, InterruptedException {
        return build(folder.resolve("qemu-llfree"));
    }

    /** With a balloon whose events carry a wrong value. */
    public static Path huge(Path folder) throws IOException, InterruptedException {
        return build(folder.resolve("qemu-huge"));
    }

    private static Path build(Path program) throws IOException, InterruptedException {
        if (Files.notExists(program)) {
            Process gcc = new ProcessBuilder("gcc", "-O1", "-o", program.toString(), SOURCE.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (gcc.waitFor() != 0) {
                throw new IOException("gcc: " + output);
            }
        }
        return program;
    }
}
