package ballast.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Hosts that are folders of this machine behind a real sshd; a shell script takes the part of Java, and with it the agent's. */
final class FakeLab {
    /**
     * Joins by touching its file, unless its jar says that it does not. Asked for its version it counts how often that is done at the same
     * time, and where it shall waits until it is so often.
     */
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                mkdir ASKED/$$
                tries=0
                while [ -e ASKED/together ] && [ $(ls ASKED | grep -c '[0-9]') -lt $(cat ASKED/together) ] && [ $tries -lt 100 ]; do
                    tries=$((tries + 1))
                    sleep 0.05
                done
                ls ASKED | grep -c '[0-9]' >>ASKED/counts
                [ ! -e ASKED/together ] || sleep 0.5
                rmdir ASKED/$$
                echo 'openjdk version "17.0.1"' >&2
                exit
            fi
            for config; do :; done
            release=${config%/etc/agent.yaml}
            host=$(sed -n 's/^host: //p' "$config")
            echo "agent of $host in $release"
            case $(cat "$release/lib/agent-1.jar") in
            refuses*) echo 'budget: got 1B, want more'; exit 2 ;;
            chatty*) head -c 9000000 /dev/zero | tr '\\0' x; exit 3 ;;
            silent*) contact=/dev/null ;;
            *) contact=CONTACTS/$host ;;
            esac
            trap 'echo ended by SIGTERM; exit 143' TERM
            while :; do
                : >"$contact"
                sleep 0.1 &
                wait $!
            done
            """;

    private final Path folder;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final Path asked;
    private final Sshd sshd;
    private final FakeCoordinator coordinator;

    FakeLab(Path folder) throws IOException {
        this(folder, List.of());
    }

    /** @param inside the beginning of a command line that runs a host's sshd in another world */
    FakeLab(Path folder, List<String> inside) throws IOException {
        this.folder = folder;
        sshd = Sshd.start(folder.resolve("sshd"), "ed25519", inside);
        sshd.lets(Sshd.keyPair(folder.resolve("key"), "ed25519"));
        Files.writeString(folder.resolve("known_hosts"), sshd.knownHostsLine());
        Path contacts = Files.createDirectory(folder.resolve("contacts"));
        Files.writeString(folder.resolve("token"), "sesame\n");
        coordinator = new FakeCoordinator(contacts, "sesame");
        asked = Files.createDirectory(folder.resolve("asked"));
        program(
                folder.resolve("java"),
                JAVA.replace("CONTACTS", contacts.toString()).replace("ASKED", asked.toString()));
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        program(bundle.resolve("guard"), "guard");
        Files.writeString(bundle.resolve("library.jar"), "library");
        bringOut("first");
        Path image = Files.createDirectory(folder.resolve("mini-1234"));
        Files.writeString(image.resolve("initrd"), "initrd");
        Files.writeString(image.resolve("vmlinuz"), "vmlinuz");
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Another agent: "silent" never joins, "refuses" ends with exit code 2, "chatty" writes 9 MB and ends with 3. */
    void bringOut(String agent) throws IOException {
        Files.writeString(folder.resolve("bundle").resolve("agent-1.jar"), agent);
    }

    Inventory hosts(String... names) throws IOException, InventoryException {
        return Inventory.read(inventoryFile(names));
    }

    /** A host whose name begins with "off" does not answer. */
    Path inventoryFile(String... names) throws IOException {
        StringBuilder text =
                new StringBuilder("""
                defaults:
                  ssh: {user: %s, host: 127.0.0.1, key: key, known-hosts: known_hosts, port: %d}
                  java: %s/java
                  agent: {coordinators: ["127.0.0.1:7355"], qemu: sh}
                  coordinator: {http: "%s", token-file: token}
                  images: [mini-1234]
                  bundle: bundle
                hosts:
                """.formatted(sshd.address().user(), sshd.port(), folder, coordinator.url()));
        for (String name : names) {
            text.append("  - {name: ")
                    .append(name)
                    .append(", address: 127.0.0.1, install: ")
                    .append(install(name));
            text.append(name.startsWith("off") ? ", ssh: {port: 1}}\n" : "}\n");
        }
        return Files.writeString(folder.resolve("lab.yaml"), text.toString());
    }

    Path install(String name) {
        return folder.resolve("hosts").resolve(name);
    }

    /** The release that is switched to. */
    Path current(String name) throws IOException {
        return install(name).resolve("current").toRealPath();
    }

    Deployer deployer(Duration joinTimeout) {
        return deployer(4, joinTimeout);
    }

    Deployer deployer(int parallel, Duration joinTimeout) {
        return new Deployer(
                new SshLogin(Optional.empty(), false, Duration.ofSeconds(10)),
                new Deployer.Settings(parallel, joinTimeout, Duration.ofSeconds(20)),
                progress::add);
    }

    List<HostReport> up(String... names) throws Exception {
        return up(Duration.ofSeconds(20), names);
    }

    List<HostReport> up(Duration joinTimeout, String... names) throws Exception {
        return deployer(joinTimeout)
                .up(hosts(names), host -> Bundle.in(host.bundle().orElseThrow()));
    }

    List<HostReport> upgrade(Duration joinTimeout, String... names) throws Exception {
        return deployer(joinTimeout)
                .upgrade(hosts(names), host -> Bundle.in(host.bundle().orElseThrow()));
    }

    /** From now on hosts wait for each other, for 5 s at most, until so many are looked at. */
    void awaitTogether(int hosts) throws IOException {
        Files.deleteIfExists(asked.resolve("counts"));
        Files.writeString(asked.resolve("together"), Integer.toString(hosts));
    }

    /** For each host that was looked at: how many were at that time. */
    List<Integer> lookedAtTogether() throws IOException {
        try (Stream<String> lines = Files.lines(asked.resolve("counts"))) {
            return lines.map(Integer::valueOf).toList();
        }
    }

    List<String> progress() {
        return progress;
    }

    List<String> posted() {
        return coordinator.posted();
    }

    /** All processes that have to do with the lab, but for sshd's and what asks for them. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder + "/hosts/") || line.contains(folder + "/java"))
                        .isPresent())
                .toList();
    }

    Path folder() {
        return folder;
    }

    /** All of a host at once; for one in a world of its own. */
    void fail() {
        sshd.fail();
    }

    void stop() throws Exception {
        if (Files.exists(folder.resolve("hosts"))) {
            try (Stream<Path> hosts = Files.list(folder.resolve("hosts"))) {
                deployer(Duration.ZERO)
                        .down(hosts(
                                hosts.map(host -> host.getFileName().toString()).toArray(String[]::new)));
            }
        }
        coordinator.close();
        sshd.close();
    }
}
