package ballast.agent.actor;

import ballast.agent.guard.AttemptWatch;
import ballast.agent.spool.Spool;
import ballast.agent.vm.TimeAccount;
import ballast.agent.vm.TimeAccount.Item;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that an attempt as a whole leaves, beside those of its VMs. All calls block. */
final class AttemptFiles {
    private final Spool spool;
    private final AttemptId attempt;
    private final Cell cell;
    private final AttemptFacts facts;
    private final Path folder;
    private volatile Optional<AttemptWatch> watch = Optional.empty();

    AttemptFiles(Spool spool, AttemptId attempt, Cell cell, AttemptFacts facts) throws IOException {
        this.spool = spool;
        this.attempt = attempt;
        this.cell = cell;
        this.facts = facts;
        this.folder = spool.create(attempt);
    }

    Path folder() {
        return folder;
    }

    /** What the memory guard did and saw is told, too. */
    void watchedBy(AttemptWatch watching) {
        watch = Optional.of(watching);
    }

    /** A single VM's files lie at the top, as in the published artefact; several have a folder each. */
    Path vmFolder(int index) {
        return cell.spec() instanceof BenchmarkSpec.MultiVm ? folder.resolve("vm_" + index) : folder;
    }

    /**
     * Writes what is known at the end and seals the attempt.
     *
     * @param spent of the VM that ended last, whose time the attempt's length is made of
     * @param common from the common start of all VMs to the end, in seconds; empty if they never got there
     * @param total the attempt's length in seconds
     * @param reporting how the guest's kernel reports free pages; empty if it does not
     */
    Spool.Held finish(
            Outcome outcome, TimeAccount spent, OptionalDouble common, double total, Map<String, String> reporting)
            throws IOException {
        if (cell.spec() instanceof BenchmarkSpec.MultiVm && common.isPresent()) {
            write("time_0.txt", Map.of("total", List.of(common.getAsDouble())));
        }
        write("meta.json", meta(reporting));
        write("timing.json", timing(spent, total));
        return spool.seal(attempt, outcome);
    }

    /**
     * What is there, where the spool takes nothing any more: what was measured until then is kept. An agent that starts again
     * knows nothing of it.
     */
    Spool.Held unsealed(Outcome outcome) {
        try {
            return spool.unsealed(attempt, outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> meta(Map<String, String> reporting) throws IOException {
        Map<String, Object> meta = new LinkedHashMap<>(facts.meta(cell, resizeSource(), reporting));
        meta.put("run", run());
        watch.ifPresent(watching -> {
            AttemptWatch.Account seen = watching.end();
            Map<String, Object> guard = new LinkedHashMap<>();
            guard.put("marks", seen.marks());
            guard.put(
                    "breaches",
                    seen.breaches().stream()
                            .map(breach -> Map.of(
                                    "at", breach.at().toString(),
                                    "seconds", breach.seconds(),
                                    "worstBytes", breach.worst().bytes(),
                                    "budgetBytes", breach.budget().bytes()))
                            .toList());
            meta.put("guard", guard);
        });
        return meta;
    }

    /** Which run this is, and of what; a campaign's matrix stands in its campaign.json once for all of them. */
    private Map<String, Object> run() throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("campaign", attempt.run().campaign());
        run.put("cell", attempt.run().cell());
        run.put("repetition", attempt.run().repetition());
        run.put("attempt", attempt.number());
        run.put("matrix", "matrix in campaign.json of the campaign's folder");
        run.put("seed", "none: nothing in a run is drawn by chance");
        List<String> commandLines = new ArrayList<>();
        for (int vm = 0; vm < cell.spec().vmCount(); vm++) {
            Path file = vmFolder(vm).resolve("cmd.sh");
            commandLines.add(Files.exists(file) ? Files.readString(file).strip() : "");
        }
        run.put("commandLines", commandLines);
        return run;
    }

    /** The last column of {@code resizes.csv}: {@code qmp}, {@code console}, or both. */
    private String resizeSource() throws IOException {
        Path resizes = folder.resolve("resizes.csv");
        if (!Files.exists(resizes)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(resizes)) {
            return lines.skip(1)
                    .map(line -> line.substring(line.lastIndexOf(',') + 1))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(" and "));
        }
    }

    private static Map<String, Double> timing(TimeAccount spent, double total) {
        Map<String, Double> timing = new LinkedHashMap<>();
        for (Item item : Item.values()) {
            timing.put(item.name().toLowerCase(Locale.ROOT), spent.seconds(item));
        }
        double needed = spent.seconds(Item.BOOT)
                + spent.seconds(Item.WORKLOAD)
                + spent.seconds(Item.PAUSES)
                + spent.seconds(Item.RESIZE);
        timing.put("total", total);
        timing.put("overhead", total - needed);
        return timing;
    }

    private void write(String name, Object content) throws IOException {
        byte[] bytes = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            Files.deleteIfExists(folder.resolve(name)); // half of it would be worse than nothing
            throw e;
        }
    }
}
