package ballast.coordinator.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does one thing on many hosts, some at once; what fails on one does not keep it from the others. */
public final class Deployer {
    /**
     * How things are done.
     *
     * @param parallel hosts at once, at least 1
     * @param joinTimeout the longest that an agent may take to join
     * @param drainTimeout the longest that what runs on a host may take to end
     */
    public record Settings(int parallel, Duration joinTimeout, Duration drainTimeout) {
        public Settings {
            if (parallel < 1) {
                throw new IllegalArgumentException("--parallel: got " + parallel + ", want at least 1");
            }
        }
    }

    /** Where a host's program comes from. */
    public interface Bundles {
        /** @throws IOException if it is not complete */
        Bundle of(DeployHost host) throws IOException;
    }

    private interface Task {
        HostReport on(HostWork work) throws DeployException, InterruptedException, IOException;
    }

    private final SshLogin login;
    private final Settings settings;
    private final Consumer<String> progress;

    /** @param progress gets lines that begin with a host's name, from several threads */
    public Deployer(SshLogin login, Settings settings, Consumer<String> progress) {
        this.login = login;
        this.settings = settings;
        this.progress = progress;
    }

    public List<HostReport> check(Inventory inventory) throws InterruptedException {
        return onEach(inventory, settings.parallel(), work -> {
            List<Finding> findings = HostCheck.judge(work.host(), work.facts(), work.clockOffset());
            long wrong = findings.stream()
                    .filter(finding -> finding.level() == Finding.Level.WRONG)
                    .count();
            return new HostReport(
                    work.host().id(), wrong == 0, wrong == 0 ? "ok" : wrong + " things wrong", findings, List.of());
        });
    }

    public List<HostReport> up(Inventory inventory, Bundles bundles) throws InterruptedException {
        return onEach(inventory, settings.parallel(), work -> rollout(work).up(bundles.of(work.host())));
    }

    /** One host after another. */
    public List<HostReport> upgrade(Inventory inventory, Bundles bundles) throws InterruptedException {
        return onEach(inventory, 1, work -> rollout(work).upgrade(bundles.of(work.host()), settings.drainTimeout()));
    }

    public List<HostReport> down(Inventory inventory) throws InterruptedException {
        return onEach(inventory, settings.parallel(), work -> {
            work.stop(work.facts());
            List<String> left = work.leftovers();
            return left.isEmpty()
                    ? HostReport.done(work.host().id(), "stopped, no VM is left")
                    : HostReport.failed(
                            work.host().id(),
                            "stopped, but these QEMU processes are left: " + String.join(", ", left)
                                    + "; the next agent there ends them",
                            List.of());
        });
    }

    /** @param lines how many of each */
    public List<HostReport> logs(Inventory inventory, int lines) throws InterruptedException {
        return onEach(inventory, settings.parallel(), work -> {
            List<String> log = work.log(work.facts(), lines);
            return new HostReport(
                    work.host().id(), true, log.isEmpty() ? "no log yet" : log.size() + " lines", List.of(), log);
        });
    }

    private Rollout rollout(HostWork work) throws DeployException, InterruptedException {
        return new Rollout(
                work, new CoordinatorClient(work.host().coordinator()), work.facts(), settings.joinTimeout());
    }

    private List<HostReport> onEach(Inventory inventory, int parallel, Task task) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            Map<DeployHost, Future<HostReport>> results = new ConcurrentHashMap<>();
            inventory.hosts().forEach(host -> results.put(host, threads.submit(() -> on(host, task))));
            List<HostReport> reports = new ArrayList<>();
            for (DeployHost host : inventory.hosts()) {
                reports.add(results.get(host).get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task answers with a report whatever happens", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private HostReport on(DeployHost host, Task task) throws InterruptedException {
        Consumer<String> say = line -> progress.accept(host.id() + ": " + line);
        try (HostWork work = new HostWork(host, login.connect(host.ssh(), say), say)) {
            return task.on(work);
        } catch (DeployException e) {
            return HostReport.failed(host.id(), e.getMessage(), e.details());
        } catch (IOException e) {
            return HostReport.failed(host.id(), e.getMessage(), List.of());
        } catch (RuntimeException e) {
            return HostReport.failed(host.id(), "unexpected: " + e + "; this is a defect, please report it", List.of());
        }
    }
}
