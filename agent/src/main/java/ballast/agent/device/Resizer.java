package ballast.agent.device;

import ballast.agent.qemu.QmpClient;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Resizes a VM and times it. */
public final class Resizer {
    /** Between two queries; with the query itself (about 0.3 ms) the resolution of a time taken over QMP. */
    public static final Duration POLL_INTERVAL = Duration.ofMillis(1);

    /** Between two requests to a device that may have lost the first. */
    private static final Duration REQUEST_AGAIN = Duration.ofMillis(100);

    private final QmpClient qmp;
    private final VmSpec vm;
    private final ReclamationDevice device;
    private final ConsoleMarkers markers;
    private final Duration stall;
    private final Consumer<ByteSize> onSize;

    public Resizer(QmpClient qmp, VmSpec vm, ReclamationDevice device, ConsoleMarkers markers) {
        this(qmp, vm, device, markers, size -> {});
    }

    /** @param onSize told each size that the device tells, on the thread that resizes */
    public Resizer(
            QmpClient qmp, VmSpec vm, ReclamationDevice device, ConsoleMarkers markers, Consumer<ByteSize> onSize) {
        this(qmp, vm, device, markers, device.stall(), onSize);
    }

    Resizer(QmpClient qmp, VmSpec vm, ReclamationDevice device, ConsoleMarkers markers, Duration stall) {
        this(qmp, vm, device, markers, stall, size -> {});
    }

    private Resizer(
            QmpClient qmp,
            VmSpec vm,
            ReclamationDevice device,
            ConsoleMarkers markers,
            Duration stall,
            Consumer<ByteSize> onSize) {
        this.qmp = qmp;
        this.vm = vm;
        this.device = device;
        this.markers = markers;
        this.stall = stall;
        this.onSize = onSize;
    }

    /**
     * Resizes to {@code target}, rounded up to 2 MiB and kept between the VM's minimum and its memory, and waits for it.
     *
     * @throws FaultException of kind DEVICE if the size stays away from the target, of kind TIMEOUT after {@code timeout}; both
     *     say where it stopped
     */
    public Resize to(ByteSize wanted, Duration timeout) throws FaultException, InterruptedException {
        ByteSize target = vm.nearestSize(wanted);
        ByteSize from = query();
        var mark = markers.position();
        long start = System.nanoTime();
        long requested = start;
        device.request(qmp, vm, target, timeout);
        ByteSize last = from;
        long lastChange = System.nanoTime();
        for (int queries = 1; ; queries++) {
            ByteSize now = query();
            long at = System.nanoTime();
            if (reached(from, target, now)) {
                return resize(from, target, now, Duration.ofNanos(at - requested), mark, queries);
            }
            if (!now.equals(last)) {
                last = now;
                lastChange = at;
            }
            failIfHopeless(from, target, now, Duration.ofNanos(at - start), Duration.ofNanos(at - lastChange), timeout);
            if (now.equals(from) && device.losesEarlyRequests() && at - requested > REQUEST_AGAIN.toNanos()) {
                requested = System.nanoTime();
                device.request(qmp, vm, target, timeout);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private ByteSize query() throws FaultException, InterruptedException {
        ByteSize size = device.query(qmp, vm);
        onSize.accept(size);
        return size;
    }

    /** A device may go a little beyond its target, never needs to. */
    private static boolean reached(ByteSize from, ByteSize target, ByteSize now) {
        return target.compareTo(from) < 0 ? now.compareTo(target) <= 0 : now.compareTo(target) >= 0;
    }

    private Resize resize(
            ByteSize from, ByteSize target, ByteSize now, Duration took, ConsoleMarkers.Position mark, int queries)
            throws FaultException {
        return markers.since(mark)
                .map(stamped -> new Resize(from, target, now, stamped, Resize.Source.CONSOLE, queries))
                .orElseGet(() -> new Resize(from, target, now, took, Resize.Source.QMP, queries));
    }

    private void failIfHopeless(
            ByteSize from, ByteSize target, ByteSize now, Duration took, Duration unchanged, Duration timeout)
            throws FaultException {
        String where =
                "resize from " + from + " to " + target + ": stopped at " + now + " (" + now.bytes() + " bytes) ";
        if (took.compareTo(timeout) > 0) {
            throw new FaultException(
                    FailureKind.TIMEOUT, where + "after " + seconds(timeout) + "; raise resize-timeout");
        }
        if (unchanged.compareTo(stall) > 0) {
            throw new FaultException(
                    FailureKind.DEVICE,
                    where + "and did not move for " + seconds(stall) + ": the guest holds this memory; raise target");
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
