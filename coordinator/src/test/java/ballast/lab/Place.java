package ballast.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A network namespace with an address of its own. */
final class Place implements AutoCloseable {
    private final String namespace;
    private final String cable;
    private final String address;
    private boolean closed;

    Place(String namespace, String cable, String address, String bridge) {
        this.namespace = namespace;
        this.cable = cable;
        this.address = address;
        Shell.run("ip", "netns", "add", namespace);
        Shell.run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        Shell.run("ip", "link", "set", cable, "master", bridge, "up");
        inside("ip", "address", "add", address + "/24", "dev", "eth0");
        inside("ip", "link", "set", "eth0", "up");
        inside("ip", "link", "set", "lo", "up");
    }

    String address() {
        return address;
    }

    /** A command line that runs inside; unlike {@code ip netns exec} it leaves the cgroups in sight. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace));
        all.addAll(command);
        return all;
    }

    private String inside(String... command) {
        return Shell.run(command(Arrays.asList(command)));
    }

    /** Takes the cable out. */
    void unplug() {
        Shell.run("ip", "link", "set", cable, "down");
    }

    void plug() {
        Shell.run("ip", "link", "set", cable, "up");
    }

    /** Drops what comes from there, and what goes there, before any detour; connections are not told. */
    void deafTo(Place... others) {
        String addresses = Arrays.stream(others).map(Place::address).collect(Collectors.joining(", "));
        inside("nft", """
                table inet ballast {
                  chain in { type filter hook input priority 0; ip saddr { %1$s } drop; }
                  chain out { type filter hook output priority -300; ip daddr { %1$s } drop; }
                }""".formatted(addresses));
    }

    void listenAgain() {
        inside("nft", "delete", "table", "inet", "ballast");
    }

    /** Connections from here to there end at {@code address} instead; who connects is not told. */
    void divert(Place other, int port, InetSocketAddress instead) {
        inside("nft", """
                table ip detour {
                  chain out {
                    type nat hook output priority -100;
                    ip daddr %s tcp dport %d dnat to %s:%d
                  }
                }""".formatted(other.address, port, instead.getAddress().getHostAddress(), instead.getPort()));
    }

    /** Takes it away; what runs inside is to have ended. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // with its namespace it would go, but later
            Shell.run("ip", "link", "delete", cable);
            Shell.run("ip", "netns", "delete", namespace);
        }
    }
}
