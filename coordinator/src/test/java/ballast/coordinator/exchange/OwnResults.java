package ballast.coordinator.exchange;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.MidResize;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A campaign with a run of each benchmark, as our agents leave them, one that failed and one that was skipped. */
public final class OwnResults {
    static final String SAMPLES = "time,rss,ram,target\n0.1,1073741824,1000000000,1073741824\n0.2,nan,nan,1073741824\n";
    static final String PUBLISHED = """
            time,rss,small,huge,cached,total
            0.000000,536870912,1000,1,4096,1073741824
            1.000000,1073741824,nan,nan,nan,nan
            61.000000,1073741824,1000,1,4096,1073741824
            """;
    private static final String META = """
            {"args":{"mode":"ours"},"sys":{"uname":"Linux host-a 6.1"},"git":{},"ballast":{"accel":"tcg"}}""";
    private static final String GUEST = "time,rss,small,huge,cached,total,free,"
            + "order0,order1,order2,order3,order4,order5,order6,order7,order8,order9,order10\n"
            + "1.0,1073741824,1000,1,4096,1073741824,4096000,1,1,1,1,1,1,1,1,1,1,0\n";

    private final ResultStore store;
    private final List<Cell> cells = new ArrayList<>();
    private final List<RunId> plan = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();

    private interface Commit {
        void run() throws Exception;
    }

    private OwnResults(Path root) {
        this.store = new ResultStore(root);
    }

    public static StoredCampaign in(Path root) throws Exception {
        return new OwnResults(root).make();
    }

    private StoredCampaign make() throws Exception {
        inflate();
        Cell compiling = cell(new BenchmarkSpec.Compiling(vm(Mode.BASE_AUTO), write(), Duration.ofSeconds(10)));
        for (int repetition = 1; repetition <= 2; repetition++) {
            run(compiling, repetition, StoreFixture.COMPLETED, compilingFiles());
        }
        run(
                cell(new BenchmarkSpec.MultiVm(vm(Mode.BASE_AUTO), 2, write(), true, 1, Duration.ofSeconds(30))),
                1,
                StoreFixture.COMPLETED,
                multivmFiles());
        for (int threads : new int[] {1, 2}) {
            run(
                    cell(new BenchmarkSpec.Stream(
                            vm(Mode.LLFREE_MANUAL), threads, 1000, 2 * threads, Duration.ZERO, resize(false))),
                    1,
                    StoreFixture.COMPLETED,
                    Map.of("Copy.csv", "IterTime,Bandwidth\n0.5,10000.0\n0.25,20000.0\n", "cmd.sh", "qemu"));
        }
        run(
                cell(new BenchmarkSpec.Ftq(vm(Mode.BASE_MANUAL), 2, 28, 3, resize(true))),
                1,
                StoreFixture.COMPLETED,
                Map.of("counts.dat", "1\n2\n3\n10\n20\n30\n", "times.dat", "5\n6\n7\n5\n6\n8\n", "cmd.sh", "qemu"));
        run(StoreFixture.inflate(Mode.VIRTIO_MEM, "1GiB", false), 1, StoreFixture.FAILED, Map.of("meta.json", META));
        store.create(new CampaignRecord(
                StoreFixture.CAMPAIGN, "own", "", cells, plan, Map.of(), "me@lab", StoreFixture.STARTED));
        for (Commit commit : commits) {
            commit.run();
        }
        return store.find(StoreFixture.CAMPAIGN).orElseThrow();
    }

    private void inflate() {
        run(
                StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", true),
                1,
                StoreFixture.COMPLETED,
                Map.of(
                        "out.csv",
                        "shrink,grow,touch,touch2\n1000000000,500000000,nan,nan\n2000000000,500000000,nan,nan\n",
                        "resizes.csv",
                        """
                        iteration,direction,from,to,reached,ns,source
                        1,shrink,1073741824,268435456,270532608,1000000000,qmp
                        1,grow,270532608,1073741824,1073741824,500000000,qmp
                        """,
                        "samples.csv",
                        SAMPLES,
                        "guest.csv",
                        GUEST,
                        "phases.csv",
                        "phase,iteration,start,end\nboot,0,0.0,2.5\nshrink,1,2.5,3.5\n",
                        "timing.json",
                        "{\"total\":22.5}",
                        "cmd.sh",
                        "qemu -accel tcg",
                        "out.txt",
                        "console",
                        "workload/fill-1.txt",
                        "1"));
    }

    private static Map<String, String> compilingFiles() {
        return Map.of(
                "out_0.csv",
                PUBLISHED,
                "times_0.json",
                "{\"build\":[30.0],\"delay\":[40.0],\"clean\":null,\"drop\":60.0,\"cpu\":{\"user\":50.0,\"system\":1.0}}",
                "cmd.sh",
                "qemu",
                "out.txt",
                "console");
    }

    private static Map<String, String> multivmFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("time_0.txt", "{\"total\":[61.0]}");
        for (int vm = 0; vm < 2; vm++) {
            files.put("vm_" + vm + "/out_0.csv", PUBLISHED);
            files.put("vm_" + vm + "/times_0.json", "{\"start\":[0.5],\"build\":[30.0],\"clean\":[31.0],\"cpu\":{}}");
            files.put("vm_" + vm + "/cmd.sh", "qemu " + vm);
        }
        return files;
    }

    private void run(Cell cell, int repetition, Outcome outcome, Map<String, String> files) {
        if (!cells.contains(cell)) {
            cells.add(cell);
        }
        RunId run = new RunId(StoreFixture.CAMPAIGN, cell.id(), repetition);
        plan.add(run);
        AttemptId attempt = new AttemptId(run, 1);
        Map<String, String> all = new LinkedHashMap<>(files);
        all.putIfAbsent("meta.json", META);
        commits.add(() -> store.commit(
                attempt,
                cell,
                StoreFixture.HOST,
                outcome,
                StoreFixture.upload(store, attempt, all),
                StoreFixture.STARTED,
                StoreFixture.ENDED));
    }

    private static Cell cell(BenchmarkSpec spec) {
        return Cell.of(
                Map.of("mode", spec.vm().mode().label(), "benchmark", spec.name()),
                spec,
                Isolation.EXCLUSIVE,
                Sampling.DEFAULT,
                Duration.ofMinutes(2));
    }

    private static VmSpec vm(Mode mode) {
        ByteSize size = ByteSize.gib(1);
        return new VmSpec(size, ByteSize.mib(256), size, 2, mode, Machine.Q35, List.of());
    }

    private static Workload write() {
        return Workload.write(ByteSize.mib(512), Duration.ofMinutes(1));
    }

    private static MidResize resize(boolean baseline) {
        return new MidResize(
                baseline,
                ByteSize.mib(256),
                ByteSize.mib(512),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMinutes(1));
    }
}
