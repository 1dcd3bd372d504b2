package ballast.coordinator.deploy;

import ballast.model.HostId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads an inventory; see {@code deploy/inventory.example.yaml} for all of its keys. */
final class InventoryFile {
    private static final List<String> SHARED =
            List.of("ssh", "install", "java", "agent", "coordinator", "images", "bundle");
    private static final List<String> OF_HOST = withNames();
    private static final List<String> SSH = List.of("host", "user", "port", "key", "jump", "known-hosts");
    private static final List<String> COORDINATOR = List.of("http", "token-file", "ca");

    private final LocalPaths paths;
    private final YamlNodes yaml;

    private InventoryFile(Path file) {
        this.paths = new LocalPaths(file.toAbsolutePath().getParent());
        this.yaml = new YamlNodes(file);
    }

    static Inventory read(Path file) throws InventoryException {
        try {
            return new InventoryFile(file).parse(Files.readString(file));
        } catch (IOException e) {
            String why = Files.notExists(file) ? "no such file" : "cannot be read: " + e;
            throw new InventoryException(List.of("inventory " + file + ": " + why));
        }
    }

    private static List<String> withNames() {
        List<String> keys = new ArrayList<>(List.of("name", "address"));
        keys.addAll(SHARED);
        return List.copyOf(keys);
    }

    private Inventory parse(String text) throws InventoryException {
        List<DeployHost> hosts = new ArrayList<>();
        yaml.compose(text).ifPresent(root -> {
            Map<String, Node> top = yaml.entries("the file", root, List.of("defaults", "hosts"));
            Map<String, Node> defaults =
                    top.containsKey("defaults") ? yaml.entries("defaults", top.get("defaults"), SHARED) : Map.of();
            List<Node> nodes = top.containsKey("hosts") ? yaml.list("hosts", top.get("hosts"), "hosts") : List.of();
            if (nodes.isEmpty() && yaml.problems().isEmpty()) {
                yaml.problem(root, "hosts", "got none, want at least one");
            }
            Set<HostId> names = new HashSet<>();
            nodes.forEach(node -> host(node, defaults, names).ifPresent(hosts::add));
        });
        if (!yaml.problems().isEmpty()) {
            throw new InventoryException(yaml.problems());
        }
        return new Inventory(hosts);
    }

    private Optional<DeployHost> host(Node node, Map<String, Node> defaults, Set<HostId> names) {
        Layers host = new Layers(yaml, node, yaml.entries("hosts", node, OF_HOST), defaults);
        Optional<HostId> id = host.needed("name", "the host's name in the lab").flatMap(name -> id(host, name));
        id.filter(name -> !names.add(name)).ifPresent(name -> host.problem("name", "got '" + name + "' a second time"));
        Optional<String> address = host.needed("address", "an address or host name");
        Optional<SshRoute> route = route(host.below("ssh", SSH), address.orElse(""));
        String install = host.word("install", "a folder").orElse("/opt/ballast");
        if (!install.matches(DeployHost.PLAIN_FOLDER)) {
            host.problem("install", "got '" + install + "', want " + DeployHost.PLAIN_FOLDER_WANTED);
        }
        String java = host.word("java", "a path").orElse("java");
        AgentSettings agent = AgentSection.read(host.below("agent", AgentSection.KEYS), paths);
        Optional<CoordinatorAccess> coordinator = coordinator(host.below("coordinator", COORDINATOR));
        List<Path> images = host.words("images", "folders").stream()
                .flatMap(path -> paths.folder(host, "images", path).stream())
                .toList();
        Optional<Path> bundle = host.word("bundle", "a folder").flatMap(path -> paths.folder(host, "bundle", path));
        return yaml.problems().isEmpty()
                ? Optional.of(new DeployHost(
                        id.orElseThrow(),
                        address.orElseThrow(),
                        route.orElseThrow(),
                        install,
                        java,
                        agent,
                        coordinator.orElseThrow(),
                        images,
                        bundle))
                : Optional.empty();
    }

    private static Optional<HostId> id(Layers host, String name) {
        try {
            return Optional.of(new HostId(name));
        } catch (IllegalArgumentException e) {
            host.problem("name", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<SshRoute> route(Layers ssh, String address) {
        String user = ssh.word("user", "a user").orElse("root");
        String host = ssh.word("host", "an address or host name").orElse(address);
        Optional<Integer> port = ssh.node("port").isPresent()
                ? ssh.word("port", "1 to 65535").flatMap(text -> AgentSection.port(ssh, "port", text))
                : Optional.of(SshAddress.USUAL_PORT);
        List<SshAddress> jumps = new ArrayList<>();
        for (String jump : ssh.words("jump", "user@host:port")) {
            SshAddress.parse(jump)
                    .ifPresentOrElse(
                            jumps::add,
                            () -> ssh.problem("jump", "got '" + jump + "', want user@host or user@host:port"));
        }
        Optional<Path> key = ssh.word("key", "a private key's file").flatMap(path -> paths.file(ssh, "key", path));
        Path knownHosts = paths.resolve(ssh.word("known-hosts", "a file").orElse("~/.ssh/known_hosts"));
        return port.map(number -> new SshRoute(new SshAddress(user, host, number), jumps, key, knownHosts));
    }

    private Optional<CoordinatorAccess> coordinator(Layers section) {
        List<URI> urls = new ArrayList<>();
        for (String text :
                section.needed("http", "the coordinator's URL").orElse("").split(",")) {
            url(text.strip())
                    .ifPresentOrElse(
                            urls::add,
                            () -> section.problem(
                                    "http", "got '" + text + "', want http://HOST:PORT or https://HOST:PORT"));
        }
        Optional<Path> token = section.word("token-file", "a file").map(paths::resolve);
        Optional<Path> ca = section.word("ca", "a file").flatMap(path -> paths.file(section, "ca", path));
        return urls.isEmpty() ? Optional.empty() : Optional.of(new CoordinatorAccess(urls, token, ca));
    }

    private static Optional<URI> url(String text) {
        try {
            URI uri = URI.create(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
