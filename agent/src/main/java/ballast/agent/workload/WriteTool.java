package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.time.Duration;
import java.util.List;

/** Our program {@code write} in the guest: it touches memory, page by page, and prints how long that took. */
final class WriteTool {
    /** Bytes that a thread touches in a second at the very least, even under TCG on a busy host. */
    private static final long SLOWEST = 4L << 20;

    private WriteTool() {}

    /** The longest that touching so much may take. */
    static Duration bound(ByteSize memory) {
        return Duration.ofSeconds(30 + memory.bytes() / SLOWEST);
    }

    static Command command(int threads, ByteSize memory) {
        return Command.of("write", "-t", Integer.toString(threads), "-m", memory.toString());
    }

    /**
     * The time from the start of all threads to the end of the last.
     *
     * @param stdout CSV {@code thread,pages,ns,ns_per_page}, the last row {@code mean,…}
     */
    static Duration took(String stdout) throws FaultException {
        List<String> lines = stdout.strip().lines().toList();
        String[] mean =
                lines.isEmpty() ? new String[0] : lines.get(lines.size() - 1).split(",");
        if (mean.length != 4 || !mean[0].equals("mean") || !mean[2].matches("\\d{1,18}")) {
            throw new FaultException(
                    FailureKind.WORKLOAD, "write printed no 'mean' row, but: " + String.join(" / ", lines));
        }
        return Duration.ofNanos(Long.parseLong(mean[2]));
    }
}
