package ballast.agent.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a program prints, to a limit: a chatty one must not take the agent's memory. */
final class Capture extends OutputStream {
    private final int limit;
    private final OutputStream copy;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflowed;

    /**
     * @param limit in bytes; what comes behind it is dropped
     * @param copy gets all of it as it comes, also where the program never ends
     */
    Capture(int limit, OutputStream copy) {
        this.limit = limit;
        this.copy = copy;
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
        try {
            copy.write(bytes, offset, fits);
        } catch (IOException e) {
            overflowed = true; // a full disk: told as output that does not fit
        }
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
