package ballast.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private static final int NODES = 8;

    @TempDir
    Path folder;

    @Test
    void allThatMakeItAtOnceHaveTheSame() throws Exception {
        Path file = folder.resolve("token");
        CyclicBarrier together = new CyclicBarrier(NODES);
        List<CompletableFuture<String>> nodes = IntStream.range(0, NODES)
                .mapToObj(node -> CompletableFuture.supplyAsync(
                        () -> load(file, "node " + node, together), run -> new Thread(run).start()))
                .toList();

        List<String> read = nodes.stream().map(CompletableFuture::join).toList();

        assertThat(read).containsOnly(Files.readString(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static String load(Path file, String fresh, CyclicBarrier together) {
        try {
            return new String(
                    SecretFile.load(file, () -> {
                        awaitAll(together);
                        return fresh.getBytes(StandardCharsets.UTF_8);
                    }),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each has seen that there is none before the first makes it. */
    private static void awaitAll(CyclicBarrier together) {
        try {
            together.await(30, java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
