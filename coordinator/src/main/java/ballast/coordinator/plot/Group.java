package ballast.coordinator.plot;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.report.RunSummary;
import ballast.coordinator.report.Varying;
import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cells that are drawn together: of one benchmark, one workload and one number of threads.
 *
 * @param name safe in file names: {@code stream-4-threads}
 * @param title {@code stream, 4 threads}
 * @param cells those of which a run completed
 */
record Group(String name, String title, String benchmark, List<Measured> cells) {
    private static final String DISTURBED = " *";

    Group {
        cells = List.copyOf(cells);
    }

    /**
     * A cell and its completed runs.
     *
     * @param label what tells it from the group's other cells, its mode first; each once
     * @param runs one or more, by repetition
     */
    record Measured(Cell cell, String label, List<RunSummary> runs) {
        Measured {
            runs = List.copyOf(runs);
        }

        /** The run of which that figure is the median; of an even number the lower one. */
        RunSummary typical(String figure) {
            List<RunSummary> known = runs.stream()
                    .filter(run -> run.figures().get(figure).isPresent())
                    .sorted(Comparator.comparingDouble(
                            run -> run.figures().get(figure).orElseThrow()))
                    .toList();
            return known.isEmpty() ? runs.get(0) : known.get((known.size() - 1) / 2);
        }
    }

    private record Key(String benchmark, String workload, int threads) {
        static Key of(Cell cell) {
            BenchmarkSpec spec = cell.spec();
            return new Key(cell.benchmark(), workload(spec), threads(spec));
        }

        private static String workload(BenchmarkSpec spec) {
            if (spec instanceof BenchmarkSpec.Compiling compiling) {
                return compiling.workload().name();
            }
            if (spec instanceof BenchmarkSpec.MultiVm vms) {
                return vms.workload().name();
            }
            return spec instanceof BenchmarkSpec.Blender blender
                    ? blender.workload().name()
                    : "";
        }

        private static int threads(BenchmarkSpec spec) {
            if (spec instanceof BenchmarkSpec.Stream stream) {
                return stream.threads();
            }
            return spec instanceof BenchmarkSpec.Ftq ftq ? ftq.threads() : 0;
        }

        private String text() {
            if (threads > 0) {
                return benchmark + ", " + threads + (threads == 1 ? " thread" : " threads");
            }
            return workload.isEmpty() || workload.equals(benchmark) ? benchmark : benchmark + ", " + workload;
        }

        private String name() {
            return text().replaceAll("[^A-Za-z0-9._]+", "-");
        }
    }

    /** In the order of the campaign's cells; none without a completed run. */
    static List<Group> of(CampaignSummary campaign) {
        Map<Key, Map<Cell, List<RunSummary>>> groups = new LinkedHashMap<>();
        for (Cell cell : campaign.campaign().campaign().cells()) {
            List<RunSummary> runs = completed(campaign, cell);
            if (!runs.isEmpty()) {
                groups.computeIfAbsent(Key.of(cell), key -> new LinkedHashMap<>())
                        .put(cell, runs);
            }
        }
        return groups.entrySet().stream()
                .map(group -> of(group.getKey(), group.getValue()))
                .toList();
    }

    private static List<RunSummary> completed(CampaignSummary campaign, Cell cell) {
        return campaign.runs().stream()
                .filter(run -> run.stored().cell().id().equals(cell.id()))
                .filter(RunSummary::isCompleted)
                .sorted(Comparator.comparingInt(run -> run.stored().run().repetition()))
                .toList();
    }

    private static Group of(Key key, Map<Cell, List<RunSummary>> cells) {
        List<String> parameters = Varying.parameters(List.copyOf(cells.keySet()));
        List<Measured> measured = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        cells.forEach((cell, runs) -> {
            String label = label(cell, parameters);
            if (!labels.add(label)) {
                label += " " + cell.id();
            }
            boolean disturbed = runs.stream().anyMatch(run -> run.guard().isDisturbed());
            measured.add(new Measured(cell, disturbed ? label + DISTURBED : label, runs));
        });
        return new Group(key.name(), key.text(), key.benchmark(), measured);
    }

    private static String label(Cell cell, List<String> parameters) {
        List<String> words = new ArrayList<>(List.of(cell.mode().label()));
        for (String name : parameters) {
            String value = cell.parameters().getOrDefault(name, "false");
            if (value.equals("true")) {
                words.add(name);
            } else if (!value.equals("false")) {
                words.add(name + "=" + value);
            }
        }
        return String.join(" ", words);
    }

    /** Whether a label carries the mark of a disturbed run. */
    boolean isDisturbed() {
        return cells.stream().anyMatch(cell -> cell.label().endsWith(DISTURBED));
    }
}
