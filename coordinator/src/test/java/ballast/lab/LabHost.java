package ballast.lab;

import ballast.coordinator.deploy.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A machine for an agent: a place with an sshd as its first process, whose end is the end of all others there. */
final class LabHost implements AutoCloseable {
    private static final int SSH = 22;
    /** Hides this machine's systemd: a host of ours has none. */
    private static final String HIDE = "[ ! -d /run/systemd ] || mount -t tmpfs none /run/systemd; exec \"$@\"";

    private final String name;
    private final Place place;
    private final Path install;
    private final Sshd sshd;

    private LabHost(String name, Place place, Path install, Sshd sshd) {
        this.name = name;
        this.place = place;
        this.install = install;
        this.sshd = sshd;
    }

    /** @param folder for all that is the host's; short, for the sockets in it */
    static LabHost start(String name, Place place, Path folder, Path userKey) throws IOException {
        Path install = Files.createDirectories(folder.resolve(name));
        List<String> inside =
                new ArrayList<>(place.command(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")));
        inside.addAll(List.of("sh", "-c", HIDE, "sh"));
        Sshd sshd = Sshd.start(folder.resolve(name + "-sshd"), "ed25519", inside, place.address(), SSH);
        sshd.lets(userKey);
        return new LabHost(name, place, install, sshd);
    }

    String name() {
        return name;
    }

    Place place() {
        return place;
    }

    /** Where all that {@code ballast deploy} brings lies. */
    Path install() {
        return install;
    }

    String knownHostsLine() throws IOException {
        return sshd.knownHostsLine();
    }

    /** All at once, as when the power fails; then it starts again, but for the agent. */
    void reboot() throws IOException {
        sshd.fail();
        sshd.start();
    }

    /** The agent's JVM. */
    Stream<ProcessHandle> agents() {
        return processes("ballast.agent.AgentMain");
    }

    /** The QEMUs of this host. */
    Stream<ProcessHandle> vms() {
        return processes("qemu-system")
                .filter(process -> !process.info()
                        .command()
                        .filter(command -> command.endsWith("guard"))
                        .isPresent());
    }

    private Stream<ProcessHandle> processes(String word) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(install + "/") && line.contains(word))
                        .isPresent());
    }

    @Override
    public void close() {
        sshd.fail();
    }
}
