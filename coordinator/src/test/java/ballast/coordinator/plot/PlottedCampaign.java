package ballast.coordinator.plot;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A campaign with raw files that look like measured ones, as many samples of each thing as is asked for. */
public final class PlottedCampaign {
    private static final long GIB = 1L << 30;
    private static final int VMS = 3;

    private final ResultStore store;
    private final int samples;
    private final List<StoreFixture.Ran> runs = new ArrayList<>();

    /** @param samples of each curve */
    public PlottedCampaign(Path root, int samples) {
        this.store = new ResultStore(root);
        this.samples = samples;
    }

    public PlottedCampaign all() {
        return inflate().stream().ftq().compiling().multivm();
    }

    public PlottedCampaign inflate() {
        for (Mode mode : List.of(Mode.BASE_MANUAL, Mode.VIRTIO_MEM)) {
            int slow = mode == Mode.BASE_MANUAL ? 10 : 1;
            add(StoreFixture.inflate(mode, "4GiB", false), 1, rates(slow));
        }
        return this;
    }

    private Map<String, String> rates(int slow) {
        StringBuilder iterations = new StringBuilder("shrink,grow,touch,touch2\n");
        StringBuilder resizes = new StringBuilder("iteration,direction,from,to,reached,ns,source\n");
        for (int i = 1; i <= 5; i++) {
            long nanos = slow * (100_000_000L + 7_000_000L * i);
            iterations.append(String.format("%d,%d,%d,%d%n", nanos, nanos / 2, 300_000_000, 200_000_000 + i));
            resizes.append(String.format(
                    "%d,shrink,%d,%d,%d,%d,qmp%n%d,grow,%d,%d,%d,%d,qmp%n",
                    i, 4 * GIB, GIB, GIB, nanos, i, GIB, 4 * GIB, 4 * GIB, nanos / 2));
        }
        Map<String, String> files =
                sampled("phase,iteration,start,end\nboot,0,0.0,20.0\nfill,1,20.0,60.0\nshrink,1,60.0,100.0\n");
        files.put("out.csv", iterations.toString());
        files.put("resizes.csv", resizes.toString());
        return files;
    }

    public PlottedCampaign stream() {
        for (Mode mode : List.of(Mode.BASE_MANUAL, Mode.VIRTIO_MEM)) {
            for (boolean baseline : mode == Mode.BASE_MANUAL ? new boolean[] {true, false} : new boolean[] {false}) {
                Cell cell = cell(
                        new BenchmarkSpec.Stream(vm(mode), 4, 1000, samples, Duration.ZERO, resize(baseline)),
                        baseline);
                add(cell, 1, stream(baseline));
            }
        }
        return this;
    }

    private Map<String, String> stream(boolean baseline) {
        double interval = 100.0 / samples;
        Map<String, String> files = sampled(worked(baseline));
        files.put(
                "Copy.csv",
                "IterTime,Bandwidth\n"
                        + lines(i -> String.format(
                                Locale.ROOT,
                                "%.6f,%.1f",
                                interval,
                                !baseline && resizing(i * interval) ? 20_000 : 50_000 + 900 * Math.sin(i))));
        files.put("resizes.csv", "iteration,direction,from,to,reached,ns,source\n");
        return files;
    }

    private static boolean resizing(double time) {
        return (20 < time && time < 26) || (60 < time && time < 62);
    }

    private static String worked(boolean baseline) {
        String before = "phase,iteration,start,end\nboot,0,0.0,2.0\nfill,1,2.0,9.0\nsettle,1,9.0,10.0\n";
        String resized = """
            work,1,10.0,30.0
            shrink,1,30.0,36.0
            work,1,36.0,70.0
            grow,1,70.0,72.0
            work,1,72.0,110.0
            """;
        return before + (baseline ? "work,1,10.0,110.0\n" : resized);
    }

    public PlottedCampaign ftq() {
        Cell cell = cell(new BenchmarkSpec.Ftq(vm(Mode.VIRTIO_MEM), 2, 28, samples, resize(false)), false);
        Map<String, String> files = sampled(worked(false));
        long interval = 100_000_000_000L / samples;
        files.put("counts.dat", lines(i -> "" + (1000 + i % 7)) + lines(i -> "" + (1100 + i % 5)));
        files.put("times.dat", lines(i -> "" + (5 + i * interval)) + lines(i -> "" + (6 + i * interval)));
        files.put("resizes.csv", "iteration,direction,from,to,reached,ns,source\n");
        add(cell, 1, files);
        return this;
    }

    public PlottedCampaign compiling() {
        return compiling(2, Mode.BASE_AUTO, Mode.LLFREE_AUTO);
    }

    public PlottedCampaign compiling(int repetitions, Mode... modes) {
        for (Mode mode : modes) {
            Cell cell = cell(new BenchmarkSpec.Compiling(vm(mode), write(), Duration.ofSeconds(10)), false);
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                Map<String, String> files = new LinkedHashMap<>();
                files.put("out_0.csv", published(shift(mode) + repetition));
                files.put(
                        "times_0.json",
                        "{\"build\":[600.0],\"delay\":[700.0],\"clean\":800.0,\"drop\":900.0,\"cpu\":{\"user\":2000.0,\"system\":70.0}}");
                add(cell, repetition, files);
            }
        }
        return this;
    }

    public PlottedCampaign multivm() {
        for (Mode mode : List.of(Mode.BASE_MANUAL, Mode.LLFREE_AUTO)) {
            var spec = new BenchmarkSpec.MultiVm(vm(mode), VMS, write(), false, 1, Duration.ofMinutes(5));
            Map<String, String> files = new LinkedHashMap<>();
            files.put("time_0.txt", "{\"total\":[900.0]}");
            for (int vm = 0; vm < VMS; vm++) {
                files.put("vm_" + vm + "/out_0.csv", published(vm + shift(mode)));
                files.put(
                        "vm_" + vm + "/times_0.json",
                        "{\"start\":[0.5],\"build\":[600.0],\"clean\":[700.0],\"cpu\":{}}");
            }
            add(cell(spec, false), 1, files);
        }
        return this;
    }

    /** So that modes differ. */
    private static int shift(Mode mode) {
        return Math.floorMod(mode.label().hashCode(), 7);
    }

    /** Every second row lacks the guest's numbers, as in the artefact's data. */
    private String published(int phase) {
        double interval = 900.0 / samples;
        return "time,rss,small,huge,cached,total\n"
                + lines(i -> String.format(
                        Locale.ROOT,
                        "%.6f,%d,%s",
                        i * interval,
                        (long) (GIB * (2 + Math.sin(i * interval / 90 + phase))),
                        i % 2 == 0 ? "1000,1," + GIB / 4 + "," + 4 * GIB : "nan,nan,nan,nan"));
    }

    private Map<String, String> sampled(String phases) {
        Map<String, String> files = new LinkedHashMap<>();
        double interval = 110.0 / samples;
        files.put(
                "samples.csv",
                "time,rss,ram,target\n"
                        + lines(i -> String.format(
                                Locale.ROOT,
                                "%.6f,%d,%d,%d",
                                i * interval,
                                (long) (GIB * (3 - Math.sin(i * interval / 20))),
                                2 * GIB,
                                i * interval < 60 ? 4 * GIB : GIB)));
        files.put("phases.csv", phases);
        return files;
    }

    private interface Line {
        String at(int i);
    }

    private String lines(Line line) {
        return IntStream.range(0, samples).mapToObj(i -> line.at(i) + "\n").collect(Collectors.joining());
    }

    PlottedCampaign failed(Mode mode) {
        runs.add(new StoreFixture.Ran(
                StoreFixture.inflate(mode, "8GiB", true), 1, StoreFixture.FAILED, Map.of("meta.json", "{}")));
        return this;
    }

    PlottedCampaign add(Cell cell, int repetition, Map<String, String> files) {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.putIfAbsent("meta.json", "{}");
        runs.add(new StoreFixture.Ran(cell, repetition, StoreFixture.COMPLETED, all));
        return this;
    }

    public StoredCampaign commit() throws Exception {
        return StoreFixture.commit(store, StoreFixture.CAMPAIGN, "plotted", runs);
    }

    private static Cell cell(BenchmarkSpec spec, boolean baseline) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("benchmark", spec.name());
        parameters.put("mode", spec.vm().mode().label());
        parameters.put("baseline", String.valueOf(baseline));
        return Cell.of(parameters, spec, Isolation.EXCLUSIVE, Sampling.DEFAULT, Duration.ofMinutes(2));
    }

    private static VmSpec vm(Mode mode) {
        ByteSize size = ByteSize.gib(4);
        return new VmSpec(size, ByteSize.gib(1), size, 4, mode, Machine.Q35, List.of());
    }

    private static Workload write() {
        return Workload.write(ByteSize.gib(2), Duration.ofMinutes(1));
    }

    private static MidResize resize(boolean baseline) {
        return new MidResize(
                baseline,
                ByteSize.gib(1),
                ByteSize.gib(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMinutes(1));
    }
}
