package ballast.coordinator.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes agent.yaml as the agent reads it. */
final class AgentYaml {
    private AgentYaml() {}

    /** @param images folders on the host */
    static String render(DeployHost host, List<String> images) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("host", host.id().value());
        entries.put("address", host.address());
        entries.putAll(host.agent().entries());
        entries.putIfAbsent("spool", host.install() + "/spool");
        entries.putIfAbsent("run-root", host.agent().runRoot(host.install()));
        entries.putIfAbsent("cache", host.install() + "/cache");
        if (!images.isEmpty()) {
            entries.put("images", images);
        }
        entries.put("guard", host.current() + "/guard");
        if (host.agent().tls().isPresent()) {
            entries.put("tls", tls());
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return "# Written by ballast deploy; change the inventory instead.\n" + new Yaml(options).dump(entries);
    }

    private static Map<String, String> tls() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("ca", "ca.pem");
        files.put("certificate", "node.pem");
        files.put("key", "node-key.pem");
        return files;
    }
}
