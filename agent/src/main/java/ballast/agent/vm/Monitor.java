package ballast.agent.vm;

import ballast.agent.device.ReclamationDevice;
import ballast.agent.host.ProcessMemory;
import ballast.agent.qemu.QmpClient;
import ballast.agent.qemu.StartingQemu;
import ballast.agent.system.GuardedProcess;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a VM's monitor tells once, right after its start.
 *
 * @param sshPort on this host's loopback; the kernel chose it
 * @param ram where the guest's memory is mapped in the process
 */
record Monitor(QmpClient qmp, int sshPort, List<ProcessMemory.Region> ram) {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final Pattern FORWARD =
            Pattern.compile("TCP\\[HOST_FORWARD\\]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)");
    private static final Pattern ADDRESS = Pattern.compile("is (?:0x)?([0-9a-f]+)");

    static Monitor connect(GuardedProcess process, VmPlan plan) throws FaultException, InterruptedException {
        QmpClient qmp = StartingQemu.connect(process, plan.sockets().qmp());
        try {
            return new Monitor(qmp, sshPort(qmp), ram(qmp, plan));
        } catch (FaultException | InterruptedException e) {
            qmp.close();
            throw e;
        }
    }

    private static int sshPort(QmpClient qmp) throws FaultException, InterruptedException {
        String text = qmp.humanMonitor("info usernet", BOUND);
        Matcher forward = FORWARD.matcher(text);
        if (!forward.find()) {
            throw new FaultException(
                    FailureKind.BOOT, "QEMU's 'info usernet' shows no forwarded port: " + text.strip());
        }
        return Integer.parseInt(forward.group(1));
    }

    /** The machine's own memory, which begins at guest address 0, and that of memory devices. */
    private static List<ProcessMemory.Region> ram(QmpClient qmp, VmPlan plan)
            throws FaultException, InterruptedException {
        List<ProcessMemory.Region> regions = new ArrayList<>();
        long base = ReclamationDevice.of(plan.spec()).machineMemory(plan.spec()).bytes();
        long hva = hostAddress(qmp, 1 << 20) - (1 << 20);
        regions.add(new ProcessMemory.Region(hva, hva + base));
        for (JsonNode device : qmp.call("query-memory-devices", Map.of(), BOUND)) {
            JsonNode data = device.path("data");
            long start = hostAddress(qmp, data.path("memaddr").asLong());
            regions.add(new ProcessMemory.Region(
                    start, start + data.path("max-size").asLong()));
        }
        return regions;
    }

    private static long hostAddress(QmpClient qmp, long guestAddress) throws FaultException, InterruptedException {
        String text = qmp.humanMonitor("gpa2hva 0x" + Long.toHexString(guestAddress), BOUND);
        Matcher address = ADDRESS.matcher(text);
        if (!address.find()) {
            throw new FaultException(FailureKind.BOOT, "QEMU's 'gpa2hva' gives no address: " + text.strip());
        }
        return Long.parseUnsignedLong(address.group(1), 16);
    }
}
