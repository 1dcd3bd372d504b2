package ballast.coordinator.cli;

import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.capacity.VmsMax;
import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.report.SummaryJson;
import ballast.coordinator.report.SummaryTable;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.RunState;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Packing;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast run}: a whole campaign in this process. */
@Command(
        name = "run",
        description = "Runs a matrix on this host and ends with a summary.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 every run was measured, or skipped for a reason that is told;",
            "            1 a run failed or was not come to; 2 bad usage, matrix or host.",
            "            With --vms max: 0 every mode has its answer; 1 it is not known, or something else than memory limits it."
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "MATRIX", description = MatrixOptions.MATRIX)
    private String matrixName;

    @Mixin
    private MatrixOptions matrixOptions;

    @Option(
            names = "--continue",
            arity = "0..1",
            fallbackValue = "latest",
            paramLabel = "CAMPAIGN",
            description = "Go on with an interrupted campaign of the store, by default the latest")
    private String continued;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The summary on standard output: text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Mixin
    private VmsMaxOptions vmsMax;

    @Mixin
    private LabOptions options;

    private final PrintStream err = System.err;
    /** Where a line goes that must not disturb the display, while there is one. */
    private final AtomicReference<Consumer<String>> lines = new AtomicReference<>(err::println);

    @Override
    public Integer call() throws CommandException {
        if ((matrixName == null) == (continued == null)) {
            throw CommandException.badInput("run: want a MATRIX or --continue, and not both; see: ballast run --help");
        }
        vmsMax.check(matrixName != null);
        Optional<Matrix> matrix = matrixName == null ? Optional.empty() : Optional.of(matrixOptions.read(matrixName));
        if (matrix.isPresent()) {
            WantedImages.build(matrix.get(), options, System.getenv(), err::println);
        }
        Optional<ByteSize> budget = vmsMax.isWanted() ? options.hostKeepsItsBudget() : Optional.empty();
        NewStore store = NewStore.watch(options.store);
        try (Interrupt interrupt = new Interrupt()) {
            try (EmbeddedLab lab = EmbeddedLab.start(options, System.getenv(), this::notice)) {
                CampaignRun run = new CampaignRun(lab.node());
                Session session = new Session(lab, run, interrupt, options.store, lines);
                greet(lab);
                if (interrupt.asked().isDone()) {
                    throw new CommandException(
                            ExitCode.RUN_FAILED, "ballast: interrupted; nothing was started or changed");
                }
                Optional<VmsMax> search = search(lab, matrix, budget);
                if (search.isPresent()) {
                    return vmsMax(lab, session, search.get());
                }
                CampaignId campaign = matrix.isPresent() ? submit(lab, session, matrix.get()) : resume(lab, run);
                return follow(lab, session, campaign);
            } finally {
                // only now: what runs here holds its files; and before the interrupted process may end
                store.takeBack();
            }
        }
    }

    /** A new one, or one that was interrupted; empty: an ordinary campaign is wanted. */
    private Optional<VmsMax> search(EmbeddedLab lab, Optional<Matrix> matrix, Optional<ByteSize> budget)
            throws CommandException {
        try {
            if (matrix.isEmpty()) {
                return VmsMaxFile.unfinished(lab.store(), continued);
            }
            if (!vmsMax.isWanted()) {
                return Optional.empty();
            }
            lab.store().traces().bringUpToDate().forEach(this::notice);
            ByteSize within = budget.orElse(lab.report().budget());
            VmsMaxPlan plan = new VmsMaxPlan(lab.store(), lab.report(), within, this::notice);
            return Optional.of(VmsMaxCells.begin(matrix.get(), vmsMax.modes(), within, lab.report(), plan::vms));
        } catch (IOException e) {
            throw CommandException.badInput("the store " + options.store + " cannot be read: " + e.getMessage());
        }
    }

    private void notice(String line) {
        lines.get().accept("ballast: " + line);
    }

    private void greet(EmbeddedLab lab) {
        String since = Optional.ofNullable(System.getenv("BALLAST_START_NS"))
                .map(start -> String.format(" (%.2f s)", (nanosNow() - Long.parseLong(start)) / 1e9))
                .orElse("");
        err.println("ballast: coordinator: ready" + since + ", live page at "
                + lab.http().resolve("/") + ", metrics at " + lab.http().resolve("/metrics"));
        var report = lab.report();
        err.println("ballast: host: " + report.cores() + " cores, "
                + report.budget().toHumanText() + " for VMs, accel "
                + report.accelerator().label() + " (" + lab.acceleratorReason() + "), QEMU "
                + report.versions().get("qemu"));
        lab.leftovers()
                .forEach(left -> err.println("ballast: host: ended " + left + ", left over from an earlier start"));
    }

    private static long nanosNow() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private CampaignId submit(EmbeddedLab lab, Session session, Matrix matrix) throws CommandException {
        FitReport fit =
                FitReport.of(matrix, lab.report(), Plan.peaks(matrix, lab.report(), new StoredResults(lab.store())));
        if (!fit.fits()) {
            throw CommandException.badInput(fit.toString());
        }
        CampaignId id = CampaignIds.next(Instant.now());
        session.submit(id, matrix.name(), matrix.text(), matrix.cells(), matrix.runs(id), matrix.packing());
        return id;
    }

    private CampaignId resume(EmbeddedLab lab, CampaignRun run) throws CommandException {
        List<CampaignSummary> open =
                run.known().stream().filter(known -> !known.ended()).toList();
        CampaignId id = open.stream()
                .filter(known ->
                        continued.equals("latest") || known.id().value().equals(continued))
                .max(Comparator.comparing(CampaignSummary::id))
                .map(CampaignSummary::id)
                .orElseThrow(() -> CommandException.badInput("no campaign '" + continued + "' to continue in "
                        + options.store
                        + "; not ended are: "
                        + open.stream().map(known -> known.id().value()).collect(Collectors.joining(", ", "[", "]"))));
        requireFit(id, run.view(id), lab);
        run.resume(id);
        return id;
    }

    /** Runs that fit no host are skipped for good once their campaign goes on. */
    private static void requireFit(CampaignId id, CampaignView view, EmbeddedLab lab) throws CommandException {
        List<PlannedRun> waiting = view.runs().stream()
                .filter(run -> run.state() instanceof RunState.Waiting)
                .map(run -> new PlannedRun(run.run(), run.cell()))
                .toList();
        if (waiting.isEmpty()) {
            return; // what is open was running when the program ended, and so fits
        }
        List<Cell> cells = waiting.stream().map(PlannedRun::cell).distinct().toList();
        Packing packing = packing(lab.store(), id);
        HostReport host = lab.report();
        Foresight foresight = Foresight.of(id, waiting, packing, List.of(host), new StoredResults(lab.store()));
        Optional<String> refusal = FitReport.refusal(id, cells, packing, host, foresight.peaks(host.id()));
        if (refusal.isPresent()) {
            throw CommandException.badInput(refusal.get());
        }
    }

    private static Packing packing(ResultStore store, CampaignId id) throws CommandException {
        try {
            return store.find(id).map(stored -> stored.campaign().packing()).orElse(Packing.Static.INSTANCE);
        } catch (IOException e) {
            throw CommandException.badInput("the store " + store.root() + " cannot be read: " + e.getMessage());
        }
    }

    private int follow(EmbeddedLab lab, Session session, CampaignId campaign) throws CommandException {
        boolean ended = session.follow(campaign);
        int code = summarize(lab, session, campaign);
        session.report(campaign, this::notice);
        if (!ended) {
            err.println(session.hint(campaign));
        }
        return code;
    }

    private int vmsMax(EmbeddedLab lab, Session session, VmsMax search) throws CommandException {
        VmsMaxRun run = new VmsMaxRun(new VmsMaxLab(lab, session, this::notice, search.budget()), search);
        boolean ended = run.run();
        System.out.println(
                output == Output.JSON
                        ? VmsMaxJson.document(run.search(), lab.store()).toPrettyString()
                        : VmsMaxTable.render(run.search()));
        run.search().campaigns().stream()
                .max(Comparator.naturalOrder())
                .filter(last -> !ended)
                .ifPresent(last -> err.println(session.hint(last)));
        boolean answered = run.search().modes().stream().allMatch(mode -> mode.isAnswered(search.budget()));
        return ended && answered ? ExitCode.OK : ExitCode.RUN_FAILED;
    }

    private int summarize(EmbeddedLab lab, Session session, CampaignId campaign) throws CommandException {
        try {
            session.keepSkipped();
            StoredCampaign stored = lab.store()
                    .find(campaign)
                    .orElseThrow(
                            () -> CommandException.badInput("campaign " + campaign + " is not in " + options.store));
            var summary = ballast.coordinator.report.CampaignSummary.of(stored);
            System.out.println(output == Output.JSON ? SummaryJson.render(summary) : SummaryTable.render(summary));
            return summary.isDone() ? ExitCode.OK : ExitCode.RUN_FAILED;
        } catch (IOException | CommitException e) {
            throw new CommandException(ExitCode.RUN_FAILED, "ballast: the summary cannot be made: " + e.getMessage());
        }
    }
}
