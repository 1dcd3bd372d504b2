package ballast.agent.actor;

import ballast.model.ByteSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small tmpfs of this test's own, to be filled. Needs root, as the project's tests have it. */
record TinyDisk(Path path) implements AutoCloseable {
    static TinyDisk mount(Path path, ByteSize size) throws IOException {
        Files.createDirectories(path);
        run("mount", "-t", "tmpfs", "-o", "size=" + size.bytes(), "tmpfs", path.toString());
        return new TinyDisk(path);
    }

    /** Until nothing more goes onto it. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(path.resolve("filler"))) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private static void run(String... command) throws IOException {
        int code =
                new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ": exit code " + code);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", path.toString());
    }
}
