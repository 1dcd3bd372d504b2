package ballast.coordinator.actor;

import ballast.model.AttemptId;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was committed; may fail a few times first. */
final class FakeStore implements ResultCommit {
    final ConcurrentLinkedQueue<AttemptId> committed = new ConcurrentLinkedQueue<>();
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public void commit(Result result) throws IOException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no space left (in this test)");
        }
        committed.add(result.attempt());
    }
}
