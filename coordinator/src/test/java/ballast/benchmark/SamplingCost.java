package ballast.benchmark;

import ballast.agent.guest.SerialStatistics;
import ballast.agent.host.ProcessMemory;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.Sampler;
import ballast.agent.sample.VmFiles;
import ballast.agent.sample.Watch;
import ballast.agent.system.Leftovers;
import ballast.benchmark.IdleVms.IdleVm;
import ballast.model.ByteSize;
import ballast.model.FaultException;
import ballast.model.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What sampling 1, 8 and 64 VMs at 10 Hz costs, in % of one core: the sampler's thread, and the whole JVM. Guests are answered
 * for by another process. Arguments: windows measured of each case (3), seconds of a window (10).
 */
final class SamplingCost {
    /** What is read of each VM. */
    private enum Reading {
        RSS,
        RSS_AND_RAM,
        RSS_RAM_AND_GUEST
    }

    private static final int SETTLE_SECONDS = 3;
    private static final List<Integer> COUNTS = List.of(1, 8, 64);

    private final int windows;
    private final int seconds;

    private SamplingCost(int windows, int seconds) {
        this.windows = windows;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int windows = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        new SamplingCost(windows, seconds).run();
    }

    private void run() throws IOException, FaultException, InterruptedException {
        System.out.printf("sampling at 10 Hz, %d windows of %d s; CPU in %% of one core%n", windows, seconds);
        System.out.printf("%-36s %28s %28s %10s%n", "VMs", "sampler thread", "JVM", "rows");
        try (IdleVms vms = new IdleVms();
                ScriptedGuests guests = ScriptedGuests.start(COUNTS.get(COUNTS.size() - 1))) {
            List<IdleVm> started = new ArrayList<>();
            for (int count : COUNTS) {
                started.addAll(vms.start(count - started.size()));
                for (Reading reading : Reading.values()) {
                    measure(count + " × 128 MiB, none resident: ", started, reading, guests);
                }
            }
            List<IdleVm> resident = List.of(vms.startResident(ByteSize.gib(1)));
            measure("1 × 1 GiB, all resident: ", resident, Reading.RSS, guests);
            measure("1 × 1 GiB, all resident: ", resident, Reading.RSS_AND_RAM, guests);
        }
    }

    private void measure(String name, List<IdleVm> vms, Reading reading, ScriptedGuests guests)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ballast-bench");
        List<SerialStatistics> ports = new ArrayList<>();
        try (Sampler sampler = new Sampler()) {
            List<Watch> watches = new ArrayList<>();
            for (int i = 0; i < vms.size(); i++) {
                Watch watch = watch(sampler, vms.get(i), reading, folder.resolve("vm_" + i));
                watches.add(watch);
                if (reading == Reading.RSS_RAM_AND_GUEST) {
                    ports.add(SerialStatistics.connect(guests.socket(i)));
                    watch.ask(ports.get(i));
                }
            }
            pass(SETTLE_SECONDS);
            Figures thread = new Figures();
            Figures jvm = new Figures();
            for (int window = 0; window < windows; window++) {
                CpuTime before = CpuTime.now("sampler");
                pass(seconds);
                CpuTime after = CpuTime.now("sampler");
                thread.add(after.threadPercentSince(before));
                jvm.add(after.processPercentSince(before));
            }
            for (Watch watch : watches) {
                watch.end();
            }
            print(name + reading.name().toLowerCase(Locale.ROOT), thread, jvm, rows(folder));
        } finally {
            ports.forEach(SerialStatistics::close);
            Leftovers.delete(folder);
        }
    }

    private static Watch watch(Sampler sampler, IdleVm vm, Reading reading, Path folder) throws IOException {
        var ram = reading == Reading.RSS ? List.<ProcessMemory.Region>of() : vm.ram();
        var memory = new ProcessMemory(vm.process().pid(), ram);
        return sampler.watch(
                memory, Sampling.DEFAULT, AttemptClock.startNow(), new VmFiles(folder), SamplingCost::writeFailed);
    }

    private static void writeFailed(String why) {
        throw new IllegalStateException("samples cannot be written: " + why);
    }

    /** A pause is the measurement here: what is measured happens on other threads. */
    private static void pass(int seconds) throws InterruptedException {
        if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** Without headers: shows whether ticks were missed. */
    private static long rows(Path folder) throws IOException {
        long rows = 0;
        try (Stream<Path> vms = Files.list(folder)) {
            for (Path vm : vms.toList()) {
                try (Stream<String> lines = Files.lines(vm.resolve("samples.csv"))) {
                    rows += lines.count() - 1;
                }
            }
        }
        return rows;
    }

    private static void print(String what, Figures thread, Figures jvm, long rows) {
        System.out.printf("%-50s %24s %24s %8d%n", what, thread, jvm, rows);
    }
}
