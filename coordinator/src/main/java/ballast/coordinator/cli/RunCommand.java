package ballast.coordinator.cli;

import ballast.coordinator.actor.SchedulerCommand.CampaignSummary;
import ballast.coordinator.matrix.FitReport;
import ballast.coordinator.matrix.Matrix;
import ballast.coordinator.report.SummaryJson;
import ballast.coordinator.report.SummaryTable;
import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.PlannedRun;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.HostReport;
import ballast.model.Packing;
import ballast.model.RunId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
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
            "            1 a run failed or was not come to; 2 bad usage, matrix or host."
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
    private LabOptions options;

    private final PrintStream err = System.err;
    /** Where a line goes that must not disturb the display, while there is one. */
    private final AtomicReference<Consumer<String>> lines = new AtomicReference<>(err::println);

    @Override
    public Integer call() throws CommandException {
        if ((matrixName == null) == (continued == null)) {
            throw CommandException.badInput("run: want a MATRIX or --continue, and not both; see: ballast run --help");
        }
        Optional<Matrix> matrix = matrixName == null ? Optional.empty() : Optional.of(matrixOptions.read(matrixName));
        if (matrix.isPresent()) {
            WantedImages.build(matrix.get(), options, System.getenv(), err::println);
        }
        NewStore store = NewStore.watch(options.store);
        try (Interrupt interrupt = new Interrupt()) {
            try (EmbeddedLab lab = EmbeddedLab.start(options, System.getenv(), this::notice)) {
                CampaignRun run = new CampaignRun(lab.node());
                greet(lab);
                if (interrupt.asked().isDone()) {
                    throw new CommandException(
                            ExitCode.RUN_FAILED, "ballast: interrupted; nothing was started or changed");
                }
                CampaignId campaign = matrix.isPresent() ? submit(lab, run, matrix.get()) : resume(lab, run);
                return follow(lab, run, campaign, interrupt);
            } finally {
                // only now: what runs here holds its files; and before the interrupted process may end
                store.takeBack();
            }
        }
    }

    private void notice(String line) {
        lines.get().accept("ballast: " + line);
    }

    private void greet(EmbeddedLab lab) {
        String since = Optional.ofNullable(System.getenv("BALLAST_START_NS"))
                .map(start -> String.format(" (%.2f s)", (nanosNow() - Long.parseLong(start)) / 1e9))
                .orElse("");
        err.println("ballast: coordinator: ready" + since + ", metrics at "
                + lab.http().resolve("/metrics"));
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

    private CampaignId submit(EmbeddedLab lab, CampaignRun run, Matrix matrix) throws CommandException {
        FitReport fit =
                FitReport.of(matrix, lab.report(), Plan.peaks(matrix, lab.report(), new StoredResults(lab.store())));
        if (!fit.fits()) {
            throw CommandException.badInput(fit.toString());
        }
        CampaignId id = CampaignIds.next(Instant.now());
        List<RunId> runs = matrix.runs(id);
        try {
            lab.store()
                    .create(new CampaignRecord(
                                    id,
                                    matrix.name(),
                                    matrix.text(),
                                    matrix.cells(),
                                    runs,
                                    lab.report().versions(),
                                    System.getProperty("user.name"),
                                    Instant.now())
                            .with(matrix.packing()));
        } catch (CommitException e) {
            throw CommandException.badInput(e.getMessage());
        }
        Map<ballast.model.CellId, Cell> cells =
                matrix.cells().stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        run.submit(
                id,
                matrix.name(),
                matrix.text(),
                runs.stream()
                        .map(planned -> new PlannedRun(planned, cells.get(planned.cell())))
                        .toList(),
                matrix.packing());
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
            return store.find(id).map(stored -> stored.campaign().packing()).orElse(Packing.STATIC);
        } catch (IOException e) {
            throw CommandException.badInput("the store " + store.root() + " cannot be read: " + e.getMessage());
        }
    }

    private int follow(EmbeddedLab lab, CampaignRun run, CampaignId campaign, Interrupt interrupt)
            throws CommandException {
        AtomicReference<CampaignView> latest = new AtomicReference<>();
        boolean ended;
        try (Progress progress = Progress.onStandardError(err, Clock.systemUTC())) {
            lines.set(progress::note);
            CompletableFuture<CampaignView> end = run.follow(campaign, view -> {
                latest.set(view);
                progress.show(view);
            });
            lab.startAgent();
            ended = await(end, lab.failed().toCompletableFuture(), interrupt, () -> {
                if (latest.get() != null) {
                    progress.show(latest.get());
                }
            });
        } catch (CommandException e) {
            throw new CommandException(e.exitCode(), e.getMessage() + "\n" + hint(campaign));
        } finally {
            lines.set(err::println);
        }
        if (!ended) {
            interrupted(run, campaign);
        }
        int code = summarize(lab, campaign, latest.get());
        if (!ended) {
            err.println(hint(campaign));
        }
        return code;
    }

    /** What cannot be confirmed is no reason to give no summary: the next start puts it right. */
    private void interrupted(CampaignRun run, CampaignId campaign) {
        err.println("ballast: interrupted; ending the VMs; this takes up to 20 s");
        try {
            run.pause(campaign)
                    .forEach(attempt ->
                            err.println("ballast: " + attempt + " has not ended yet, or its result is not in the"
                                    + " store yet; the next start sees to it"));
        } catch (CommandException e) {
            err.println(e.getMessage());
        }
    }

    private String hint(CampaignId campaign) {
        return "ballast: go on with: ballast run --continue " + campaign + " --store " + Shell.quoted(options.store);
    }

    /** @return whether the campaign ended; otherwise the user interrupted it */
    private static boolean await(
            CompletableFuture<CampaignView> end,
            CompletableFuture<String> broken,
            Interrupt interrupt,
            Runnable eachSecond)
            throws CommandException {
        while (true) {
            try {
                Object first =
                        CompletableFuture.anyOf(end, broken, interrupt.asked()).get(1, TimeUnit.SECONDS);
                if (broken.isDone()) {
                    throw new CommandException(ExitCode.RUN_FAILED, "ballast: " + first);
                }
                return end.isDone();
            } catch (TimeoutException e) {
                eachSecond.run();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    private int summarize(EmbeddedLab lab, CampaignId campaign, CampaignView last) throws CommandException {
        try {
            for (RunView run : last == null ? List.<RunView>of() : last.runs()) {
                if (run.state() instanceof RunState.Skipped skipped) {
                    lab.store().skipped(run.run(), skipped.reason());
                }
            }
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
