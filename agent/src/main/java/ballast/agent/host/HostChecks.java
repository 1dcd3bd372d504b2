package ballast.agent.host;

import ballast.agent.host.HostCheck.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the published artefact never looked at (reference.md §4): SMT, turbo, frequency governor, swap, KSM, transparent huge pages; and NUMA
 * balancing. Nothing is changed. Anybody may change these at any time: each call reads anew.
 */
public final class HostChecks {
    private static final String CPUS = "sys/devices/system/cpu/";

    private final Path root;

    /** @param root {@code /}, or a copy of what is below it */
    public HostChecks(Path root) {
        this.root = root;
    }

    /** Always the same ones, in this order. What cannot be read is unknown. */
    public List<HostCheck> read() {
        return List.of(smt(), turbo(), governor(), swap(), ksm(), hugePages(), numaBalancing());
    }

    private HostCheck smt() {
        return flag(
                "smt",
                CPUS + "smt/active",
                "0",
                "hardware threads of a core share it: echo off > /sys/devices/system/cpu/smt/control");
    }

    private HostCheck turbo() {
        String advice = "the clock depends on load and heat: echo ";
        HostCheck intel = flag(
                "turbo",
                CPUS + "intel_pstate/no_turbo",
                "1",
                advice + "1 > /sys/devices/system/cpu/intel_pstate/no_turbo");
        return intel.verdict() == Verdict.UNKNOWN
                ? flag("turbo", CPUS + "cpufreq/boost", "0", advice + "0 > /sys/devices/system/cpu/cpufreq/boost")
                : new HostCheck("turbo", intel.found().equals("1") ? "0" : "1", intel.verdict(), intel.advice());
    }

    private HostCheck governor() {
        Set<String> found = new TreeSet<>();
        try (DirectoryStream<Path> cpus = Files.newDirectoryStream(root.resolve(CPUS), "cpu[0-9]*")) {
            for (Path cpu : cpus) {
                text(root.relativize(cpu) + "/cpufreq/scaling_governor").ifPresent(found::add);
            }
        } catch (IOException e) {
            return HostCheck.unknown("governor");
        }
        return found.isEmpty()
                ? HostCheck.unknown("governor")
                : check(
                        "governor",
                        String.join(", ", found),
                        found.equals(Set.of("performance")),
                        "the clock follows the load: cpupower frequency-set -g performance");
    }

    private HostCheck swap() {
        // a line of headings, then one for each area
        return text("proc/swaps")
                .map(text ->
                        text.lines().skip(1).map(line -> line.split("\\s+")[0]).toList())
                .map(areas -> check(
                        "swap",
                        areas.isEmpty() ? "none" : String.join(", ", areas),
                        areas.isEmpty(),
                        "memory of a guest that is swapped out is not resident, and looks reclaimed: swapoff -a"))
                .orElse(HostCheck.unknown("swap"));
    }

    private HostCheck ksm() {
        return flag(
                "ksm",
                "sys/kernel/mm/ksm/run",
                "0",
                "equal pages of guests are merged, which takes memory back, too: echo 2 > /sys/kernel/mm/ksm/run");
    }

    /** QEMU asks for huge pages (madvise), so that both of the other settings are one to it. */
    private HostCheck hugePages() {
        return text("sys/kernel/mm/transparent_hugepage/enabled")
                .map(HostChecks::chosen)
                .map(found -> check(
                        "transparent-huge-pages",
                        found,
                        Set.of("always", "madvise").contains(found),
                        "guests have small pages only, which is slower than published figures:"
                                + " echo madvise > /sys/kernel/mm/transparent_hugepage/enabled"))
                .orElse(HostCheck.unknown("transparent-huge-pages"));
    }

    private HostCheck numaBalancing() {
        return flag(
                "numa-balancing",
                "proc/sys/kernel/numa_balancing",
                "0",
                "the kernel moves pages of guests between nodes: echo 0 > /proc/sys/kernel/numa_balancing");
    }

    /** The word in brackets. */
    private static String chosen(String choices) {
        int open = choices.indexOf('[');
        int close = choices.indexOf(']', Math.max(0, open));
        return open < 0 || close < 0 ? choices : choices.substring(open + 1, close);
    }

    private HostCheck flag(String name, String file, String good, String advice) {
        return text(file)
                .map(found -> check(name, found, found.equals(good), advice))
                .orElse(HostCheck.unknown(name));
    }

    private static HostCheck check(String name, String found, boolean good, String advice) {
        return new HostCheck(name, found, good ? Verdict.GOOD : Verdict.DISTURBS, good ? "" : advice);
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
