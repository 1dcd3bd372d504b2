package ballast.agent.actor;

import ballast.agent.config.AgentConfig;
import ballast.model.ByteSize;
import ballast.model.HostId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This machine as a host, with the real QEMU, image and guard that the launcher provides. */
public final class TestHost {
    static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

    private TestHost() {}

    /** @param folder for sockets, spool and cache; short, as sockets need it */
    public static AgentConfig config(Path folder) {
        return new AgentConfig(
                new HostId("this-host"),
                folder.resolve("run"),
                folder.resolve("spool"),
                folder.resolve("cache"),
                List.of(Path.of(provided("BALLAST_IMAGE"))),
                Path.of(provided("BALLAST_GUARD")),
                AgentConfig.withStock(QEMU, Map.of()),
                new AgentConfig.BudgetSetting.NineTenthsOfAvailable());
    }

    static AgentConfig withImage(AgentConfig all, Path image) {
        return new AgentConfig(
                all.id(),
                all.runRoot(),
                all.spool(),
                all.cache(),
                List.of(image),
                all.guard(),
                all.artefacts(),
                all.budget());
    }

    /** For a host that plays traces: nothing but name, spool and budget counts. */
    static AgentConfig replaying(Path folder) {
        return new AgentConfig(
                new HostId("this-host"),
                folder.resolve("run"),
                folder.resolve("spool"),
                folder.resolve("cache"),
                List.of(),
                folder.resolve("guard"),
                AgentConfig.withStock(folder.resolve("qemu"), Map.of()),
                new AgentConfig.BudgetSetting.Fixed(ByteSize.gib(8)));
    }

    private static String provided(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set: run these tests with ./ballast test");
        }
        return value;
    }
}
