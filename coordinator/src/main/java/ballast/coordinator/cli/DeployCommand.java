package ballast.coordinator.cli;

import ballast.coordinator.deploy.Bundle;
import ballast.coordinator.deploy.Deployer;
import ballast.coordinator.deploy.HostReport;
import ballast.coordinator.deploy.Inventory;
import ballast.coordinator.deploy.InventoryException;
import ballast.coordinator.deploy.SshLogin;
import ballast.model.Durations;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** {@code ballast deploy}: agents on a lab's hosts, over SSH. */
@Command(
        name = "deploy",
        description = "Installs agents on a lab's hosts over SSH, starts, upgrades and stops them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "deploy/inventory.example.yaml shows what an inventory may say.",
            "Exit codes: 0 done on all hosts, 1 not on all, 2 bad usage or inventory."
        })
final class DeployCommand {
    private static final Duration CONNECT = Duration.ofSeconds(15);

    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The hosts, a YAML file. Needed.")
    private Path inventory;

    @Option(
            names = "--limit",
            paramLabel = "HOST",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Only these hosts, separated by commas.")
    private Set<String> limit = new LinkedHashSet<>();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            scope = ScopeType.INHERIT,
            description = "How many hosts at once; upgrade takes one after another. Default: ${DEFAULT-VALUE}")
    private int parallel;

    @Option(
            names = "--learn-host-keys",
            scope = ScopeType.INHERIT,
            description =
                    "Trust hosts that known_hosts has no key of, and add it. A changed key is refused nevertheless.")
    private boolean learnHostKeys;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            scope = ScopeType.INHERIT,
            description = "On standard output: text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    private static final String JOIN = "The longest that an agent may take to join. Default: ${DEFAULT-VALUE}";

    private final PrintStream out = System.out;

    @Command(
            name = "check",
            description = "Looks whether each host has what an agent needs, and changes nothing.",
            mixinStandardHelpOptions = true)
    int check() throws CommandException, InterruptedException {
        return print(deployer(Duration.ZERO, Duration.ZERO).check(hosts()));
    }

    @Command(
            name = "up",
            description = "Uploads what differs, starts the agents and waits until they have joined. An agent that runs"
                    + " another release is restarted at once; upgrade lets its runs end first.",
            mixinStandardHelpOptions = true)
    int up(
            @Option(
                            names = "--join-timeout",
                            paramLabel = "TIME",
                            defaultValue = "60s",
                            converter = DurationConverter.class,
                            description = JOIN)
                    Duration joinTimeout)
            throws CommandException, InterruptedException {
        return print(deployer(joinTimeout, Duration.ZERO).up(hosts(), host -> bundle(host.bundle())));
    }

    @Command(name = "down", description = "Stops the agents, and with them their VMs.", mixinStandardHelpOptions = true)
    int down() throws CommandException, InterruptedException {
        return print(deployer(Duration.ZERO, Duration.ZERO).down(hosts()));
    }

    @Command(
            name = "upgrade",
            description =
                    "Exchanges the release on one host after another: drained before, and rolled back if the new one"
                            + " does not join.",
            mixinStandardHelpOptions = true)
    int upgrade(
            @Option(
                            names = "--join-timeout",
                            paramLabel = "TIME",
                            defaultValue = "60s",
                            converter = DurationConverter.class,
                            description = JOIN)
                    Duration joinTimeout,
            @Option(
                            names = "--drain-timeout",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            converter = DurationConverter.class,
                            description = "The longest that a host's runs may take to end. Default: ${DEFAULT-VALUE}")
                    Duration drainTimeout)
            throws CommandException, InterruptedException {
        return print(deployer(joinTimeout, drainTimeout).upgrade(hosts(), host -> bundle(host.bundle())));
    }

    @Command(name = "logs", description = "Shows the end of each agent's log.", mixinStandardHelpOptions = true)
    int logs(
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many lines of each. Default: ${DEFAULT-VALUE}")
                    int lines)
            throws CommandException, InterruptedException {
        if (lines < 1) {
            throw CommandException.badInput("--lines: got " + lines + ", want at least 1");
        }
        return print(deployer(Duration.ZERO, Duration.ZERO).logs(hosts(), lines));
    }

    private Inventory hosts() throws CommandException {
        if (inventory == null) {
            throw CommandException.badInput("--inventory: got none, want a file such as deploy/inventory.example.yaml");
        }
        try {
            return Inventory.read(inventory).limitedTo(limit);
        } catch (InventoryException e) {
            throw new CommandException(ExitCode.BAD_INPUT, e.getMessage());
        }
    }

    private Deployer deployer(Duration joinTimeout, Duration drainTimeout) throws CommandException {
        if (parallel < 1) {
            throw CommandException.badInput("--parallel: got " + parallel + ", want at least 1");
        }
        Optional<Path> agent = Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        return new Deployer(
                new SshLogin(agent, learnHostKeys, CONNECT),
                new Deployer.Settings(parallel, joinTimeout, drainTimeout),
                line -> System.err.println("ballast: " + line));
    }

    private static Bundle bundle(Optional<Path> folder) throws java.io.IOException {
        if (folder.isPresent()) {
            return Bundle.in(folder.get());
        }
        String home = System.getenv("BALLAST_HOME");
        String guard = System.getenv("BALLAST_GUARD");
        if (home == null || guard == null) {
            throw new java.io.IOException(
                    "bundle: got none, want a folder in the inventory, or a start by ./ballast, which builds one");
        }
        return Bundle.built(Path.of(home), Path.of(guard));
    }

    private int print(List<HostReport> reports) {
        out.print(output == Output.JSON ? DeployJson.render(reports) : DeployTable.render(reports));
        return reports.stream().allMatch(HostReport::ok) ? ExitCode.OK : ExitCode.RUN_FAILED;
    }
}
