package ballast.coordinator.cli;

import ballast.coordinator.schedule.CampaignView;
import ballast.coordinator.schedule.RunState;
import ballast.coordinator.schedule.RunView;
import ballast.model.ByteSize;
import ballast.model.VmStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the live display shows, as a pure function of the campaign, the time and the size of the terminal. */
final class ProgressText {
    /** Of what follows the name; on a narrow terminal the name gives way to it. */
    private static final int FIGURES_WIDTH = 72;

    private static final int LEAST_NAME_WIDTH = 16;

    private ProgressText() {}

    /**
     * @param width of the terminal in columns; longer lines are cut
     * @param height of the terminal in lines; VMs that find no place are counted
     */
    static List<String> lines(CampaignView view, Instant now, int width, int height) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(view, now));
        List<String> vms = vms(view, now, width);
        // One line stays free for the cursor
        int room = Math.max(0, height - 2);
        if (vms.size() <= room) {
            lines.addAll(vms);
        } else if (room > 0) {
            lines.addAll(vms.subList(0, room - 1));
            lines.add("  … and " + (vms.size() - room + 1) + " more VMs");
        }
        return lines.stream().map(line -> cut(line, width)).toList();
    }

    private static String summary(CampaignView view, Instant now) {
        ProgressCount count = ProgressCount.of(view);
        StringBuilder text = new StringBuilder(view.name());
        text.append(": ")
                .append(count.cellsDone())
                .append('/')
                .append(count.cells())
                .append(" cells");
        if (count.runs() > count.cells()) {
            text.append(", ")
                    .append(count.runsDone())
                    .append('/')
                    .append(count.runs())
                    .append(" runs");
        }
        append(text, count.running(), "running");
        append(text, count.failed(), "failed");
        append(text, count.skipped(), "skipped");
        if (view.ended()) {
            return text.append(", ended").toString();
        }
        String eta = ProgressEta.of(view, now).map(ProgressText::time).orElse("–");
        return text.append(", ETA ").append(eta).toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static List<String> vms(CampaignView view, Instant now, int width) {
        ProgressNames names = ProgressNames.of(view);
        List<RunView> runs = view.runs().stream()
                .filter(run -> run.state() instanceof RunState.Running)
                .toList();
        int longest =
                runs.stream().mapToInt(run -> names.of(run).length()).max().orElse(0);
        int nameWidth = Math.min(longest, Math.max(LEAST_NAME_WIDTH, width - FIGURES_WIDTH));
        List<String> lines = new ArrayList<>();
        for (RunView run : runs) {
            String name = "  " + pad(cut(names.of(run), nameWidth), nameWidth) + "  ";
            vms(run, (RunState.Running) run.state(), now).forEach(vm -> lines.add(name + vm));
        }
        return lines;
    }

    private static List<String> vms(RunView run, RunState.Running running, Instant now) {
        String since = "  " + time(Duration.between(running.since(), now));
        return run.live().isEmpty()
                ? List.of("starting on " + running.host() + since)
                : run.live().stream()
                        .map(vm -> vm(vm, run.live().size()) + since)
                        .toList();
    }

    private static String vm(VmStatus vm, int siblings) {
        String index = siblings > 1 ? "vm " + vm.index() + "  " : "";
        return index + pad(vm.phase(), 9) + "  RSS " + size((double) vm.rssBytes()) + "  target "
                + size((double) vm.targetBytes()) + "  free " + size(vm.guestFreeBytes());
    }

    /** In a column; a guest that did not answer has no figure. */
    private static String size(double bytes) {
        String text = Double.isNaN(bytes) || bytes < 0 ? "–" : new ByteSize((long) bytes).toHumanText();
        return " ".repeat(Math.max(0, 9 - text.length())) + text;
    }

    /** {@code 4.2s}, {@code 35s}, {@code 2m 05s}, {@code 1h 03m}; a clock that was set back counts as 0. */
    static String time(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        if (shown.toHours() > 0) {
            return String.format(Locale.ROOT, "%dh %02dm", shown.toHours(), shown.toMinutesPart());
        }
        if (shown.toMinutes() > 0) {
            return String.format(Locale.ROOT, "%dm %02ds", shown.toMinutes(), shown.toSecondsPart());
        }
        return shown.toSeconds() >= 10
                ? shown.toSeconds() + "s"
                : shown.toSeconds() + "." + shown.toMillisPart() / 100 + "s";
    }

    /** Texts from guests and hosts may hold escape codes, which would move the cursor or worse. */
    static String printable(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? " " : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String cut(String text, int width) {
        String line = printable(text);
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + (width > 0 ? "…" : "");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
