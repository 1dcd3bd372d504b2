package ballast.agent.vfio;

import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much memory a process may lock, {@code RLIMIT_MEMLOCK}; processes that it starts inherit it. A VM with a VFIO device locks all
 * of its memory, since the device may write anywhere in it. The kernel does not count that for a process with CAP_IPC_LOCK, as
 * root has (Linux, drivers/vfio/vfio_iommu_type1.c, lock_cap).
 */
public final class LockedMemory {
    private static final String ROW = "Max locked memory";

    private static final String CAPABILITIES = "CapEff:";
    /** Linux, capability.h. */
    private static final int CAP_IPC_LOCK = 14;

    private final Path limits;
    private final Path status;

    /** @param process {@code /proc/self}, or that of another process */
    public LockedMemory(Path process) {
        this.limits = process.resolve("limits");
        this.status = process.resolve("status");
    }

    public static LockedMemory ofThisProcess() {
        return new LockedMemory(Path.of("/proc/self"));
    }

    /** The soft limit, which is the one that counts; empty if there is none. */
    public Optional<ByteSize> limit() throws IOException {
        if (isExempt()) {
            return Optional.empty();
        }
        String row = Files.readAllLines(limits).stream()
                .filter(line -> line.startsWith(ROW))
                .findFirst()
                .orElseThrow(() -> new IOException(limits + " has no row '" + ROW + "'"));
        String soft = row.substring(ROW.length()).strip().split("\\s+")[0];
        return soft.equals("unlimited") ? Optional.empty() : Optional.of(new ByteSize(Long.parseLong(soft)));
    }

    private boolean isExempt() throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(CAPABILITIES))
                .map(line -> line.substring(CAPABILITIES.length()).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> CAP_IPC_LOCK & 1) == 1);
    }

    /**
     * @param needed the VM's full size
     * @throws FaultException of kind HOST if less may be locked, or the limit cannot be read
     */
    public void check(ByteSize needed) throws FaultException {
        Optional<ByteSize> limit;
        try {
            limit = limit();
        } catch (IOException | NumberFormatException e) {
            throw new FaultException(
                    FailureKind.HOST, "cannot read the locked-memory limit from " + limits + ": " + e, e);
        }
        if (limit.isPresent() && limit.get().compareTo(needed) < 0) {
            throw new FaultException(
                    FailureKind.HOST,
                    "VFIO pins the guest's memory: the locked-memory limit is " + limit.get() + ", want at least "
                            + needed
                            + " (the VM's size); raise it: ulimit -l unlimited, LimitMEMLOCK=infinity in the unit, or prlimit"
                            + " --memlock=unlimited --pid PID");
        }
    }
}
