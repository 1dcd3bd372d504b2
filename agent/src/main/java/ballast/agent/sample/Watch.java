package ballast.agent.sample;

import ballast.agent.guest.GuestNumbers;
import ballast.agent.guest.GuestStatistics;
import ballast.agent.host.ProcessMemory;
import ballast.model.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The sampling of one VM. Its process is read at every tick; the guest is asked at its own, slower pace, and a question that is
 * not answered before the next one is due becomes a row with missing values.
 */
public final class Watch {
    /**
     * What was seen last, and the size last asked for.
     *
     * @param sampled when the process was looked at, by this host's clock
     */
    public record Latest(
            Instant sampled, long rssBytes, long ramBytes, long targetBytes, Optional<GuestNumbers> guest) {}

    /** @param told when whoever listens has heard of the answer */
    private record Question(
            double time, long rss, CompletableFuture<GuestNumbers> answer, CompletableFuture<Void> told) {}

    private final ProcessMemory memory;
    private final AttemptClock clock;
    private final VmFiles files;
    private final Consumer<String> onError;
    private final SampleListener listener;
    private final long ticksPerQuestion;

    private Optional<GuestStatistics> statistics = Optional.empty();
    private volatile long targetBytes;
    private volatile OptionalLong actualBytes = OptionalLong.empty();
    private volatile Latest latest = new Latest(Instant.EPOCH, 0, 0, 0, Optional.empty());
    private volatile boolean ended;
    private volatile Consumer<GuestNumbers> onAnswer = answer -> {};
    private Optional<Question> open = Optional.empty();
    private Future<?> schedule = CompletableFuture.completedFuture(null);
    private long ticks;
    private long looks;
    private final long begun = System.nanoTime();
    private final long intervalNanos;

    Watch(
            ProcessMemory memory,
            Sampling sampling,
            AttemptClock clock,
            VmFiles files,
            Consumer<String> onError,
            SampleListener listener) {
        this.listener = listener;
        this.intervalNanos = sampling.interval().toNanos();
        this.memory = memory;
        this.clock = clock;
        this.files = files;
        this.onError = onError;
        this.ticksPerQuestion = Math.max(
                1,
                Math.round((double) sampling.guestInterval().toNanos()
                        / sampling.interval().toNanos()));
    }

    synchronized void runEvery(Future<?> repeated) {
        schedule = repeated;
    }

    /** From now on the guest is asked, too. */
    public synchronized void ask(GuestStatistics guest) {
        statistics = Optional.of(guest);
        ticks = 0;
    }

    /** From now on each of the guest's answers is told when it comes, on any thread. */
    public void onAnswer(Consumer<GuestNumbers> listener) {
        onAnswer = listener;
    }

    /** The size last asked for, to stand beside what is resident. */
    public void target(long bytes) {
        targetBytes = bytes;
    }

    /** The size that the reclamation device told last. */
    public void actual(long bytes) {
        actualBytes = OptionalLong.of(bytes);
    }

    /** Empty until the device was asked. */
    public OptionalLong actual() {
        return actualBytes;
    }

    public Latest latest() {
        return latest;
    }

    /** Ends the sampling; an open question gets its row. */
    public synchronized void end() throws IOException {
        if (!ended) {
            ended = true;
            schedule.cancel(false);
            try (files) {
                closeQuestion();
            }
        }
    }

    /** One look, on the sampler's thread. */
    synchronized void tick() {
        if (ended) {
            return;
        }
        try {
            look();
        } catch (UncheckedIOException e) {
            giveUp(e.getCause());
        } catch (RuntimeException e) {
            giveUp(new IOException("unexpected: " + e, e)); // else the schedule would end without a word
        }
    }

    private void giveUp(IOException error) {
        ended = true;
        schedule.cancel(false);
        closeAfter(error);
        onError.accept(error.getMessage());
    }

    /** What could not be written cannot be written at closing, either, and was told. */
    private void closeAfter(IOException error) {
        try {
            files.close();
        } catch (IOException e) {
            error.addSuppressed(e);
        }
    }

    private void look() {
        long delay = System.nanoTime() - begun - looks++ * intervalNanos;
        double time = clock.seconds();
        long rss;
        long ram;
        try {
            ram = memory.ramBytes();
            rss = memory.rssBytes(); // last: of a process that ends meanwhile it tells so
        } catch (IOException e) {
            return; // the process has just ended: its VM actor hears of it from the guard
        }
        latest = new Latest(Instant.now(), rss, ram, targetBytes, latest.guest);
        try {
            files.sample(time, rss, ram, targetBytes);
            listener.sampled(delay);
            if (ticks++ % ticksPerQuestion == 0) {
                nextQuestion(time, rss);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void nextQuestion(double time, long rss) throws IOException {
        closeQuestion();
        CompletableFuture<GuestNumbers> answer = statistics
                .map(GuestStatistics::ask)
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException("the guest has not booted")));
        // at once: whoever acts on it shall not act on what was true a question ago
        CompletableFuture<Void> told = answer.thenAccept(numbers -> onAnswer.accept(numbers));
        open = Optional.of(new Question(time, rss, answer, told));
    }

    private void closeQuestion() throws IOException {
        if (open.isPresent()) {
            Question question = open.get();
            Optional<GuestNumbers> answer = question.answer.isDone() && !question.answer.isCompletedExceptionally()
                    ? Optional.of(question.answer.join())
                    : Optional.empty();
            question.answer.cancel(false);
            question.told.cancel(false);
            latest = new Latest(latest.sampled, latest.rssBytes, latest.ramBytes, latest.targetBytes, answer);
            if (statistics.isPresent()) {
                listener.asked(answer.isPresent());
            }
            files.guest(question.time, question.rss, answer);
            open = Optional.empty();
        }
    }
}
