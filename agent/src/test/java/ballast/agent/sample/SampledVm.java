package ballast.agent.sample;

import ballast.agent.guest.GuestNumbers;
import ballast.agent.guest.GuestStatistics;
import ballast.agent.host.ProcessMemory;
import ballast.model.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A watch on this very JVM, with a guest that answers when the test says so; the test ticks. */
final class SampledVm {
    static final GuestNumbers ANSWER =
            new GuestNumbers(512L << 20, 400L << 20, 8L << 20, Collections.nCopies(GuestNumbers.ORDERS, 1L));

    /** 1 + 2 + … + 1024 pages of 4 KiB, and 1 + 2 of 2 MiB. */
    static final String ANSWER_COLUMNS = "2047,3,8388608,536870912";

    /** Keeps the questions, for the test to answer. */
    static final class FakeGuest implements GuestStatistics {
        final List<CompletableFuture<GuestNumbers>> questions = new ArrayList<>();

        @Override
        public CompletableFuture<GuestNumbers> ask() {
            var question = new CompletableFuture<GuestNumbers>();
            questions.add(question);
            return question;
        }

        void answer(int question) {
            questions.get(question).complete(ANSWER);
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    final FakeGuest guest = new FakeGuest();
    final List<String> errors = new ArrayList<>();
    final VmFiles files;
    final Watch watch;
    private final Path folder;

    /** @param ticksPerQuestion how many ticks come between two questions to the guest */
    SampledVm(Path folder, int ticksPerQuestion) throws IOException {
        this.folder = folder;
        files = new VmFiles(folder);
        var sampling = new Sampling(Duration.ofMillis(100), Duration.ofMillis(100L * ticksPerQuestion));
        var self = new ProcessMemory(ProcessHandle.current().pid(), List.of());
        watch = new Watch(self, sampling, AttemptClock.startNow(), files, errors::add, SampleListener.NONE);
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            watch.tick();
        }
    }

    /** The rows without their header, each without its time. */
    List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
    }
}
