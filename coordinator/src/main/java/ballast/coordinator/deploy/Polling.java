package ballast.coordinator.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks again and again, for what only answers when asked. */
final class Polling {
    interface Question<T> {
        Optional<T> ask() throws DeployException, InterruptedException;
    }

    private static final long PAUSE_MILLIS = 300;

    private Polling() {}

    /** The first answer; empty if there was none in time. */
    static <T> Optional<T> until(Duration timeout, Question<T> question) throws DeployException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            Optional<T> answer = question.ask();
            if (answer.isPresent() || System.nanoTime() >= end) {
                return answer;
            }
            if (never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return answer;
            }
        }
    }
}
