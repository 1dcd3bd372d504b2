package ballast.coordinator.cli;

import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.matrix.MatrixLibrary;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.simulation.SimulatedHosts;
import ballast.coordinator.simulation.SimulationReport;
import ballast.coordinator.trace.Prediction;
import ballast.model.CampaignId;
import ballast.model.Durations;
import ballast.model.Packing;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast simulate}: a campaign on hosts that do not exist. */
@Command(
        name = "simulate",
        description = {
            "Plays a matrix, or a stored campaign, back on hosts that do not exist: the same coordinator, scheduler and messages,",
            "with footprint traces in the place of VMs, in a time that leaps from event to event: what the program itself takes of",
            "real time does not count. What it writes is in STORE/.simulated and says that it is simulated."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 every run was played; 1 a run failed or was skipped; 2 bad usage, matrix or traces."
        })
final class SimulateCommand implements Callable<Integer> {
    /** A matrix's own default. */
    private static final double MARGIN = 0.05;

    @Parameters(paramLabel = "MATRIX|CAMPAIGN", description = "As for run; or a campaign of the store, by its id")
    private String what;

    @Mixin
    private MatrixOptions matrixOptions;

    @Mixin
    private StoreOption storeOption;

    @Option(
            names = "--hosts",
            required = true,
            paramLabel = "NxSIZE",
            description = "Such as 32x48GiB, budgets for VMs")
    private String hosts;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "12",
            description = "Of each host. Default: ${DEFAULT-VALUE}")
    private int cores;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description =
                    "What is played: a folder as agents that replay take it, or the artefact's results of compiling and multivm."
                            + " Default: each cell's latest trace in the store")
    private Path tracesFolder;

    @Option(
            names = "--packing",
            paramLabel = "HOW",
            description = "static: reserve full sizes; footprint: pack by footprint. Default: as the matrix says")
    private String packing;

    @Option(
            names = "--search",
            paramLabel = "TIME",
            defaultValue = "500ms",
            description = "For how long a better plan is looked for, each time that plans are made anew; this takes no"
                    + " simulated time. A lab's coordinator takes 5s. Default: ${DEFAULT-VALUE}")
    private String search;

    @Mixin
    private OutputOption output;

    /** What is to be played, under its new id. */
    private record Task(CampaignRecord campaign, Optional<String> of) {}

    @Override
    public Integer call() throws CommandException {
        SimulatedHosts wanted = hosts();
        Duration searched = search();
        try {
            Task task = task();
            CampaignId id = task.campaign().id();
            Path root = storeOption
                    .folder
                    .toAbsolutePath()
                    .normalize()
                    .resolve(".simulated")
                    .resolve(id.value());
            Path staging = Files.createDirectories(root.resolve(".ballast").resolve("traces-played"));
            System.setProperty(
                    "ballast.log", root.resolve(".ballast/ballast.log").toString());
            SimulatedTraces traces = tracesFolder == null
                    ? SimulatedTraces.ofLibrary(
                            storeOption.open().traces(), task.campaign().cells(), staging)
                    : SimulatedTraces.ofFolder(tracesFolder, staging);
            System.err.println("ballast: simulated: " + wanted + "; what is written is in " + root);
            SimulationReport report =
                    new Simulation(new ResultStore(root), traces, wanted, searched).run(task.campaign(), System.err);
            var json = SimulationTable.json(id.value(), report);
            task.of().ifPresent(of -> json.put("replays", of));
            json.put("store", root.toString());
            Files.writeString(root.resolve("simulation.json"), json.toPrettyString() + "\n");
            System.out.println(output.json() ? json.toPrettyString() : SimulationTable.text(id.value(), report));
            return report.others() == 0 ? ExitCode.OK : ExitCode.RUN_FAILED;
        } catch (IOException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: simulate: " + e);
        }
    }

    private SimulatedHosts hosts() throws CommandException {
        try {
            return SimulatedHosts.parse(hosts, cores);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("--hosts: " + e.getMessage());
        }
    }

    private Duration search() throws CommandException {
        try {
            Duration time = Durations.parse(search);
            if (time.isNegative()) {
                throw new IllegalArgumentException("got '" + search + "', want 0s or more");
            }
            return time;
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput("--search: " + e.getMessage());
        }
    }

    /** As asked for, or else as it is. */
    private Packing packing(Packing own) throws CommandException {
        if (packing == null) {
            return own;
        }
        return switch (packing) {
            case "static" -> Packing.Static.INSTANCE;
            case "footprint" ->
                own instanceof Packing.Footprint
                        ? own
                        : new Packing.Footprint(MARGIN, Prediction.DEFAULT_QUANTILE, Optional.empty());
            default -> throw CommandException.badInput("--packing: got '" + packing + "', want static or footprint");
        };
    }

    private Task task() throws CommandException, IOException {
        CampaignId id = CampaignIds.next(Instant.now());
        Map<String, String> versions = Map.of("driver", "replay", "simulated", hosts + ", " + cores + " cores");
        String user = System.getProperty("user.name");
        Optional<StoredCampaign> stored =
                isMatrix() ? Optional.empty() : storeOption.open().lookUp(what);
        if (stored.isPresent()) {
            CampaignRecord old = stored.get().campaign();
            List<RunId> runs = old.plan().stream()
                    .map(run -> new RunId(id, run.cell(), run.repetition()))
                    .toList();
            CampaignRecord again =
                    new CampaignRecord(id, old.name(), old.matrix(), old.cells(), runs, versions, user, Instant.now());
            return new Task(
                    again.with(packing(old.packing())), Optional.of(old.id().value()));
        }
        Matrix matrix = matrixOptions.read(what);
        CampaignRecord campaign = new CampaignRecord(
                id, matrix.name(), matrix.text(), matrix.cells(), matrix.runs(id), versions, user, Instant.now());
        return new Task(campaign.with(packing(matrix.packing())), Optional.empty());
    }

    private boolean isMatrix() {
        return Files.isRegularFile(Path.of(what)) || MatrixLibrary.names().contains(what);
    }
}
