package ballast.agent.actor;

import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.host.CpuPool;
import ballast.agent.host.HostInventory;
import ballast.agent.replay.Claims;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Playback.Claim;
import ballast.agent.replay.Traces;
import ballast.model.Accelerator;
import ballast.model.ByteSize;
import ballast.model.Driver;
import ballast.model.HostReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a host that plays traces offers to the coordinator. */
record ReplayHost(List<CpuPool.Cpu> cpus, HostReport report) {
    static ReplayHost of(AgentConfig config, Traces traces, Playback playback) throws IOException {
        return playback.claim() instanceof Claim.Pretended pretended
                ? of(config, traces, pretended, speed(playback))
                : of(config, traces, HostInventory.read(), speed(playback));
    }

    private static String speed(Playback playback) {
        return Double.toString(playback.speed());
    }

    private static ReplayHost of(AgentConfig config, Traces traces, HostInventory inventory, String speed) {
        ByteSize budget = PreparedHost.budget(config.budget(), inventory);
        Map<String, String> versions = Map.of(
                "driver",
                Driver.REPLAY.label(),
                HostReport.REPLAY_SPEED,
                speed,
                "hostKernel",
                inventory.kernel(),
                "cpu",
                inventory.cpuModel());
        return of(config, traces, inventory.cpus(), inventory.memory(), budget, versions, List.of());
    }

    private static ReplayHost of(AgentConfig config, Traces traces, Claim.Pretended pretended, String speed) {
        List<CpuPool.Cpu> cpus = IntStream.range(0, pretended.cores())
                .mapToObj(number -> new CpuPool.Cpu(number, number, 0))
                .toList();
        ByteSize budget = config.budget() instanceof BudgetSetting.Fixed fixed
                ? fixed.bytes()
                : new ByteSize(pretended.memory().bytes() / 10 * 9);
        // no real machine has PCI devices in the last domain: nobody takes these for some
        List<String> devices = IntStream.range(0, pretended.vfioDevices())
                .mapToObj(number -> String.format("ffff:%02x:%02x.0", number / 32, number % 32))
                .toList();
        Map<String, String> versions = Map.of("driver", Driver.REPLAY.label(), HostReport.REPLAY_SPEED, speed);
        return of(config, traces, cpus, pretended.memory(), budget, versions, devices);
    }

    private static ReplayHost of(
            AgentConfig config,
            Traces traces,
            List<CpuPool.Cpu> cpus,
            ByteSize memory,
            ByteSize budget,
            Map<String, String> versions,
            List<String> devices) {
        HostReport report = new HostReport(
                config.id(),
                cpus.size(),
                memory,
                budget,
                Accelerator.NONE,
                versions,
                Claims.artefacts(traces),
                Claims.images(),
                devices,
                Driver.REPLAY,
                config.labels(),
                CpuPool.nodes(cpus));
        return new ReplayHost(cpus, report);
    }
}
