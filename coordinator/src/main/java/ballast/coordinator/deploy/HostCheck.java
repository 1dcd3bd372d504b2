package ballast.coordinator.deploy;

import ballast.model.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges what was found on a host. */
final class HostCheck {
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_DISK = ByteSize.gib(2).bytes();
    private static final long LEAST_MEMORY = ByteSize.gib(1).bytes();
    /** The coordinator refuses agents whose clock is further off. */
    private static final Duration MOST_OFFSET = Duration.ofSeconds(5);

    private HostCheck() {}

    static List<Finding> judge(DeployHost host, HostFacts facts, Duration clockOffset) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("ssh", host.ssh().target() + ", host key known"));
        findings.add(java(host, facts));
        if (host.agent().runsQemu()) {
            findings.add(qemu(host, facts));
            findings.add(kvm(facts));
        }
        findings.add(disk(host, facts));
        findings.add(memory(facts));
        findings.add(clock(clockOffset));
        findings.add(supervision(facts));
        return findings;
    }

    private static Finding java(DeployHost host, HostFacts facts) {
        int version = facts.javaVersion().orElse(0);
        if (version >= OLDEST_JAVA) {
            return Finding.ok("java", Integer.toString(version));
        }
        String got = version == 0 ? "no Java at '" + host.java() + "'" : "Java " + version;
        return Finding.wrong(
                "java", "got " + got + ", want 17 or newer: apt-get install openjdk-17-jre-headless, or set 'java'");
    }

    private static Finding qemu(DeployHost host, HostFacts facts) {
        return facts.qemu().isEmpty()
                ? Finding.wrong(
                        "qemu",
                        "got no " + host.agent().qemu() + ": apt-get install qemu-system-x86, or set 'agent.qemu'")
                : Finding.ok("qemu", facts.qemu());
    }

    private static Finding kvm(HostFacts facts) {
        return switch (facts.kvm()) {
            case "usable" -> Finding.ok("kvm", "/dev/kvm can be opened");
            case "forbidden" ->
                Finding.wrong("kvm", "/dev/kvm cannot be opened by this login: add it to the group kvm");
            default ->
                Finding.warning(
                        "kvm",
                        "no /dev/kvm: VMs run without it, and times cannot be compared; turn virtualization on in the"
                                + " firmware, modprobe kvm_intel or kvm_amd");
        };
    }

    private static Finding disk(DeployHost host, HostFacts facts) {
        String free = gib(facts.diskFree()) + " free for " + host.install();
        if (!facts.writable()) {
            return Finding.wrong(
                    "disk", host.install() + " cannot be written by this login: log in as root, or set 'install'");
        }
        return facts.diskFree() < LEAST_DISK
                ? Finding.wrong("disk", free + ", want " + gib(LEAST_DISK) + ": make room, or set 'install'")
                : Finding.ok("disk", free);
    }

    private static Finding memory(HostFacts facts) {
        String free = gib(facts.memoryFree()) + " available";
        return facts.memoryFree() < LEAST_MEMORY
                ? Finding.warning("memory", free + ", want " + gib(LEAST_MEMORY) + " for the agent and a VM")
                : Finding.ok("memory", free);
    }

    private static Finding clock(Duration offset) {
        String text = String.format(Locale.ROOT, "%+.3f s from ours", offset.toMillis() / 1000.0);
        return offset.abs().compareTo(MOST_OFFSET) < 0
                ? Finding.ok("clock", text)
                : Finding.wrong("clock", text + ", want less than 5 s: turn on NTP (timedatectl set-ntp true)");
    }

    private static Finding supervision(HostFacts facts) {
        if (!facts.missing().isEmpty()) {
            return Finding.wrong(
                    "tools", "got none of " + facts.missing() + ": install coreutils, findutils, util-linux");
        }
        return facts.systemd()
                ? Finding.ok("start", "by systemd")
                : Finding.ok("start", "by our own supervisor: systemd is not PID 1, or the login is not root");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
