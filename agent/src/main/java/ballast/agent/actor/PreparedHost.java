package ballast.agent.actor;

import ballast.agent.artefact.Builds;
import ballast.agent.artefact.Examination;
import ballast.agent.cgroup.MemoryGroup;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.guard.HostMemory;
import ballast.agent.guard.Limits;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.host.CpuPool;
import ballast.agent.host.HostInventory;
import ballast.agent.image.ImageCheck;
import ballast.agent.metrics.AgentMetrics;
import ballast.agent.replay.Claims;
import ballast.agent.replay.Playback;
import ballast.agent.replay.Traces;
import ballast.agent.sample.Sampler;
import ballast.agent.spool.Spool;
import ballast.agent.system.KeptDigests;
import ballast.agent.system.Leftovers;
import ballast.agent.system.RunFolder;
import ballast.agent.vfio.IommuGroups;
import ballast.agent.vfio.VfioDevices;
import ballast.agent.vm.HostTools;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
import ballast.model.Driver;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.HostReport;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A host that was looked at and is ready for an agent: all that takes time or may fail, before the first actor. */
public final class PreparedHost implements AutoCloseable {
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final List<CpuPool.Cpu> cpus;
    private final AttemptDriver driver;
    private final Spool spool;
    private final AgentMetrics metrics;
    private final List<Leftovers.Ended> leftovers;
    private final ExecutorService blocking;

    private PreparedHost(
            List<CpuPool.Cpu> cpus,
            AttemptDriver driver,
            Spool spool,
            AgentMetrics metrics,
            List<Leftovers.Ended> leftovers,
            ExecutorService blocking) {
        this.metrics = metrics;
        this.cpus = cpus;
        this.driver = driver;
        this.spool = spool;
        this.leftovers = leftovers;
        this.blocking = blocking;
    }

    /**
     * Ends what an earlier agent left, finds out what this host can do. Blocks, for under a second but for the first time.
     *
     * @throws FaultException of kind HOST or IMAGE: no QEMU, no image, no guard, a folder that cannot be written,
     *     a budget above the host's memory
     */
    public static PreparedHost prepare(AgentConfig config) throws FaultException, InterruptedException {
        ExecutorService blocking = blockingThreads();
        try {
            List<Leftovers.Ended> leftovers = Leftovers.end(config.runRoot());
            RunFolder folder = RunFolder.create(config.runRoot());
            try {
                return prepare(config, folder, leftovers, blocking);
            } catch (FaultException | InterruptedException | IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "host " + config.id() + " cannot be prepared: " + e, e);
        }
    }

    private static PreparedHost prepare(
            AgentConfig config, RunFolder folder, List<Leftovers.Ended> leftovers, ExecutorService blocking)
            throws FaultException, InterruptedException, IOException {
        checkRoomForSockets(config, folder);
        Builds builds = new Examination(config, folder.path(), blocking).examine();
        HostInventory inventory = HostInventory.read();
        checkBudget(config, inventory);
        ByteSize budget = budget(config.budget(), inventory);
        MemoryGroup.Outcome group = MemoryGroup.create(folder.path(), budget.bytes());
        try {
            return prepare(config, folder, leftovers, blocking, builds, inventory, group);
        } catch (FaultException | IOException | InterruptedException | RuntimeException e) {
            if (group.group().isPresent()) {
                group.group().get().remove();
            }
            throw e;
        }
    }

    private static PreparedHost prepare(
            AgentConfig config,
            RunFolder folder,
            List<Leftovers.Ended> leftovers,
            ExecutorService blocking,
            Builds builds,
            HostInventory inventory,
            MemoryGroup.Outcome group)
            throws FaultException, InterruptedException, IOException {
        ByteSize budget = budget(config.budget(), inventory);
        HostReport report = new HostReport(
                config.id(),
                inventory.cpus().size(),
                inventory.memory(),
                budget,
                builds.byKind().get(ArtefactKind.BASE).accelerator().accelerator(),
                versions(inventory, builds, group),
                builds.artefactReports(),
                builds.imageReports(),
                vfioDevices(),
                Driver.QEMU,
                config.labels(),
                CpuPool.nodes(inventory.cpus()));
        Optional<Path> processes = group.group().map(MemoryGroup::processes);
        AgentMetrics metrics = new AgentMetrics(report);
        HostTools tools = new HostTools(config.guard(), new Sampler(metrics), blocking, processes, Optional.empty());
        HostFacts facts = new HostFacts(report, uname(), lscpu(), builds);
        MemoryGuard guard = MemoryGuard.start(
                new Limits(budget.bytes(), inventory.memory().bytes()),
                HostMemory.of(group.group().flatMap(MemoryGroup::pressure)),
                blocking);
        AttemptDriver driver = new QemuDriver(
                folder, tools, facts, guard, group.group(), new ImageCheck(new KeptDigests(config.cache())));
        return new PreparedHost(
                inventory.cpus(), driver, new Spool(config.spool(), config.spoolLimit()), metrics, leftovers, blocking);
    }

    /**
     * A host that runs no VM but plays traces back. It needs no QEMU, image or guard: of the settings only name, spool and
     * budget count. Its report claims what {@link Claims} says, no accelerator, and CPUs, memory and devices as the playback has
     * it; attempts take shares of those as real ones do. Blocks, for under a second.
     *
     * @param traces may be shared by several hosts
     * @throws FaultException of kind HOST if it cannot be found out what this host has
     */
    public static PreparedHost replaying(AgentConfig config, Traces traces, Playback playback) throws FaultException {
        return replaying(config, traces, playback, new Spool(config.spool(), config.spoolLimit()));
    }

    static PreparedHost replaying(AgentConfig config, Traces traces, Playback playback, Spool spool)
            throws FaultException {
        try {
            ReplayHost host = ReplayHost.of(config, traces, playback);
            ExecutorService blocking = blockingThreads();
            ReplayFacts facts = new ReplayFacts(host.report(), traces, playback);
            AttemptDriver driver = new ReplayDriver(traces, playback, facts, blocking);
            return new PreparedHost(host.cpus(), driver, spool, new AgentMetrics(host.report()), List.of(), blocking);
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "host " + config.id() + " cannot be prepared: " + e, e);
        }
    }

    private static ExecutorService blockingThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "blocking");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static List<String> vfioDevices() throws IOException {
        return VfioDevices.of(new IommuGroups(Path.of("/sys"))).stream()
                .map(device -> device.address().toString())
                .toList();
    }

    private static Map<String, String> versions(HostInventory inventory, Builds builds, MemoryGroup.Outcome group) {
        return Map.of(
                "cgroup",
                group.description(),
                "qemu",
                builds.byKind().get(ArtefactKind.BASE).capabilities().version(),
                "hostKernel",
                inventory.kernel(),
                "cpu",
                inventory.cpuModel(),
                "images",
                builds.images().values().stream()
                        .map(image -> image.name() + "-" + image.hash() + " with Linux " + image.kernelVersion())
                        .collect(Collectors.joining(", ")));
    }

    /** Else the first VM would be the one to find out. */
    private static void checkRoomForSockets(AgentConfig config, RunFolder folder) throws FaultException {
        try {
            VmPlans.longestSockets(folder.path());
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    FailureKind.HOST,
                    "run folder " + config.runRoot() + ": " + e.getMessage() + "; take a shorter one",
                    e);
        }
    }

    /** VMs that use it all would take the host down, and with it what they measure. */
    private static void checkBudget(AgentConfig config, HostInventory inventory) throws FaultException {
        if (config.budget() instanceof BudgetSetting.Fixed fixed
                && fixed.bytes().compareTo(inventory.memory()) > 0) {
            throw new FaultException(
                    FailureKind.HOST,
                    "host " + config.id() + ": budget: got " + fixed.bytes().toHumanText()
                            + ", want at most the host's memory, "
                            + inventory.memory().toHumanText());
        }
    }

    static ByteSize budget(BudgetSetting setting, HostInventory inventory) {
        return setting instanceof BudgetSetting.Fixed fixed
                ? fixed.bytes()
                : new ByteSize(inventory.available().bytes() / 10 * 9);
    }

    private static String uname() throws IOException, InterruptedException {
        return output("uname", "-a");
    }

    private static JsonNode lscpu() throws IOException, InterruptedException {
        return Json.mapper().readTree(output("lscpu", "--json"));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return text;
    }

    public HostReport report() {
        return driver.facts().report();
    }

    /** Why KVM is used or not. */
    public String acceleratorReason() {
        return driver.facts().acceleratorReason();
    }

    /** Processes of dead agents that were found and ended. */
    public List<Leftovers.Ended> leftovers() {
        return leftovers;
    }

    public Spool spool() {
        return spool;
    }

    /** What Prometheus may know of it. */
    public AgentMetrics metrics() {
        return metrics;
    }

    List<CpuPool.Cpu> cpus() {
        return cpus;
    }

    AttemptDriver driver() {
        return driver;
    }

    /** Threads that may wait. */
    Executor blocking() {
        return blocking;
    }

    /** What is being written or removed is finished; what waits for a guest is not waited for long. */
    private void finishBlockingWork() {
        blocking.shutdown();
        try {
            if (!blocking.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
                blocking.shutdownNow();
            }
        } catch (InterruptedException e) {
            blocking.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads and gives up the run folder, after the agent's actor has stopped. */
    @Override
    public void close() throws IOException {
        finishBlockingWork();
        driver.close();
    }
}
