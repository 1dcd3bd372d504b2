package ballast.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.agent.config.AgentConfig;
import ballast.model.AttemptId;
import ballast.model.BenchmarkSpec;
import ballast.model.ByteSize;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Isolation;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import ballast.model.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in labs, done to real VMs: each ends in one clear failure, and nothing of it remains. */
class FaultsIT {
    private static final Duration BOOT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void guestThatDoesNotAnswerInTimeShowsItsConsole() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Cell cell = withKernelArguments(List.of("rdinit=/bin/sh", "--", "-c", "read"), Duration.ofSeconds(15));

            Failure failure = failed(agent, cell);

            assertThat(failure.kind()).isEqualTo(FailureKind.BOOT);
            assertThat(failure.message()).isEqualTo("VM 0: the guest did not answer within 15 s (boot-timeout)");
            assertThat(failure.details())
                    .anyMatch(line -> line.startsWith("console: ") && line.contains("Run /bin/sh as init process"));
            assertThat(agent.vmPids()).isEmpty();
        }
    }

    @Test
    void qemuThatDiesAtItsStartShowsItsStderr() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            ByteSize tooMuch = ByteSize.gib(4L << 20);
            VmSpec vm = new VmSpec(tooMuch, tooMuch, tooMuch, 1, Mode.BASE_AUTO, Machine.Q35, List.of());
            var write = Workload.write(ByteSize.mib(1), BOOT);
            var spec = new BenchmarkSpec.MultiVm(vm, 1, write, true, 1, Duration.ofSeconds(1));

            Failure failure = failed(agent, Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, BOOT));

            assertThat(failure.kind()).isEqualTo(FailureKind.BOOT);
            assertThat(failure.message()).contains("QEMU ended").contains("exit code 1");
            assertThat(failure.details()).anyMatch(line -> line.startsWith("qemu: ") && line.contains("memory"));
        }
    }

    @Test
    void guestThatPanicsAtBootIsToldByItsConsole() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Failure failure =
                    failed(agent, withKernelArguments(List.of("rdinit=/no/such/init", "init=/nor/this"), BOOT));

            assertThat(failure.kind()).isEqualTo(FailureKind.BOOT);
            assertThat(failure.message()).contains("QEMU ended before the guest was ready");
            assertThat(failure.details()).anyMatch(line -> line.contains("Kernel panic"));
        }
    }

    @Test
    void vmThatDiesWhileItWorksKeepsWhatWasMeasured() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Cell cell = Cells.inflate(Mode.BASE_MANUAL, true, 1000, BOOT);
            AttemptId attempt = Cells.attempt(cell, 1);
            agent.start(attempt, cell);
            agent.awaitPhase(0, "pause");
            ProcessHandle.of(agent.vmPids().get(0)).orElseThrow().destroyForcibly();

            Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.DEVICE);
            assertThat(failure.message()).contains("VM 0 died in phase").contains("killed by signal 9");
            assertThat(agent.lines("out.csv")).isNotEmpty();
            assertThat(agent.lines("samples.csv").size()).isGreaterThan(5);
        }
    }

    @Test
    void siblingOfADeadVmFinishes() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Cell cell = Cells.multiVm(Mode.BASE_MANUAL, 1);
            AttemptId attempt = Cells.attempt(cell, 1);
            agent.start(attempt, cell);
            agent.awaitPhase(1, "wait");
            // pid files sort by VM folder: the second is VM 1
            ProcessHandle.of(agent.vmPids().get(1)).orElseThrow().destroyForcibly();

            Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();

            assertThat(failure.message()).contains("VM 1 died");
            assertThat(String.join("", agent.lines("vm_0/times_0.json"))).contains("\"user\"");
        }
    }

    @Test
    void siblingOfAVmThatNeverCameUpIsEndedAtOnce() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Cell cell = Cells.multiVm(Mode.BASE_MANUAL, 1);
            AttemptId attempt = Cells.attempt(cell, 1);
            agent.start(attempt, cell);
            agent.awaitPhase(1, "boot");
            ProcessHandle.of(agent.vmPids().get(1)).orElseThrow().destroyForcibly();

            Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();

            assertThat(failure.message()).contains("VM 1").contains("before the guest was ready");
            assertThat(agent.uploaded("vm_0/samples.csv")).isTrue();
            assertThat(agent.uploaded("vm_0/times_0.json")).isFalse();
            assertThat(agent.uploaded("time_0.txt")).isFalse();
            assertThat(agent.vmPids()).isEmpty();
        }
    }

    @Test
    void attemptWhoseActorEndsUnexpectedlyFailsAndItsVmEnds() throws Exception {
        try (RealAgent agent = new RealAgent(TestHost.config(folder), folder)) {
            Cell cell = Cells.inflate(Mode.BASE_MANUAL, true, 1000, BOOT);
            AttemptId attempt = Cells.attempt(cell, 1);
            agent.start(attempt, cell);
            agent.awaitPhase(0, "pause");
            ProcessHandle vm = ProcessHandle.of(agent.vmPids().get(0)).orElseThrow();

            agent.stopAttemptActors();

            Failure failure = ((Outcome.Failed) agent.awaitEnd(attempt)).failure();
            assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
            assertThat(failure.message()).contains("unexpected end of the attempt's actor");
            assertThat(vm.onExit()).succeedsWithin(BOOT);
        }
    }

    @Test
    void runRootThatIsTooLongForSocketsIsRefusedAtTheStart() {
        AgentConfig all = TestHost.config(folder);
        Path root = folder.resolve("r".repeat(60));
        assertThatThrownBy(() -> PreparedHost.prepare(new AgentConfig(
                        all.id(),
                        root,
                        all.spool(),
                        all.cache(),
                        all.images(),
                        all.guard(),
                        all.artefacts(),
                        all.budget())))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("too long for a UNIX socket");
        assertThat(root).isDirectoryNotContaining("glob:**/a*");
    }

    @Test
    void fullDiskFailsTheRunAndSaysSo() throws Exception {
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("tiny"), ByteSize.mib(1))) {
            AgentConfig all = TestHost.config(folder);
            AgentConfig config = new AgentConfig(
                    all.id(),
                    all.runRoot(),
                    disk.path(),
                    all.cache(),
                    all.images(),
                    all.guard(),
                    all.artefacts(),
                    all.budget());
            try (RealAgent agent = new RealAgent(config, folder)) {
                disk.fill();

                Failure failure = failed(agent, Cells.inflate(Mode.BASE_MANUAL, true, 1, BOOT));

                assertThat(failure.kind()).isEqualTo(FailureKind.HOST);
                assertThat(failure.message()).contains("No space left on device");
                assertThat(agent.vmPids()).isEmpty();
            }
        }
    }

    @Test
    void missingQemuImageAndGuardAreRefusedAtTheStart() {
        AgentConfig all = TestHost.config(folder);
        Path nothing = folder.resolve("nothing");

        assertThatThrownBy(() -> PreparedHost.prepare(new AgentConfig(
                        all.id(),
                        all.runRoot(),
                        all.spool(),
                        all.cache(),
                        all.images(),
                        all.guard(),
                        AgentConfig.withStock(nothing, Map.of()),
                        all.budget())))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("cannot execute QEMU, " + nothing)
                .hasMessageContaining("install it");
        assertThatThrownBy(() -> PreparedHost.prepare(new AgentConfig(
                        all.id(),
                        all.runRoot(),
                        all.spool(),
                        all.cache(),
                        List.of(nothing),
                        all.guard(),
                        all.artefacts(),
                        all.budget())))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no such file; build it with: ballast image build mini");
    }

    @Test
    void imageWithoutGuestAgentIsServedOverSsh() throws Exception {
        AgentConfig all = TestHost.config(folder);
        Path image = withoutGuestAgent(all.images().get(0), folder.resolve("image"));
        try (RealAgent agent = new RealAgent(TestHost.withImage(all, image), folder)) {
            Cell cell = Cells.multiVm(Mode.BASE_MANUAL, 2);

            assertThat(agent.run(Cells.attempt(cell, 1), cell)).isEqualTo(new Outcome.Completed());

            assertThat(agent.lines("vm_0/cmd.sh").get(0)).doesNotContain("virtserialport");
            List<String> rows = agent.lines("vm_0/out_0.csv");
            assertThat(rows.subList(2, rows.size() - 1))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).doesNotContain("nan"));
        }
    }

    @Test
    void imageThatIsNotWhatWasBuiltDoesNotBoot() throws Exception {
        AgentConfig all = TestHost.config(folder);
        Path image = withoutGuestAgent(all.images().get(0), folder.resolve("image"));
        try (RealAgent agent = new RealAgent(TestHost.withImage(all, image), folder)) {
            Path initrd = image.resolve("initrd");
            byte[] changed = Files.readAllBytes(initrd);
            changed[changed.length - 1]++;
            Files.delete(initrd);
            Files.write(initrd, changed);

            Failure failure = failed(agent, Cells.inflate(Mode.BASE_MANUAL, true, 1, BOOT));

            assertThat(failure.kind()).isEqualTo(FailureKind.IMAGE);
            assertThat(failure.message())
                    .contains("is not what was built: " + initrd + ": got SHA-256 ")
                    .contains("build it anew with: ballast image build mini");
            assertThat(agent.vmPids()).isEmpty();
        }
    }

    private static Path withoutGuestAgent(Path image, Path copy) throws Exception {
        Files.createDirectories(copy);
        for (String name : List.of("vmlinuz", "initrd", "id_ed25519")) {
            Files.createSymbolicLink(copy.resolve(name), image.resolve(name));
        }
        String json = Files.readString(image.resolve("image.json"));
        Files.writeString(copy.resolve("image.json"), json.replace("\"guestAgent\"", "\"noGuestAgent\""));
        return copy;
    }

    private static Failure failed(RealAgent agent, Cell cell) {
        return ((Outcome.Failed) agent.run(Cells.attempt(cell, 1), cell)).failure();
    }

    private static Cell withKernelArguments(List<String> arguments, Duration bootTimeout) {
        ByteSize memory = ByteSize.mib(256);
        VmSpec vm = new VmSpec(memory, memory, memory, 1, Mode.BASE_AUTO, Machine.Q35, arguments);
        var write = Workload.write(ByteSize.mib(1), BOOT);
        var spec = new BenchmarkSpec.MultiVm(vm, 1, write, true, 1, Duration.ofSeconds(1));
        return Cell.of(Map.of(), spec, Isolation.SHARED, Sampling.DEFAULT, bootTimeout);
    }
}
