package ballast.coordinator.cli;

import ballast.coordinator.plot.FootprintPlot;
import ballast.coordinator.plot.FootprintStack;
import ballast.coordinator.recording.RecordingException;
import ballast.coordinator.recording.Recordings;
import ballast.coordinator.recording.TraceSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ballast pack}: plans by recorded footprints, on paper. */
@Command(
        name = "pack",
        description =
                "Plans VMs by their recorded footprints, so that at every second their sum stays within a host's budget. Runs nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "How many VMs, three traces of fresh VMs, the six later ones, and those at their largest:",
            "  ballast pack --objective max-vms --traces DIR --mode base-auto --budget 48GiB --periodic 7200s --cycles 0",
            "  … --cycles 1,2",
            "  … --cycles 1,2 --maximum",
            "How long 32 first builds take on 4 hosts, all as VM 0's, and all as the largest of them:",
            "  ballast pack --objective makespan --traces DIR --mode base-auto --hosts 4x48GiB --jobs 32 --cycles 0 --vms 0",
            "  … --cycles 0 --maximum",
            "",
            "A trace's value of second s is the largest RSS sampled in [start + s, start + s + 1); without a sample, that",
            "of the second before. Size, cores and delay come from meta.json. Each VM's offset says when in the period its",
            "cycle begins; each job runs from its start, without a break, and occupies nothing before and after.",
            "",
            "Exit codes: 0 planned, 2 bad usage or traces, or a job that fits on no host."
        })
final class PackCommand implements Callable<Integer> {
    /** A chart for each host, so far. */
    private static final int CHARTS = 12;

    @Mixin
    private PackOptions options;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws CommandException {
        List<String> problems = new ArrayList<>();
        PackRequest request = PackRequestReader.read(options, problems).orElseThrow(() -> refused(problems));
        TraceSet traces;
        try {
            traces = Recordings.read(request.traces(), request.selection(), request.cut());
        } catch (RecordingException e) {
            throw refused(e.problems());
        }
        Packed packed;
        try {
            packed = Packed.of(request, traces);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage().lines().toList());
        }
        traces.leftOut().forEach(what -> System.err.println("ballast: left out: " + what));
        System.out.print(output.json() ? PackJson.render(packed) : PackText.render(packed));
        if (request.plot().isPresent()) {
            plot(packed.stacks(), request.plot().get());
        }
        return ExitCode.OK;
    }

    private static void plot(List<FootprintStack> stacks, Path file) throws CommandException {
        if (stacks.size() > CHARTS) {
            System.err.println("ballast: " + file + " shows the first " + CHARTS + " of " + stacks.size() + " hosts");
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            FootprintPlot.writeSvg(stacks.subList(0, Math.min(CHARTS, stacks.size())), out);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.RUN_FAILED, "ballast: " + file + " could not be written: " + e.getMessage());
        }
    }

    private static CommandException refused(List<String> problems) {
        return CommandException.badInput("pack is refused\n  " + String.join("\n  ", problems));
    }
}
