package ballast.agent.vm;

import ballast.agent.device.ElasticSizing;
import ballast.agent.device.ReclamationDevice;
import ballast.agent.guest.GuestNumbers;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.CsvFile;
import ballast.agent.sample.Watch;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * Resizes a VM after each of its guest's samples; {@code elastic.csv} tells each resize with its reason. Sizes in bytes, free in
 * pages of 2 MiB.
 */
final class ElasticControl implements AutoCloseable {
    private final VmSpec vm;
    private final ReclamationDevice device;
    private final QmpClient qmp;
    private final Watch watch;
    private final DoubleSupplier clock;
    private final AtomicLong sizeLimit;
    private final CsvFile file;
    /** A sample that comes while the one before is still worked on is passed over: the next is fresher. */
    private final SynchronousQueue<GuestNumbers> answers = new SynchronousQueue<>();

    private final Thread thread;
    private volatile Optional<FaultException> fault = Optional.empty();

    /**
     * @param clock seconds since the attempt began
     * @param sizeLimit it grows the VM to at most so many bytes: what the host's memory guard allows
     */
    ElasticControl(
            VmSpec vm, QmpClient qmp, Watch watch, DoubleSupplier clock, AtomicLong sizeLimit, Path results, int index)
            throws IOException {
        this.vm = vm;
        this.device = ReclamationDevice.of(vm);
        this.qmp = qmp;
        this.watch = watch;
        this.clock = clock;
        this.sizeLimit = sizeLimit;
        this.file = new CsvFile(results.resolve("elastic.csv"), "time,huge,from,to");
        this.thread = new Thread(this::run, "elastic-" + index);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
        watch.onAnswer(answers::offer);
    }

    private void run() {
        try (file) {
            while (true) {
                GuestNumbers guest = answers.take();
                try {
                    step(guest);
                } catch (FaultException e) {
                    if (e.failure().kind() != FailureKind.TIMEOUT) { // the next sample may find QEMU less busy
                        throw e;
                    }
                }
            }
        } catch (FaultException e) {
            fault = Optional.of(e);
        } catch (IOException e) {
            fault = Optional.of(new FaultException(FailureKind.HOST, "elastic.csv: " + e, e));
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void step(GuestNumbers guest) throws FaultException, InterruptedException, IOException {
        ByteSize now = device.query(qmp, vm);
        watch.actual(now.bytes());
        Optional<ByteSize> next = ElasticSizing.next(vm, now, guest.huge());
        if (next.isPresent() && next.get().bytes() <= Math.max(sizeLimit.get(), now.bytes() - 1)) {
            device.request(qmp, vm, next.get(), ReclamationDevice.REPLY);
            watch.target(next.get().bytes());
            file.row(clock.getAsDouble(), guest.huge(), now.bytes(), next.get().bytes());
            file.flush();
        }
    }

    /** @throws FaultException that ended the control, if one did: the VM keeps its size since then */
    void check() throws FaultException {
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    @Override
    public void close() {
        watch.onAnswer(answer -> {});
        thread.interrupt();
    }
}
