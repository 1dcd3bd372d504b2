package ballast.agent.workload;

import ballast.agent.guest.Command;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the guest's CPUs have worked since its boot, in hundredths of a second; niced work is the user's. */
record CpuTime(long user, long system) {
    private static final Duration CAT = Duration.ofSeconds(30);

    /** The first line of /proc/stat. */
    static CpuTime of(Vm vm, String label) throws FaultException, InterruptedException, IOException {
        String line = vm.run(label, Command.of("head", "-n1", "/proc/stat"), CAT)
                .stdout()
                .strip();
        if (!line.matches("cpu( +\\d{1,17}){3,}")) {
            throw new FaultException(FailureKind.WORKLOAD, "/proc/stat does not begin with the CPU's times: " + line);
        }
        String[] words = line.split("\\s+");
        return new CpuTime(Long.parseLong(words[1]) + Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    /**
     * In seconds.
     *
     * @param total seconds that passed since {@code before}
     */
    Map<String, Double> since(CpuTime before, double total) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpu.put("total", total);
        cpu.put("user", (user - before.user) / 100.0);
        cpu.put("system", (system - before.system) / 100.0);
        return cpu;
    }
}
