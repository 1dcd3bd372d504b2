package ballast.coordinator.report;

import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the memory guard of a run's host did to it and saw while it ran, from {@code meta.json}.
 *
 * @param known false: nobody watched, as in earlier versions and where nothing runs; then there are no marks
 * @param marks some of held, shrunk, paused
 */
public record GuardRecord(boolean known, List<String> marks, List<Breach> breaches) {
    static final GuardRecord NONE = new GuardRecord(false, List.of(), List.of());

    /**
     * A time that a host's VMs were over its budget. Runs beside each other tell of the same.
     *
     * @param at when it began, as the host's agent wrote it
     * @param budgetBytes of the host, or of the runs' campaign there; 0 where earlier agents did not tell
     */
    public record Breach(String at, double seconds, long worstBytes, long budgetBytes) {}

    /**
     * Of several runs.
     *
     * @param seconds all together
     * @param worstBytes the most that a sum was over a budget
     */
    public record Total(int count, double seconds, long worstBytes) {
        public static Total of(Collection<Breach> breaches) {
            return new Total(
                    breaches.size(),
                    breaches.stream().mapToDouble(Breach::seconds).sum(),
                    breaches.stream().mapToLong(Breach::worstBytes).max().orElse(0));
        }
    }

    public GuardRecord {
        marks = List.copyOf(marks);
        breaches = List.copyOf(breaches);
    }

    static GuardRecord of(Optional<JsonNode> meta) {
        JsonNode guard = meta.map(node -> node.path("guard")).orElse(null);
        if (guard == null || !guard.isObject()) {
            return NONE;
        }
        List<String> marks = new ArrayList<>();
        guard.path("marks").forEach(mark -> marks.add(mark.asText()));
        List<Breach> breaches = new ArrayList<>();
        guard.path("breaches")
                .forEach(breach -> breaches.add(new Breach(
                        breach.path("at").asText(),
                        breach.path("seconds").asDouble(),
                        breach.path("worstBytes").asLong(),
                        breach.path("budgetBytes").asLong())));
        return new GuardRecord(true, marks, breaches);
    }

    /** Whether its figures are not those of a run that was left alone: it was shrunk or paused. */
    public boolean isDisturbed() {
        return marks.contains("shrunk") || marks.contains("paused");
    }

    private record OfHost(String host, GuardRecord guard) {}

    /** Each breach counts once, at its longest, however many runs tell of it. Empty: nobody watched over any run. */
    static Optional<Total> total(List<RunSummary> runs) {
        return sum(runs.stream().map(run -> new OfHost(run.host(), run.guard())).toList());
    }

    /** The same of a stored campaign, without reading more of it than each run's {@code meta.json}. Blocks on the disk. */
    public static Optional<Total> total(StoredCampaign campaign) throws IOException {
        List<OfHost> records = new ArrayList<>();
        for (StoredRun run : campaign.runs()) {
            if (run.status() instanceof StoredStatus.Ended ended) {
                records.add(new OfHost(ended.host().value(), of(RawFiles.meta(run.path()))));
            }
        }
        return sum(records);
    }

    private static Optional<Total> sum(List<OfHost> records) {
        if (records.stream().noneMatch(record -> record.guard.known)) {
            return Optional.empty();
        }
        Map<String, Breach> distinct = new TreeMap<>();
        for (OfHost record : records) {
            for (Breach breach : record.guard.breaches) {
                String same = record.host + " " + breach.at + " " + breach.budgetBytes;
                distinct.merge(same, breach, GuardRecord::longer);
            }
        }
        return Optional.of(Total.of(distinct.values()));
    }

    private static Breach longer(Breach one, Breach other) {
        return one.seconds >= other.seconds ? one : other;
    }
}
