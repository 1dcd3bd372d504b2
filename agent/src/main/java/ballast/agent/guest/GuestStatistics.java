package ballast.agent.guest;

import java.util.concurrent.CompletableFuture;

/** A way to ask the guest for its numbers. */
public interface GuestStatistics extends AutoCloseable {
    /** Asks once; the answer may never come, so whoever waits sets a bound. */
    CompletableFuture<GuestNumbers> ask();

    @Override
    void close();
}
