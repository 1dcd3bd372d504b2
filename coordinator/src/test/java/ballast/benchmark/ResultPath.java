package ballast.benchmark;

import ballast.agent.guest.GuestNumbers;
import ballast.agent.sample.VmFiles;
import ballast.agent.spool.Spool;
import ballast.agent.spool.Uploader;
import ballast.agent.system.Leftovers;
import ballast.coordinator.results.StoreFixture;
import ballast.model.Cell;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * 100,000 samples from the agent to the coordinator's store: rows written, sealed with digests, uploaded over HTTP, committed by
 * the scheduler. Once as one VM's, once as 64 VMs'. Arguments: repetitions (7; the first is cold and not counted), and the folder
 * to work in (the temporary one).
 */
final class ResultPath {
    private enum Stage {
        WRITE,
        SEAL,
        UPLOAD,
        COMMIT,
        ACKNOWLEDGED
    }

    private static final int SAMPLES = 100_000;
    private static final int SAMPLES_PER_QUESTION = 10;
    private static final long RSS = 733_421_568;
    private static final GuestNumbers ANSWER =
            new GuestNumbers(512L << 20, 400L << 20, 8L << 20, Collections.nCopies(GuestNumbers.ORDERS, 99L));

    private final Lab lab;
    private final Spool spool;
    private final Uploader uploader;

    private ResultPath(Lab lab, Spool spool) {
        this.lab = lab;
        this.spool = spool;
        this.uploader = new Uploader(spool, Optional.empty());
    }

    public static void main(String[] args) throws Exception {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        Path parent = Path.of(args.length > 1 ? args[1] : System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(parent, "ballast-bench");
        Cell cell = StoreFixture.multivm(Mode.BASE_MANUAL, true);
        try (Lab lab = Lab.start(folder.resolve("store"), cell, 2 * repetitions)) {
            var path = new ResultPath(lab, new Spool(folder.resolve("spool")));
            path.measure(1, repetitions);
            path.measure(64, repetitions);
        } finally {
            Leftovers.delete(folder);
        }
    }

    private void measure(int vms, int repetitions) throws Exception {
        Map<Stage, Figures> seconds = new EnumMap<>(Stage.class);
        double bytes = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
            bytes = once(vms, nanos);
            if (repetition > 0) {
                nanos.forEach((stage, time) ->
                        seconds.computeIfAbsent(stage, any -> new Figures()).add(time / 1e6));
            }
        }
        System.out.printf("%,d samples of %d VMs, %.1f MB in %d files%n", SAMPLES, vms, bytes / 1e6, 2 * vms);
        for (var stage : seconds.entrySet()) {
            double median = stage.getValue().median() / 1e3;
            System.out.printf(
                    "%-14s %30s ms %,14.0f samples/s %10.1f MB/s%n",
                    stage.getKey(), stage.getValue(), SAMPLES / median, bytes / 1e6 / median);
        }
    }

    /** @return bytes of the files */
    private double once(int vms, Map<Stage, Long> nanos) throws Exception {
        var start = lab.nextAttempt();
        Path folder = spool.create(start.attempt());
        long from = System.nanoTime();
        write(folder, vms);
        long written = System.nanoTime();
        Spool.Held held = spool.seal(start.attempt(), new Outcome.Completed());
        long sealed = System.nanoTime();
        uploader.upload(held, start.uploadUri(), start.uploadToken());
        long uploaded = System.nanoTime();
        long commit = lab.commit(held);
        long acknowledged = System.nanoTime();
        nanos.put(Stage.WRITE, written - from);
        nanos.put(Stage.SEAL, sealed - written);
        nanos.put(Stage.UPLOAD, uploaded - sealed);
        nanos.put(Stage.COMMIT, commit);
        nanos.put(Stage.ACKNOWLEDGED, acknowledged - from);
        spool.forget(start.attempt());
        return held.files().stream().mapToLong(ResultFile::bytes).sum();
    }

    private static void write(Path folder, int vms) throws IOException {
        for (int vm = 0; vm < vms; vm++) {
            try (VmFiles files = new VmFiles(folder.resolve("vm_" + vm))) {
                int samples = SAMPLES / vms + (vm < SAMPLES % vms ? 1 : 0);
                for (int sample = 0; sample < samples; sample++) {
                    double time = sample * 0.1;
                    files.sample(time, RSS + sample * 4096L, 620_523_520L, 1L << 30);
                    if (sample % SAMPLES_PER_QUESTION == 0) {
                        files.guest(time, RSS, Optional.of(ANSWER));
                    }
                }
            }
        }
    }
}
