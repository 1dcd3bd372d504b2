package ballast.coordinator.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code ballast} itself: its commands, and what happens to their errors. */
@Command(
        name = "ballast",
        description = "Runs VM memory-reclamation benchmarks on KVM hosts.",
        version = "ballast " + BallastCommand.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Also: ballast test [MAVEN OPTION…]    set up and run all tests",
            "      ballast image build mini        build the guest image",
            "",
            "Exit codes: 0 all done, 1 a run failed, 2 bad usage, input or host, 3 no coordinator reached."
        },
        subcommands = {
            RunCommand.class,
            CoordinatorCommand.class,
            PlanCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ResultsCommand.class,
            SqlCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            PlotCommand.class,
            FiguresCommand.class,
            ExplainCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            HostsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            TracesCommand.class,
            PackCommand.class,
            SimulateCommand.class,
            ImageCommand.class,
            VfioCommand.class,
            DeployCommand.class,
            WarmUpCommand.class
        })
public final class BallastCommand {
    static final String VERSION = "0.1.0";

    private BallastCommand() {}

    /** @return the exit code */
    public static int execute(String... arguments) {
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new BallastCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(err)
                .setParameterExceptionHandler(BallastCommand::badUsage)
                .setExecutionExceptionHandler(BallastCommand::failed)
                .execute(arguments);
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("ballast: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.BAD_INPUT;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof CommandException known) {
            command.getErr().println(known.getMessage());
            return known.exitCode();
        }
        command.getErr().println("ballast: unexpected: " + e + "; this is a defect, please report it with:");
        e.printStackTrace(command.getErr());
        return ExitCode.RUN_FAILED;
    }
}
