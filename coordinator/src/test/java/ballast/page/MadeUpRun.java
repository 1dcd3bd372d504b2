package ballast.page;

import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.Cell;
import ballast.model.VmStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run that nothing measured: its VMs fill, shrink, touch and grow again, like an inflate's. The same attempt always does the same.
 *
 * @param seconds from its start to its end
 * @param pace how much it differs from others, around 1
 */
record MadeUpRun(Cell cell, int vms, double memory, double seconds, double pace) {
    private static final double MIB = 1 << 20;
    private static final List<String> PHASES = List.of("boot", "fill", "shrink", "pause", "touch", "grow");
    private static final double LOW = 0.3;

    static MadeUpRun of(AttemptId attempt, Cell cell, Duration length) {
        int vms = cell.spec() instanceof BenchmarkSpec.MultiVm several ? several.vms() : 1;
        Random random = new Random(attempt.toString().hashCode());
        double pace = 0.85 + 0.3 * random.nextDouble();
        return new MadeUpRun(cell, vms, cell.spec().vm().memory().bytes(), length.toMillis() / 1e3, pace);
    }

    /** Of a long run the phases come again and again. */
    private double length() {
        return Math.min(seconds, 30) / PHASES.size();
    }

    private String phase(double time) {
        return PHASES.get((int) (time / length()) % PHASES.size());
    }

    private double share(double time, int vm) {
        double part = (time / length() * pace + vm * 0.37) % PHASES.size();
        double within = part - Math.floor(part);
        double wave = 0.02 * Math.sin(time * 3 + vm);
        double level = switch ((int) part) {
            case 0 -> 0.15 + 0.1 * within;
            case 1 -> 0.25 + 0.65 * within;
            case 2 -> 0.9 - (0.9 - LOW) * within;
            case 3 -> LOW;
            case 4 -> LOW + 0.2 * within;
            default -> 0.5 + 0.3 * within;
        };
        return level + wave;
    }

    private double target(double time) {
        return memory * (List.of("shrink", "pause", "touch").contains(phase(time)) ? LOW : 1);
    }

    long fullBytes() {
        return (long) (memory * vms);
    }

    List<VmStatus> statuses(double time) {
        return IntStream.range(0, vms)
                .mapToObj(vm -> {
                    double rss = memory * share(time, vm);
                    return new VmStatus(
                            vm,
                            phase(time),
                            (long) rss,
                            (long) Math.max(0, rss - 60 * MIB),
                            (long) target(time),
                            phase(time).equals("boot") ? Double.NaN : memory - rss);
                })
                .toList();
    }

    /** As an agent would write them, by path. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "meta.json",
                "{\"ballast\":{\"accel\":\"tcg\",\"resizeTiming\":{\"source\":\"qmp\",\"pollIntervalNs\":1000000}}}");
        files.put("timing.json", text("{\"boot\":1.8,\"overhead\":0.2,\"total\":%.1f}", seconds));
        if (!(cell.spec() instanceof BenchmarkSpec.MultiVm)) {
            inflate(files);
            vm(files, "", 0);
            return files;
        }
        for (int vm = 0; vm < vms; vm++) {
            vm(files, "vm_" + vm + "/", vm);
        }
        files.put("time_0.txt", text("{\"total\":[%.1f]}", seconds));
        return files;
    }

    private void inflate(Map<String, String> files) {
        StringBuilder out = new StringBuilder("shrink,grow,touch,touch2\n");
        StringBuilder resizes = new StringBuilder("iteration,direction,from,to,reached,ns,source\n");
        for (int i = 0; i < 3; i++) {
            long shrink = (long) (1e9 * pace * (1 + 0.2 * i));
            out.append(text("%d,%d,%d,%d\n", shrink, shrink / 4, shrink / 2, shrink / 5));
            long low = (long) (memory / 4);
            resizes.append(text("%d,shrink,%.0f,%d,%d,%d,qmp\n", i, memory, low, low, shrink));
            resizes.append(text("%d,grow,%d,%.0f,%.0f,%d,qmp\n", i, low, memory, memory, shrink / 4));
        }
        files.put("out.csv", out.toString());
        files.put("resizes.csv", resizes.toString());
    }

    private void vm(Map<String, String> files, String folder, int vm) {
        StringBuilder samples = new StringBuilder("time,rss,ram,target\n");
        StringBuilder published = new StringBuilder("time,rss,small,huge,cached,total\n");
        StringBuilder guest =
                new StringBuilder("time,rss,small,huge,cached,total,free,order0,order1,order2,order3,order4,"
                        + "order5,order6,order7,order8,order9,order10\n");
        for (int i = 0; i < seconds * 10; i++) {
            VmStatus status = statuses(i / 10.0).get(vm);
            samples.append(
                    text("%.1f,%d,%d,%d\n", i / 10.0, status.rssBytes(), status.ramBytes(), status.targetBytes()));
            if (i % 10 == 0) {
                guest.append(text(
                        "%.1f,%d,1,1,1,2,%s,0,0,0,0,0,0,0,0,0,0,0\n",
                        i / 10.0,
                        status.rssBytes(),
                        Double.isNaN(status.guestFreeBytes()) ? "nan" : text("%.0f", status.guestFreeBytes())));
                published.append(text("%.1f,%d,1,1,1,2\n", i / 10.0, status.rssBytes()));
            }
        }
        StringBuilder phases = new StringBuilder("phase,iteration,start,end\n");
        for (int i = 0; i * length() < seconds; i++) {
            phases.append(text(
                    "%s,%d,%.3f,%.3f\n",
                    phase(i * length() + 1e-6),
                    i / PHASES.size(),
                    i * length(),
                    Math.min(seconds, (i + 1) * length())));
        }
        files.put(folder + "samples.csv", samples.toString());
        files.put(folder + "guest.csv", guest.toString());
        files.put(folder + "out_0.csv", published.toString());
        files.put(folder + "phases.csv", phases.toString());
        files.put(
                folder + "times_0.json",
                text("{\"start\":[0.5],\"build\":[%.1f],\"clean\":[%.1f]}", seconds / 2, seconds / 2));
        files.put(
                folder + "out.txt",
                "[    0.000000] Linux version 6.1 (made up)\n\u001b[32mready\u001b[0m <b>VM " + vm + "</b>\n");
        files.put(folder + "cmd.sh", "qemu-system-x86_64 -m " + (long) (memory / MIB) + "M\n");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
