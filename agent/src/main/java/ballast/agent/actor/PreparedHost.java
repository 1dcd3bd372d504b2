package ballast.agent.actor;

import ballast.agent.artefact.Builds;
import ballast.agent.artefact.Examination;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.AgentConfig.BudgetSetting;
import ballast.agent.host.CpuPool;
import ballast.agent.host.HostInventory;
import ballast.agent.sample.Sampler;
import ballast.agent.spool.Spool;
import ballast.agent.system.Leftovers;
import ballast.agent.system.RunFolder;
import ballast.agent.vfio.IommuGroups;
import ballast.agent.vfio.VfioDevices;
import ballast.agent.vm.HostTools;
import ballast.model.ArtefactKind;
import ballast.model.ByteSize;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A host that was looked at and is ready for an agent: all that takes time or may fail, before the first actor. */
public final class PreparedHost implements AutoCloseable {
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final HostInventory inventory;
    private final RunFolder runFolder;
    private final HostTools tools;
    private final Spool spool;
    private final HostFacts facts;
    private final List<Leftovers.Ended> leftovers;
    private final ExecutorService blocking;

    private PreparedHost(
            HostInventory inventory,
            RunFolder runFolder,
            HostTools tools,
            Spool spool,
            HostFacts facts,
            List<Leftovers.Ended> leftovers,
            ExecutorService blocking) {
        this.inventory = inventory;
        this.runFolder = runFolder;
        this.tools = tools;
        this.spool = spool;
        this.facts = facts;
        this.leftovers = leftovers;
        this.blocking = blocking;
    }

    /**
     * Ends what an earlier agent left, finds out what this host can do. Blocks, for under a second but for the first time.
     *
     * @throws FaultException of kind HOST or IMAGE: no QEMU, no image, no guard, a folder that cannot be written
     */
    public static PreparedHost prepare(AgentConfig config) throws FaultException, InterruptedException {
        ExecutorService blocking = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "blocking");
            thread.setDaemon(true);
            return thread;
        });
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
        HostReport report = new HostReport(
                config.id(),
                inventory.cpus().size(),
                inventory.memory(),
                budget(config.budget(), inventory),
                builds.byKind().get(ArtefactKind.BASE).accelerator().accelerator(),
                versions(inventory, builds),
                builds.artefactReports(),
                builds.imageReports(),
                vfioDevices());
        HostTools tools = new HostTools(config.guard(), new Sampler(), blocking);
        HostFacts facts = new HostFacts(report, uname(), lscpu(), builds);
        return new PreparedHost(inventory, folder, tools, new Spool(config.spool()), facts, leftovers, blocking);
    }

    private static List<String> vfioDevices() throws IOException {
        return VfioDevices.of(new IommuGroups(Path.of("/sys"))).stream()
                .map(device -> device.address().toString())
                .toList();
    }

    private static Map<String, String> versions(HostInventory inventory, Builds builds) {
        return Map.of(
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

    private static ByteSize budget(BudgetSetting setting, HostInventory inventory) {
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
        return facts.report();
    }

    /** Why KVM is used or not. */
    public String acceleratorReason() {
        return builds().byKind().get(ArtefactKind.BASE).accelerator().reason();
    }

    /** Processes of dead agents that were found and ended. */
    public List<Leftovers.Ended> leftovers() {
        return leftovers;
    }

    public Spool spool() {
        return spool;
    }

    List<CpuPool.Cpu> cpus() {
        return inventory.cpus();
    }

    Path runFolder() {
        return runFolder.path();
    }

    HostTools tools() {
        return tools;
    }

    Builds builds() {
        return facts.builds();
    }

    HostFacts facts() {
        return facts;
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
        tools.sampler().close();
        finishBlockingWork();
        runFolder.close();
    }
}
