package ballast.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What labs do to hosts, one thing after another, in an order that a seed gives. Each is mended before the next begins. */
final class LabFaults {
    private static final int LONGEST_PAUSE_S = 8;
    private static final Duration STOPPED = Duration.ofSeconds(30);

    private final DeployedLab lab;
    private final Random random;
    private final StringBuilder story = new StringBuilder();
    private final long began = System.nanoTime();
    private final CountDownLatch enough = new CountDownLatch(1);
    private boolean over;

    LabFaults(DeployedLab lab, long seed) {
        this.lab = lab;
        this.random = new Random(seed);
    }

    private interface Fault {
        void happen() throws IOException, InterruptedException;
    }

    /** All kinds once in a random order, then at random, until the time is over. */
    void happenFor(Duration time) throws IOException, InterruptedException {
        List<Fault> kinds = new ArrayList<>(List.of(
                this::killAgent,
                this::killCoordinator,
                this::killQemu,
                this::stopAgent,
                this::stopCoordinator,
                this::unplugHost,
                this::dropPackets,
                this::breakConnections,
                this::fillDisk,
                this::reboot));
        Collections.shuffle(kinds, random);
        long end = began + time.toNanos();
        for (int next = 0; !over && System.nanoTime() < end; next++) {
            Fault fault = next < kinds.size() ? kinds.get(next) : kinds.get(random.nextInt(kinds.size()));
            lab.requireCoordinator();
            fault.happen();
            pause(Duration.ofSeconds(random.nextInt(LONGEST_PAUSE_S)));
        }
    }

    /** Nothing more happens; the fault of now is mended at once. For when the test has failed already. */
    void end() {
        enough.countDown();
    }

    private void pause(Duration time) throws InterruptedException {
        over = enough.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Duration some() {
        return Duration.ofSeconds(2 + random.nextInt(12));
    }

    private LabHost anyHost() {
        return lab.hosts().get(random.nextInt(lab.hosts().size()));
    }

    private void tell(String what) {
        story.append(String.format("%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, what));
    }

    private void killAgent() {
        LabHost host = anyHost();
        tell("kill -9 of the agent of " + host.name());
        host.agents().forEach(ProcessHandle::destroyForcibly);
    }

    private void killCoordinator() throws IOException, InterruptedException {
        Duration away = some();
        tell("kill -9 of the coordinator, started again after " + away);
        lab.coordinator().kill();
        pause(away);
        lab.coordinator().start();
        lab.coordinator().awaitSaid("coordinator: ready");
    }

    private void killQemu() {
        List<ProcessHandle> vms = lab.host("alpha").vms().toList();
        tell("kill -9 of " + vms.size() + " QEMU processes of alpha");
        vms.forEach(ProcessHandle::destroyForcibly);
    }

    private void stopAgent() throws InterruptedException {
        LabHost host = anyHost();
        tell("SIGSTOP of the agent of " + host.name() + " for " + STOPPED);
        List<ProcessHandle> agents = host.agents().toList();
        signal("STOP", agents.stream());
        pause(STOPPED);
        signal("CONT", agents.stream().filter(ProcessHandle::isAlive));
    }

    private static void signal(String name, Stream<ProcessHandle> processes) {
        processes.forEach(process -> Shell.run("kill", "-" + name, Long.toString(process.pid())));
    }

    private void stopCoordinator() throws InterruptedException {
        tell("SIGSTOP of the coordinator for " + STOPPED);
        lab.coordinator().signal("STOP");
        pause(STOPPED);
        lab.coordinator().signal("CONT");
    }

    private void unplugHost() throws InterruptedException {
        LabHost host = anyHost();
        Duration away = some();
        tell(host.name() + " is unplugged for " + away);
        host.place().unplug();
        pause(away);
        host.place().plug();
    }

    private void dropPackets() throws InterruptedException {
        LabHost host = anyHost();
        Duration away = some();
        boolean farOff = host.name().equals("beta"); // what comes the long way has another sender
        tell(host.name()
                + (farOff
                        ? " is not heard by the coordinator for "
                        : " and the coordinator are deaf to each other for ")
                + away);
        host.place().deafTo(lab.coordinatorPlace());
        pause(away);
        host.place().listenAgain();
    }

    private void breakConnections() {
        tell("all connections between beta and the coordinator break");
        lab.toBeta().drop();
    }

    private void fillDisk() throws IOException, InterruptedException {
        Duration full = some();
        tell("gamma's disk is full for " + full);
        Path filler = lab.spoolDisk().resolve("filler");
        fill(filler);
        pause(full);
        Files.delete(filler);
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    private void reboot() throws IOException, InterruptedException {
        LabHost host = anyHost();
        tell(host.name() + " is rebooted, and deployed to again");
        host.reboot();
        lab.deploy("up", host.name());
    }

    /** What happened when, a line each. */
    @Override
    public String toString() {
        return story.toString();
    }
}
