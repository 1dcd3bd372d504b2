package ballast.coordinator.report;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.Cell;
import ballast.model.Driver;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.HostReport;
import ballast.model.Mode;
import ballast.model.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Campaigns in a store, with raw files whose figures can be told by heart. */
final class SummaryFixture {
    static final Map<String, String> INFLATE_FILES = Map.of(
            "meta.json",
            "{\"ballast\":{\"accel\":\"tcg\",\"resizeTiming\":{\"source\":\"qmp\",\"pollIntervalNs\":1000000}}}",
            "timing.json",
            "{\"boot\":1.8,\"setup\":0.2,\"workload\":12.5,\"pauses\":3.0,\"resize\":4.04,\"collect\":0.1,"
                    + "\"stop\":0.1,\"overhead\":0.36,\"total\":22.1}",
            "out.csv",
            """
            shrink,grow,touch,touch2
            9,9,9,9
            2000000000,500000000,1000000000,250000000
            1000000000,250000000,500000000,250000000
            """,
            // 512 MiB asked for, 1 GiB full; the last shrink gets stuck half-way.
            "resizes.csv",
            """
            iteration,direction,from,to,reached,ns,source
            0,shrink,1073741824,268435456,268435456,9,qmp
            0,grow,268435456,1073741824,1073741824,9,qmp
            1,shrink,1073741824,536870912,536870912,2000000000,qmp
            1,grow,536870912,1073741824,1073741824,500000000,qmp
            2,shrink,1073741824,536870912,805306368,2000000000,qmp
            2,grow,805306368,1073741824,1073741824,1000000000,qmp
            """,
            "samples.csv",
            """
            time,rss,ram,target
            0.0,1073741824,0,0
            60.0,1073741824,0,0
            """);

    static final Map<String, String> VM_FILES = Map.of(
            // the boot: of no interest to the figures, which count from the common start
            "samples.csv",
            """
            time,rss,ram,target
            0.0,8589934592,0,0
            3.0,8589934592,0,0
            """,
            "out_0.csv",
            """
            time,rss,small,huge,cached,total
            0.0,1073741824,1,1,1,2
            30.0,1610612736,nan,nan,nan,nan
            60.0,2147483648,nan,nan,nan,nan
            """,
            "times_0.json",
            "{\"start\":[0.5,30.0],\"build\":[10.5,44.0],\"clean\":[11.0,45.0],\"cpu\":{\"total\":1,\"user\":1,"
                    + "\"system\":0}}");

    /** QEMU said nothing; the console said more than is shown. */
    private static final Outcome FAILED = new Outcome.Failed(new Failure(
            FailureKind.BOOT,
            "the guest never answered",
            Stream.concat(
                            Stream.of("command: qemu-system-x86_64 -S", "qemu: no room"),
                            IntStream.rangeClosed(1, 10)
                                    .mapToObj(
                                            line -> line == 10 ? "console: \u001b[31mpanic" : "console: line " + line))
                    .toList()));

    private final ResultStore store;

    SummaryFixture(Path folder) {
        this.store = new ResultStore(folder);
    }

    ResultStore store() {
        return store;
    }

    /** One run of each status: completed, failed, skipped, not run. */
    CampaignSummary inflate() throws Exception {
        List<Cell> cells = List.of(
                StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false),
                StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", true),
                StoreFixture.inflate(Mode.VIRTIO_MEM, "1GiB", false),
                StoreFixture.inflate(Mode.VIRTIO_MEM, "2GiB", false));
        create("inflate", cells);
        commit(cells.get(0), StoreFixture.COMPLETED, INFLATE_FILES);
        commit(cells.get(1), FAILED, Map.of("meta.json", "{}"));
        store.skipped(StoreFixture.run(cells.get(2)), "no host has 4 cores");
        return read();
    }

    /** Three runs skipped, two of them for the same reason; two not run. */
    CampaignSummary lacking() throws Exception {
        List<Cell> cells = Stream.of("1GiB", "2GiB", "3GiB", "4GiB", "5GiB")
                .map(memory -> StoreFixture.inflate(Mode.VIRTIO_MEM, memory, false))
                .toList();
        create("inflate", cells);
        store.skipped(StoreFixture.run(cells.get(0)), "llfree-manual needs a QEMU");
        store.skipped(StoreFixture.run(cells.get(1)), "llfree-manual needs a QEMU");
        store.skipped(StoreFixture.run(cells.get(2)), "virtio-mem-vfio needs a device");
        return read();
    }

    CampaignSummary multivm() throws Exception {
        List<Cell> cells =
                List.of(StoreFixture.multivm(Mode.BASE_AUTO, false), StoreFixture.multivm(Mode.BASE_AUTO, true));
        create("multivm", cells);
        Map<String, String> files = new HashMap<>(
                Map.of("time_0.txt", "{\"total\":[61.5]}", "timing.json", "{\"boot\":2.2,\"total\":64.5}"));
        VM_FILES.forEach((name, content) -> {
            files.put("vm_0/" + name, content);
            files.put("vm_1/" + name, content);
        });
        commit(cells.get(0), StoreFixture.COMPLETED, files);
        files.put("vm_1/out_0.csv", "time,rss,small,huge,cached,total\n0.0,107374");
        commit(cells.get(1), StoreFixture.COMPLETED, files);
        return read();
    }

    /** Two runs beside each other: both tell of the same breach, one of another, and one was shrunk. */
    CampaignSummary guarded() throws Exception {
        List<Cell> cells =
                List.of(StoreFixture.multivm(Mode.BASE_AUTO, false), StoreFixture.multivm(Mode.BASE_AUTO, true));
        create("multivm", cells);
        String breach = "{\"at\":\"2026-11-28T06:00:00Z\",\"seconds\":%s,\"worstBytes\":1048576}";
        String other = "{\"at\":\"2026-11-28T06:01:00Z\",\"seconds\":1.5,\"worstBytes\":3145728}";
        commit(cells.get(0), StoreFixture.COMPLETED, meta("\"held\",\"shrunk\"", breach.formatted("0.25")));
        commit(cells.get(1), StoreFixture.COMPLETED, meta("\"held\"", breach.formatted("0.5") + "," + other));
        return read();
    }

    private static Map<String, String> meta(String marks, String breaches) {
        return Map.of("meta.json", "{\"guard\":{\"marks\":[" + marks + "],\"breaches\":[" + breaches + "]}}");
    }

    void create(String name, List<Cell> cells) throws Exception {
        store.create(StoreFixture.campaign(name, cells));
    }

    /** One run of a host that plays traces; nothing tells when its VMs built. */
    CampaignSummary replayed() throws Exception {
        Map<String, String> files = new HashMap<>();
        for (String vm : List.of("vm_0/", "vm_1/")) {
            files.put(vm + "out_0.csv", VM_FILES.get("out_0.csv"));
            files.put(vm + "samples.csv", VM_FILES.get("samples.csv"));
        }
        return replayed("multivm", StoreFixture.multivm(Mode.BASE_AUTO, false), files);
    }

    /** The same of inflate, with these files; a trace tells of no resizes. */
    CampaignSummary replayedInflate(Map<String, String> files) throws Exception {
        return replayed("inflate", StoreFixture.inflate(Mode.VIRTIO_MEM, "1GiB", true), files);
    }

    private CampaignSummary replayed(String name, Cell cell, Map<String, String> files) throws Exception {
        create(name, List.of(cell));
        HostReport real = StoreFixture.HOST;
        HostReport replaying = new HostReport(
                real.id(),
                real.cores(),
                real.memory(),
                real.budget(),
                Accelerator.NONE,
                real.versions(),
                real.artefacts(),
                real.images(),
                real.vfioDevices(),
                Driver.REPLAY,
                real.labels(),
                real.numaNodes());
        commit(cell, replaying, StoreFixture.COMPLETED, files);
        return read();
    }

    void commit(Cell cell, Outcome outcome, Map<String, String> files) throws Exception {
        commit(cell, StoreFixture.HOST, outcome, files);
    }

    private void commit(Cell cell, HostReport host, Outcome outcome, Map<String, String> files) throws Exception {
        AttemptId attempt = new AttemptId(StoreFixture.run(cell), 1);
        store.commit(
                attempt,
                cell,
                host,
                outcome,
                StoreFixture.upload(store, attempt, files),
                StoreFixture.STARTED,
                StoreFixture.STARTED.plusMillis(22_500));
    }

    CampaignSummary read() throws IOException {
        return CampaignSummary.of(store.find(StoreFixture.CAMPAIGN).orElseThrow());
    }
}
