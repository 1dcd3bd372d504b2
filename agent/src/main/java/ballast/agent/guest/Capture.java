package ballast.agent.guest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a program prints, to a limit: a chatty one must not take the agent's memory. */
final class Capture extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflowed;

    /** @param limit in bytes; what comes behind it is dropped */
    Capture(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Never fails: JSch would end the whole session. */
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, fits);
        overflowed |= fits < length;
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
