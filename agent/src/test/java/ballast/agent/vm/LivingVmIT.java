package ballast.agent.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ballast.agent.artefact.VmParts;
import ballast.agent.guard.GuardTerms;
import ballast.agent.guard.HostMemory;
import ballast.agent.guard.Limits;
import ballast.agent.guard.MemoryGuard;
import ballast.agent.guest.Command;
import ballast.agent.guest.GuestShell;
import ballast.agent.host.HostShare;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.QmpClient;
import ballast.agent.sample.AttemptClock;
import ballast.agent.sample.Sampler;
import ballast.model.Accelerator;
import ballast.model.AttemptId;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Machine;
import ballast.model.Mode;
import ballast.model.RunId;
import ballast.model.Sampling;
import ballast.model.VmSpec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real VM, and everything that we say to it: QMP, SSH, the guest's port. */
class LivingVmIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final ExecutorService BLOCKING = Executors.newCachedThreadPool();
    private static final Sampler SAMPLER = new Sampler();
    private static GuestImage image;
    private static VmPlan plan;
    private static LivingVm vm;
    private static MemoryGuard memoryGuard;

    @BeforeAll
    static void boot() throws Exception {
        image = GuestImage.load(Path.of(System.getenv("BALLAST_IMAGE")));
        Path guard = Path.of(System.getenv("BALLAST_GUARD"));
        ByteSize memory = ByteSize.mib(256);
        VmSpec spec = new VmSpec(
                memory,
                ByteSize.mib(128),
                memory,
                1,
                Mode.BASE_MANUAL,
                Machine.Q35,
                List.of("tsc=reliable", "no_timer_check"));
        plan = new VmPlan(
                0,
                "test",
                spec,
                new VmParts(
                        Path.of("/usr/bin/qemu-system-x86_64"),
                        Accelerator.TCG,
                        image,
                        image.kernel(),
                        Optional.of(image.initrd()),
                        Optional.empty()),
                new HostShare(List.of(0), Optional.empty()),
                new VmSockets(folder.resolve("vm")),
                folder.resolve("results"),
                Sampling.DEFAULT,
                BOUND);
        long plenty = ByteSize.gib(1000).bytes();
        memoryGuard = MemoryGuard.start(new Limits(plenty, 1), HostMemory.of(Optional.empty()), BLOCKING);
        AttemptClock clock = AttemptClock.startNow();
        AttemptId attempt =
                new AttemptId(new RunId(new CampaignId("20261128-060000-test"), new CellId("0123456789ab"), 1), 1);
        HostTools tools = new HostTools(guard, SAMPLER, BLOCKING)
                .with(memoryGuard.begin(attempt, true, folder.resolve("results"), clock, GuardTerms.NONE));
        vm = new LivingVm(plan, tools, clock, error -> {});
        vm.spawn();
        vm.connect();
        vm.awaitGuest();
        vm.login();
    }

    @AfterAll
    static void end() {
        vm.kill();
        vm.exited().join();
        vm.cleanUp();
        SAMPLER.close();
        memoryGuard.close();
        BLOCKING.shutdown();
    }

    @Test
    void theMemoryGuardSeesItStopsItAndLetsItGoOn() throws Exception {
        GuardedQemu guarded = vm.guarded();
        await().atMost(BOUND)
                .until(() ->
                        memoryGuard.latest().seen().sum() > ByteSize.mib(50).bytes());
        await().atMost(BOUND)
                .until(() -> guarded.facts().floor() < guarded.facts().size());
        assertThat(guarded.facts().size()).isEqualTo(ByteSize.mib(256).bytes());

        guarded.pause();
        assertThat(status()).isEqualTo("paused");
        guarded.resume();
        assertThat(status()).isEqualTo("running");
        assertThat(shell().run(Command.of("true"), BOUND).exitCode()).isZero();
    }

    private static String status() throws Exception {
        return vm.qmp().call("query-status", Map.of(), BOUND).path("status").asText();
    }

    @Test
    void programsGiveTheirExitCodeAndBothStreams() throws Exception {
        GuestShell.Result result = shell().run(Command.of("sh", "-c", "echo out; echo err >&2; exit 7"), BOUND);

        assertThat(result).isEqualTo(new GuestShell.Result(7, "out\n", "err\n"));
    }

    @Test
    void programsRunAtTheSameTime() throws Exception {
        Callable<List<String>> hundred = () -> {
            List<String> printed = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                printed.add(shell().run(Command.of("echo", "" + i), BOUND).stdout());
            }
            return printed;
        };

        Future<List<String>> one = BLOCKING.submit(hundred);
        Future<List<String>> other = BLOCKING.submit(hundred);

        List<String> all = IntStream.range(0, 100).mapToObj(i -> i + "\n").toList();
        assertThat(one.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(all);
        assertThat(other.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(all);
    }

    @Test
    void wordsArriveAsTheyAre() throws Exception {
        List<String> words = List.of("a b", "it's", "$HOME", "`id`", "*", "\"", "ä", "a\nb");
        String[] command = new String[words.size() + 2];
        command[0] = "printf";
        command[1] = "%s|";
        for (int i = 0; i < words.size(); i++) {
            command[i + 2] = words.get(i);
        }

        assertThat(shell().run(Command.of(command), BOUND).stdout()).isEqualTo(String.join("|", words) + "|");
    }

    @Test
    void filesArriveWhole() throws Exception {
        byte[] content = "x".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
        shell().write("/tmp/file with a space", content, BOUND);

        assertThat(shell().run(Command.of("cat", "/tmp/file with a space"), BOUND)
                        .stdout())
                .isEqualTo(new String(content, StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> shell().write("/proc/version", content, BOUND))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("cannot write /proc/version");
    }

    @Test
    void programThatHangsIsGivenUpAndTheNextOnesRun() throws Exception {
        assertThatThrownBy(() -> shell().run(Command.of("sleep", "1000"), Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.TIMEOUT))
                .hasMessageContaining("sleep 1000: still running after 0.3 s");

        for (int i = 0; i < 50; i++) {
            assertThat(shell().run(Command.of("true"), BOUND).exitCode()).isZero();
        }
    }

    @Test
    void guestWithAnotherHostKeyIsRefused() throws Exception {
        GuestImage.Ssh other = new GuestImage.Ssh(
                image.ssh().user(),
                image.ssh().privateKey(),
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        assertThatThrownBy(() -> GuestShell.connect(vm.sshPort(), other, BOUND, BLOCKING))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.IMAGE))
                .hasMessageContaining("HostKey");
    }

    @Test
    void guestThatDoesNotKnowOurKeyIsTheImagesFault() throws Exception {
        Path stranger = folder.resolve("stranger");
        KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048).writePrivateKey(stranger.toString());
        GuestImage.Ssh other =
                new GuestImage.Ssh(image.ssh().user(), stranger, image.ssh().hostKey());

        assertThatThrownBy(() -> GuestShell.connect(vm.sshPort(), other, BOUND, BLOCKING))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.IMAGE));
    }

    @Test
    void nobodyThereIsNoRefusal() {
        assertThatThrownBy(() -> GuestShell.connect(1, image.ssh(), BOUND, BLOCKING))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.BOOT));
    }

    @Test
    void programThatPrintsWithoutEndIsStopped() {
        assertThatThrownBy(() -> shell().run(Command.of("cat", "/dev/zero"), BOUND))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.WORKLOAD))
                .hasMessageContaining("cat /dev/zero: printed more than 16 MiB");
    }

    @Test
    void qemuRefusesACommandInItsOwnWords() {
        QmpClient qmp = vm.qmp();

        assertThatThrownBy(() -> qmp.call("balloon", Map.of("value", -1), BOUND))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.DEVICE))
                .hasMessageContaining("QMP balloon: QEMU says GenericError")
                .hasMessageContaining("expects a size");
    }

    @Test
    void qemuIsPinnedAndNamed() throws Exception {
        long pid = Long.parseLong(
                java.nio.file.Files.readString(plan.sockets().pidFile()).strip());

        assertThat(java.nio.file.Files.readAllLines(Path.of("/proc/" + pid + "/status")))
                .contains("Cpus_allowed_list:\t0");
    }

    private static GuestShell shell() {
        return vm.shell();
    }
}
