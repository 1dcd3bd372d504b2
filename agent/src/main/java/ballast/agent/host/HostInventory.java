package ballast.agent.host;

import ballast.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;

/**
 * What this host has.
 *
 * @param cpus those this process may run on: a container or taskset may leave us fewer than there are
 * @param memory all of it
 * @param available what the kernel says can be had now without swapping ({@code MemAvailable})
 */
public record HostInventory(
        List<CpuPool.Cpu> cpus, ByteSize memory, ByteSize available, String kernel, String cpuModel) {
    public static HostInventory read() throws IOException {
        var hardware = new SystemInfo().getHardware();
        List<Integer> allowed = allowedCpus(Files.readAllLines(Path.of("/proc/self/status")));
        List<CpuPool.Cpu> cpus = hardware.getProcessor().getLogicalProcessors().stream()
                .filter(cpu -> allowed.contains(cpu.getProcessorNumber()))
                .map(cpu -> new CpuPool.Cpu(
                        cpu.getProcessorNumber(),
                        cpu.getPhysicalPackageNumber() << 16 | cpu.getPhysicalProcessorNumber(),
                        cpu.getNumaNode()))
                .toList();
        return new HostInventory(
                cpus,
                new ByteSize(hardware.getMemory().getTotal()),
                new ByteSize(hardware.getMemory().getAvailable()),
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                hardware.getProcessor().getProcessorIdentifier().getName().strip());
    }

    /** The list of {@code Cpus_allowed_list}, {@code 0-3,8}. */
    static List<Integer> allowedCpus(List<String> status) {
        String list = status.stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElseThrow(() -> new IllegalStateException("/proc/self/status has no Cpus_allowed_list"));
        List<Integer> numbers = new ArrayList<>();
        for (String part : list.split(",")) {
            String[] ends = part.split("-");
            for (int cpu = Integer.parseInt(ends[0]); cpu <= Integer.parseInt(ends[ends.length - 1]); cpu++) {
                numbers.add(cpu);
            }
        }
        return numbers;
    }
}
