package ballast.agent.sample;

import ballast.agent.host.ProcessMemory;
import ballast.model.Sampling;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Samples all VMs of an agent from one thread, so that its cost is that of one thread and its rows come in order. */
public final class Sampler implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampler = new Thread(task, "sampler");
        sampler.setDaemon(true);
        return sampler;
    });

    private final SampleListener listener;

    /** That nobody listens to. */
    public Sampler() {
        this(SampleListener.NONE);
    }

    public Sampler(SampleListener listener) {
        this.listener = listener;
    }

    /**
     * Begins to sample a process.
     *
     * @param onError told once, on the sampler's thread, when a row cannot be written (disk full): sampling of this VM ends
     */
    public Watch watch(
            ProcessMemory memory, Sampling sampling, AttemptClock clock, VmFiles files, Consumer<String> onError) {
        Watch watch = new Watch(memory, sampling, clock, files, onError, listener);
        long nanos = sampling.interval().toNanos();
        watch.runEvery(thread.scheduleAtFixedRate(watch::tick, 0, nanos, TimeUnit.NANOSECONDS));
        return watch;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
