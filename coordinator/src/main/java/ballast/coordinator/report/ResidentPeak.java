package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.Figures;
import ballast.coordinator.stats.MultiVmFigures;
import ballast.coordinator.stats.Sample;
import ballast.coordinator.stats.VmSample;
import ballast.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The most that a run's VMs occupied together, from its raw samples. */
public final class ResidentPeak {
    private static final double GIB = 1L << 30;

    private ResidentPeak() {}

    /**
     * From the boot on, at the samplers' 10 Hz; of a run that failed, of those VMs that came so far.
     *
     * @param run folder of a run of several VMs
     * @return empty if nothing was sampled
     */
    public static Optional<ByteSize> of(Path run, int vms) throws IOException {
        List<List<Sample>> samples = new ArrayList<>();
        for (int vm = 0; vm < vms; vm++) {
            Path folder = run.resolve("vm_" + vm);
            if (Files.exists(folder.resolve("samples.csv"))) {
                samples.add(RawFiles.samples(folder).stream()
                        .map(VmSample::footprint)
                        .toList());
            }
        }
        return MultiVmFigures.footprint(samples).get(Figures.PEAK_GIB).map(gib -> new ByteSize(Math.round(gib * GIB)));
    }
}
