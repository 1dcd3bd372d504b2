package ballast.coordinator.metrics;

import java.util.List;

/**
 * Every metric of the coordinator: name in base units, type, labels, meaning. Dashboards are tested against this list.
 *
 * <p>The label {@code vm} is a number that is unique among a host's running VMs and is used again when one ends, so that long
 * campaigns do not leave a series per attempt behind; {@link #VM_INFO} tells which campaign, cell and attempt it stands for:
 *
 * <pre>{@code ballast_vm_rss_bytes * on(host, vm) group_left(campaign, cell, mode) ballast_vm_info}</pre>
 */
public enum Metric {
    VM_RSS("ballast_vm_rss_bytes", Type.GAUGE, "Resident set of a VM's QEMU process.", "host", "vm"),
    VM_RAM("ballast_vm_ram_bytes", Type.GAUGE, "Resident part of a VM's memory, without QEMU's own.", "host", "vm"),
    VM_TARGET("ballast_vm_target_bytes", Type.GAUGE, "Size that a VM was last asked to have.", "host", "vm"),
    VM_GUEST_FREE(
            "ballast_vm_guest_free_bytes",
            Type.GAUGE,
            "Free memory in the guest; no series while it does not answer.",
            "host",
            "vm"),
    VM_INFO(
            "ballast_vm_info",
            Type.GAUGE,
            "1; what a running VM belongs to. index counts the VMs of its attempt from 0.",
            "host",
            "vm",
            "campaign",
            "cell",
            "repetition",
            "attempt",
            "index",
            "benchmark",
            "mode"),
    HOST_BUDGET("ballast_host_budget_bytes", Type.GAUGE, "Memory of a host that VMs may use together.", "host"),
    HOST_FOOTPRINT("ballast_host_footprint_bytes", Type.GAUGE, "Resident sets of a host's VMs together.", "host"),
    HOST_BREACHES(
            "ballast_host_budget_breaches",
            Type.GAUGE,
            "Times that a host's VMs went over its budget since its agent's start.",
            "host"),
    HOST_BREACH_SECONDS(
            "ballast_host_budget_breach_seconds", Type.GAUGE, "Time that they were over it, all together.", "host"),
    HOST_BREACH_WORST("ballast_host_budget_breach_worst_bytes", Type.GAUGE, "The most that they were over it.", "host"),
    HOST_HELD(
            "ballast_host_held_attempts",
            Type.GAUGE,
            "Attempts that are to start on a host, and that its memory guard holds back.",
            "host"),
    RUNS("ballast_runs", Type.GAUGE, "Runs of all campaigns by state.", "state"),
    ATTEMPTS_COMPLETED("ballast_attempts_completed_total", Type.COUNTER, "Attempts that gave a full result."),
    ATTEMPTS_FAILED(
            "ballast_attempts_failed_total", Type.COUNTER, "Attempts that failed, by whose fault it was.", "kind"),
    AGENT_MESSAGES("ballast_agent_messages_total", Type.COUNTER, "Messages of agents that the scheduler took.", "kind"),
    VM_SAMPLES("ballast_vm_samples_total", Type.COUNTER, "Live samples of VMs that came with them.");

    /** Prometheus' types, as far as they are used here. */
    public enum Type {
        GAUGE,
        COUNTER
    }

    private final String id;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    Metric(String id, Type type, String help, String... labels) {
        this.id = id;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name that Prometheus knows it by. */
    public String id() {
        return id;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
