package ballast.metric;

import java.util.List;

/**
 * Every metric: name in base units, type, labels, meaning. Dashboards and rules are tested against this list.
 *
 * <p>The coordinator's speak of the whole lab and name the host. The agents' ({@code ballast_agent_…}) speak of their own host and
 * do not name it: the label comes with the target, so that whoever scrapes both counts nothing twice.
 *
 * <p>The label {@code vm} is a number that is unique among a host's running VMs and is used again when one ends, so that long
 * campaigns do not leave a series per attempt behind; {@link #VM_INFO} tells which campaign, cell and attempt it stands for:
 *
 * <pre>{@code ballast_vm_rss_bytes * on(host, vm) group_left(campaign, cell, mode) ballast_vm_info}</pre>
 *
 * <p>Live values carry the time of the scrape, not of the sample, which is up to a few seconds older
 * ({@link #SAMPLE_DELAY}): exact figures come from the raw files. A value that is not known has no series.
 */
public enum Metric {
    VM_RSS("ballast_vm_rss_bytes", Type.GAUGE, "Resident set of a VM's QEMU process." + Text.LIVE, "host", "vm"),
    VM_RAM(
            "ballast_vm_ram_bytes",
            Type.GAUGE,
            "Resident part of a VM's memory, without QEMU's own." + Text.LIVE,
            "host",
            "vm"),
    VM_TARGET("ballast_vm_target_bytes", Type.GAUGE, "Size that a VM was last asked to have.", "host", "vm"),
    VM_ACTUAL(
            "ballast_vm_actual_bytes",
            Type.GAUGE,
            "Size that a VM's reclamation device told last; it is asked while it resizes.",
            "host",
            "vm"),
    VM_GUEST_FREE(
            "ballast_vm_guest_free_bytes",
            Type.GAUGE,
            "Free memory in the guest; no series while it does not answer." + Text.LIVE,
            "host",
            "vm"),
    VM_GUEST_HUGE(
            "ballast_vm_guest_huge_bytes",
            Type.GAUGE,
            "Free memory in the guest in whole blocks of 2 MiB; no series while it does not answer." + Text.LIVE,
            "host",
            "vm"),
    VM_GUEST_CACHED(
            "ballast_vm_guest_cached_bytes",
            Type.GAUGE,
            "Page cache in the guest; no series while it does not answer." + Text.LIVE,
            "host",
            "vm"),
    VM_GUEST_TOTAL(
            "ballast_vm_guest_total_bytes",
            Type.GAUGE,
            "All memory that the guest has now; no series while it does not answer." + Text.LIVE,
            "host",
            "vm"),
    VM_PHASE_START(
            "ballast_vm_phase_start_timestamp_seconds",
            Type.GAUGE,
            "Unix time at which the coordinator first heard of the phase that a VM is in. Exact times are in phases.csv.",
            "host",
            "vm",
            "phase"),
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

    HOST_INFO(
            "ballast_host_info",
            Type.GAUGE,
            "1; driver replay: what its VMs occupy is played back, not measured.",
            "host",
            "driver",
            "accelerator",
            "version"),
    HOST_UP("ballast_host_up", Type.GAUGE, "1 if a host's agent was heard of lately, 0 if it is silent.", "host"),
    HOST_CONTACT(
            "ballast_host_last_contact_timestamp_seconds",
            Type.GAUGE,
            "Unix time at which the coordinator last heard of a host's agent.",
            "host"),
    HOST_MEMORY("ballast_host_memory_bytes", Type.GAUGE, "All memory of a host.", "host"),
    HOST_AVAILABLE(
            "ballast_host_memory_available_bytes",
            Type.GAUGE,
            "What a host's kernel says can be had without swapping (MemAvailable).",
            "host"),
    HOST_PRESSURE(
            "ballast_host_memory_pressure_ratio",
            Type.GAUGE,
            "Share of the last 10 s in which at least one task (some), or all (full), waited for memory (PSI avg10).",
            "host",
            "tasks"),
    HOST_BUDGET("ballast_host_budget_bytes", Type.GAUGE, "Memory of a host that VMs may use together.", "host"),
    HOST_FOOTPRINT(
            "ballast_host_footprint_bytes", Type.GAUGE, "Resident sets of a host's VMs together." + Text.LIVE, "host"),
    HOST_PLANNED(
            "ballast_host_planned_footprint_bytes",
            Type.GAUGE,
            "What the plan has at this time for what runs on a host; what has no forecast counts with its full size.",
            "host"),
    HOST_FOOTPRINT_INTEGRAL(
            "ballast_host_footprint_byte_seconds_total",
            Type.COUNTER,
            "Integral of a host's footprint over time since this coordinator's start, from live samples, each carried"
                    + " forward. Exact, and over restarts: ballast_footprint_byte_seconds_total.",
            "host"),
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
    HOST_SPOOL_USED(
            "ballast_host_spool_used_bytes", Type.GAUGE, "Results that wait in a host's spool, sealed or not.", "host"),
    HOST_SPOOL_LIMIT(
            "ballast_host_spool_limit_bytes",
            Type.GAUGE,
            "What they may take; from 90 % on the host is given nothing new.",
            "host"),
    HOST_RESULTS(
            "ballast_host_unacknowledged_results",
            Type.GAUGE,
            "Attempts that have ended on a host and whose results are not in the store yet.",
            "host"),
    HOST_OVERDUE(
            "ballast_host_overdue_attempts",
            Type.GAUGE,
            "Attempts on a host that take longer than 10 min and twice their forecast, or the longest of their cell on such a host;"
                    + " than 24 h where nothing is known.",
            "host"),
    LEASES("ballast_leases", Type.GAUGE, "Attempts that a host is given to.", "host", "isolation"),

    RUNS("ballast_runs", Type.GAUGE, "Runs of all campaigns by state.", "state"),
    QUEUE(
            "ballast_queue_runs",
            Type.GAUGE,
            "Runs that wait for a host; of a paused campaign they wait for a user.",
            "paused"),
    CAMPAIGN_INFO(
            "ballast_campaign_info",
            Type.GAUGE,
            "1; campaigns that have not ended, and the newest 20.",
            "campaign",
            "name"),
    CAMPAIGN_RUNS(
            "ballast_campaign_runs",
            Type.GAUGE,
            "Runs by state of campaigns that have not ended, and of the newest 20.",
            "campaign",
            "state"),
    EPOCH("ballast_epoch", Type.GAUGE, "Counts the coordinators that worked on this journal, this one included."),

    RUNS_ENDED(
            "ballast_runs_ended_total",
            Type.COUNTER,
            "Runs that ended; one that a user lets try again counts again." + Text.KEPT,
            "state"),
    ATTEMPTS_COMPLETED(
            "ballast_attempts_completed_total", Type.COUNTER, "Attempts that gave a full result." + Text.KEPT),
    ATTEMPTS_FAILED(
            "ballast_attempts_failed_total",
            Type.COUNTER,
            "Attempts that failed, by whose fault it was, those that were tried again elsewhere included." + Text.KEPT,
            "kind"),
    SAMPLES(
            "ballast_stored_samples_total",
            Type.COUNTER,
            "Samples of VMs in the raw files of results in the store." + Text.KEPT),
    BREACHES(
            "ballast_budget_breaches_total",
            Type.COUNTER,
            "Times that hosts went over a budget while attempts ran whose results are in the store." + Text.KEPT),
    BREACH_SECONDS("ballast_budget_breach_seconds_total", Type.COUNTER, "Time that they were over it." + Text.KEPT),
    FOOTPRINT(
            "ballast_footprint_byte_seconds_total",
            Type.COUNTER,
            "Integral of the VMs' resident sets over time, from the raw files of results in the store; / 2^30 is GiB·s."
                    + Text.KEPT,
            "mode",
            "driver"),
    RESIZED(
            "ballast_resized_bytes_total",
            Type.COUNTER,
            "Bytes that timed resizes of stored results moved, since this coordinator's start.",
            "mode",
            "direction"),
    RESIZE_DURATION(
            "ballast_resize_duration_seconds",
            Buckets.RESIZE,
            "Duration of timed resizes of stored results, since this coordinator's start.",
            "mode",
            "direction"),
    RUN_WAIT(
            "ballast_run_wait_seconds",
            Buckets.LONG,
            "From when a run was handed in, or its last attempt came to nothing, to when it was given to a host."),
    PLACEMENT_LATENCY(
            "ballast_placement_latency_seconds",
            Buckets.SHORT,
            "From when an attempt was given to a host to the agent's first word that it works on it."),
    ATTEMPT_DURATION(
            "ballast_attempt_duration_seconds",
            Buckets.LONG,
            "From when an attempt was given to a host to when its result was in the store.",
            "mode"),
    SAMPLE_DELAY(
            "ballast_sample_delay_seconds",
            Buckets.SHORT,
            "Age of live samples when they came here, by both hosts' clocks; one from the future counts as 0."),
    AGENT_MESSAGES("ballast_agent_messages_total", Type.COUNTER, "Messages of agents that the scheduler took.", "kind"),
    VM_SAMPLES("ballast_vm_samples_total", Type.COUNTER, "Live samples of VMs that came with them."),

    AGENT_INFO("ballast_agent_info", Type.GAUGE, "1; the agent of this host.", "id", "driver", "version"),
    AGENT_VM_RSS("ballast_agent_vm_rss_bytes", Type.GAUGE, "As ballast_vm_rss_bytes.", "vm"),
    AGENT_VM_RAM("ballast_agent_vm_ram_bytes", Type.GAUGE, "As ballast_vm_ram_bytes.", "vm"),
    AGENT_VM_TARGET("ballast_agent_vm_target_bytes", Type.GAUGE, "As ballast_vm_target_bytes.", "vm"),
    AGENT_VM_ACTUAL("ballast_agent_vm_actual_bytes", Type.GAUGE, "As ballast_vm_actual_bytes.", "vm"),
    AGENT_VM_GUEST_FREE("ballast_agent_vm_guest_free_bytes", Type.GAUGE, "As ballast_vm_guest_free_bytes.", "vm"),
    AGENT_VM_INFO(
            "ballast_agent_vm_info",
            Type.GAUGE,
            "As ballast_vm_info; the numbers of VMs are this agent's own.",
            "vm",
            "campaign",
            "cell",
            "repetition",
            "attempt",
            "index",
            "benchmark",
            "mode"),
    AGENT_BUDGET("ballast_agent_budget_bytes", Type.GAUGE, "As ballast_host_budget_bytes."),
    AGENT_FOOTPRINT("ballast_agent_footprint_bytes", Type.GAUGE, "As ballast_host_footprint_bytes."),
    AGENT_PLANNED("ballast_agent_planned_footprint_bytes", Type.GAUGE, "As ballast_host_planned_footprint_bytes."),
    AGENT_PRESSURE(
            "ballast_agent_memory_pressure_ratio", Type.GAUGE, "As ballast_host_memory_pressure_ratio.", "tasks"),
    AGENT_ATTEMPTS("ballast_agent_attempts", Type.GAUGE, "Attempts that work on this host, or wait here.", "state"),
    AGENT_SPOOL_USED("ballast_agent_spool_used_bytes", Type.GAUGE, "As ballast_host_spool_used_bytes."),
    AGENT_SPOOL_LIMIT("ballast_agent_spool_limit_bytes", Type.GAUGE, "As ballast_host_spool_limit_bytes."),
    AGENT_RESULTS("ballast_agent_unacknowledged_results", Type.GAUGE, "As ballast_host_unacknowledged_results."),
    AGENT_SAMPLES("ballast_agent_samples_total", Type.COUNTER, "Samples of VMs that this agent took since its start."),
    AGENT_UNANSWERED(
            "ballast_agent_guest_unanswered_total",
            Type.COUNTER,
            "Questions to guests that had no answer when the next was due."),
    AGENT_SAMPLE_DELAY(
            "ballast_agent_sample_delay_seconds",
            Buckets.SHORT,
            "How much later than it was due a sample of a VM was taken."),

    PROCESS_CPU("process_cpu_seconds_total", Type.COUNTER, "Total user and system CPU time spent in seconds."),
    PROCESS_RSS("process_resident_memory_bytes", Type.GAUGE, "Resident memory size in bytes."),
    PROCESS_START("process_start_time_seconds", Type.GAUGE, "Start time of the process since unix epoch in seconds."),
    PROCESS_FILES("process_open_fds", Type.GAUGE, "Number of open file descriptors."),
    JVM_MEMORY("jvm_memory_bytes_used", Type.GAUGE, "Used bytes of a given JVM memory area.", "area"),
    JVM_THREADS("jvm_threads_current", Type.GAUGE, "Current thread count of a JVM"),
    JVM_COLLECTIONS(
            "jvm_gc_collection_seconds", Type.SUMMARY, "Time spent in a given JVM garbage collector in seconds.", "gc");

    /** Prometheus' types, as far as they are used here. */
    public enum Type {
        GAUGE,
        COUNTER,
        /** Series {@code _bucket}, {@code _sum} and {@code _count}. */
        HISTOGRAM,
        /** Series {@code _sum} and {@code _count}. */
        SUMMARY
    }

    /** Who serves a metric. */
    public enum Side {
        COORDINATOR,
        AGENT,
        /** Each process of its own self. */
        BOTH
    }

    private static final class Text {
        static final String LIVE = " Live, with the scrape's time; exact figures come from the raw files.";
        static final String KEPT = " Counted from the journal, over restarts.";
    }

    private static final class Buckets {
        static final double[] SHORT = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
        static final double[] RESIZE = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300};
        static final double[] LONG = {1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400};
    }

    private final String id;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final double[] buckets;

    Metric(String id, Type type, String help, String... labels) {
        this(id, type, new double[0], help, labels);
    }

    Metric(String id, double[] buckets, String help, String... labels) {
        this(id, Type.HISTOGRAM, buckets, help, labels);
    }

    Metric(String id, Type type, double[] buckets, String help, String[] labels) {
        this.id = id;
        this.type = type;
        this.buckets = buckets;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name that Prometheus knows it by; series of histograms and summaries have {@link Type suffixes}. */
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

    /** Upper bounds of a histogram's buckets, rising, in its unit; the last, +Inf, is left out. */
    public double[] buckets() {
        return buckets.clone();
    }

    public Side side() {
        if (id.startsWith("ballast_agent_") && this != AGENT_MESSAGES) {
            return Side.AGENT;
        }
        return id.startsWith("ballast_") ? Side.COORDINATOR : Side.BOTH;
    }
}
