package ballast.agent.system;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real guard program. */
class GuardedProcessTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private GuardedProcess start(List<Integer> cpus, String... command) throws Exception {
        return GuardedProcess.start(Guard.program(), folder.resolve("pid"), log(), cpus, List.of(command));
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static List<String> status(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
    }

    @Test
    void itsPidIsTheProgramsNotTheGuards() throws Exception {
        GuardedProcess process = start(List.of(), "sleep", "1000");
        assertThat(status(process.pid())).contains("Name:\tsleep");
        assertThat(folder.resolve("pid")).hasContent(Long.toString(process.pid()));
        process.kill();
        assertThat(process.exited()).succeedsWithin(BOUND);
    }

    @Test
    void itsExitCodeIsPassedOn() throws Exception {
        assertThat(start(List.of(), "sh", "-c", "exit 33").exited())
                .succeedsWithin(BOUND)
                .isEqualTo(new GuardedProcess.Exit(33))
                .hasToString("exit code 33");
        assertThat(start(List.of(), "true").exited()).succeedsWithin(BOUND).hasToString("exit code 0");
    }

    @Test
    void killEndsItAndIsToldOnceItIsGone() throws Exception {
        GuardedProcess process = start(List.of(), "sleep", "1000");
        process.kill();
        assertThat(process.exited()).succeedsWithin(BOUND).hasToString("killed by signal 9");
        assertThat(Path.of("/proc", Long.toString(process.pid()))).doesNotExist();
        process.kill(); // a second time does no harm
    }

    @Test
    void whatCannotBeExecutedIsTheHostsFault() {
        assertFault(FailureKind.HOST, () -> start(List.of(), "/no/such/qemu"))
                .startsWith("cannot execute /no/such/qemu: exec-failed 2 ")
                .endsWith("No such file or directory");
    }

    @Test
    void aGuardThatIsMissingIsTheHostsFault() {
        Path missing = folder.resolve("no-guard");
        assertFault(
                        FailureKind.HOST,
                        () -> GuardedProcess.start(missing, folder.resolve("pid"), log(), List.of(), List.of("true")))
                .startsWith("cannot start the guard " + missing + ": ")
                .contains("No such file or directory");
    }

    @Test
    void whatTheGuardComplainsOfIsTold() {
        Path pidFile = folder.resolve("pid");
        Path log = folder.resolve("missing/log");
        assertFault(
                        FailureKind.HOST,
                        () -> GuardedProcess.start(Guard.program(), pidFile, log, List.of(), List.of("true")))
                .isEqualTo("cannot execute true: guard: --log: " + log + ": No such file or directory");
    }

    @Test
    void itRunsOnTheCpusItIsPinnedTo() throws Exception {
        int last = lastAllowedCpu();
        GuardedProcess process = start(List.of(last), "sleep", "1000");
        assertThat(status(process.pid())).contains("Cpus_allowed_list:\t" + last);
        process.kill();
        assertThat(process.exited()).succeedsWithin(BOUND);
    }

    private static int lastAllowedCpu() throws Exception {
        String list = status(ProcessHandle.current().pid()).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow();
        String[] numbers = list.split("\\D+");
        return Integer.parseInt(numbers[numbers.length - 1]);
    }

    @Test
    void stdoutAndStderrGoToTheLog() throws Exception {
        GuardedProcess process = start(List.of(), "sh", "-c", "echo out; echo error >&2");
        assertThat(process.exited()).succeedsWithin(BOUND);
        assertThat(log()).hasContent("out\nerror\n");
    }
}
