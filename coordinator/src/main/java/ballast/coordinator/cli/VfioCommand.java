package ballast.coordinator.cli;

import ballast.agent.vfio.IommuGroup;
import ballast.agent.vfio.IommuGroups;
import ballast.agent.vfio.Rebinding;
import ballast.agent.vfio.SysfsWriter;
import ballast.agent.vfio.Target;
import ballast.agent.vfio.VfioBinder;
import ballast.model.FaultException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ballast vfio}: which PCI devices VMs can have. It works on this host alone, so no agent has to run. */
@Command(
        name = "vfio",
        description = "Lists this host's IOMMU groups, gives them to VMs and takes them back.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class VfioCommand {
    /** What all of its commands take. */
    static final class Options {
        @Option(
                names = "--output",
                paramLabel = "FORMAT",
                defaultValue = "text",
                description = "On standard output: text or json. Default: ${DEFAULT-VALUE}")
        private Output output;

        /** For tests. */
        @Option(names = "--sysfs", paramLabel = "DIR", defaultValue = "/sys", hidden = true)
        private Path sysfs;

        /** For tests. */
        @Option(names = "--proc", paramLabel = "DIR", defaultValue = "/proc", hidden = true)
        private Path proc;
    }

    static final class TargetConverter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            try {
                return Target.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final String TARGET = "DEVICE|GROUP";
    private static final String MEANING = "0000:08:00.0 or 08:00.0 for the group of that device, or a group's number";

    private final PrintStream out = System.out;

    @Command(
            name = "list",
            description = "Shows all groups or those named, their devices and who drives them.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin Options options,
            @Parameters(arity = "0..*", paramLabel = TARGET, description = MEANING, converter = TargetConverter.class)
                    List<Target> targets)
            throws CommandException {
        List<IommuGroup> groups = groups(options, targets == null ? List.of() : targets);
        out.print(options.output == Output.JSON ? VfioJson.render(groups) : VfioTable.render(groups));
        return ExitCode.OK;
    }

    private static List<IommuGroup> groups(Options options, List<Target> targets) throws CommandException {
        List<IommuGroup> all;
        try {
            all = new IommuGroups(options.sysfs).all();
        } catch (IOException e) {
            throw CommandException.badInput("cannot look at this host's PCI devices: " + e);
        }
        for (Target target : targets) {
            if (all.stream().noneMatch(target::means)) {
                throw CommandException.badInput(target + ": no IOMMU group with PCI devices; see: ballast vfio list");
            }
        }
        return all.stream()
                .filter(group -> targets.isEmpty() || targets.stream().anyMatch(target -> target.means(group)))
                .toList();
    }

    @Command(
            name = "bind",
            description = "Gives all devices of the groups to vfio-pci, for VMs. What the host uses is refused.",
            mixinStandardHelpOptions = true)
    int bind(
            @Mixin Options options,
            @Parameters(arity = "1..*", paramLabel = TARGET, description = MEANING, converter = TargetConverter.class)
                    List<Target> targets)
            throws CommandException {
        return move(options, binder -> binder.bind(targets));
    }

    @Command(
            name = "unbind",
            description = "Gives all devices of the groups back to the host's drivers. What a VM uses is refused.",
            mixinStandardHelpOptions = true)
    int unbind(
            @Mixin Options options,
            @Parameters(arity = "1..*", paramLabel = TARGET, description = MEANING, converter = TargetConverter.class)
                    List<Target> targets)
            throws CommandException {
        return move(options, binder -> binder.unbind(targets));
    }

    private interface Plan {
        Rebinding of(VfioBinder binder) throws FaultException;
    }

    private int move(Options options, Plan plan) throws CommandException {
        Rebinding rebinding;
        try {
            rebinding = plan.of(new VfioBinder(options.sysfs, options.proc, SysfsWriter.real()));
        } catch (FaultException e) {
            throw new CommandException(ExitCode.BAD_INPUT, text(e));
        }
        try {
            List<Rebinding.Change> changes = rebinding.execute();
            out.print(
                    options.output == Output.JSON ? VfioJson.renderChanges(changes) : VfioTable.renderChanges(changes));
            return ExitCode.OK;
        } catch (FaultException e) {
            throw new CommandException(ExitCode.RUN_FAILED, text(e));
        }
    }

    private static String text(FaultException fault) {
        StringBuilder text = new StringBuilder("ballast: " + fault.getMessage());
        fault.failure().details().forEach(detail -> text.append("\n  ").append(detail));
        return text.toString();
    }
}
