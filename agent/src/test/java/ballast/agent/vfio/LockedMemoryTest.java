package ballast.agent.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedMemoryTest {
    @TempDir
    Path folder;

    @Test
    void theSoftLimitCounts() throws Exception {
        LockedMemory memory = limited("8388608              unlimited            bytes     ");

        assertThat(memory.limit()).contains(ByteSize.mib(8));
        assertThatCode(() -> memory.check(ByteSize.mib(8))).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.check(ByteSize.gib(16)))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        fault -> assertThat(fault.failure().kind()).isEqualTo(FailureKind.HOST))
                .hasMessageStartingWith("VFIO pins the guest's memory: the locked-memory limit is 8MiB, want at least"
                        + " 16GiB (the VM's size); raise it: ulimit -l")
                .hasMessageContainingAll("LimitMEMLOCK=infinity", "prlimit");
    }

    @Test
    void unlimitedIsEnoughForAll() throws Exception {
        LockedMemory memory = limited("unlimited            unlimited            bytes     ");

        assertThat(memory.limit()).isEmpty();
        assertThatCode(() -> memory.check(new ByteSize(Long.MAX_VALUE))).doesNotThrowAnyException();
    }

    @Test
    void aLimitThatCannotBeReadIsNotEnough() throws Exception {
        assertThatThrownBy(() -> new LockedMemory(folder.resolve("none")).check(ByteSize.mib(1)))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> limited("much").check(ByteSize.mib(1))).isInstanceOf(FaultException.class);
        LockedMemory rowless = limited("1");
        Files.writeString(folder.resolve("limits"), "");
        assertThatThrownBy(() -> rowless.check(ByteSize.mib(1))).hasMessageContaining("has no row 'Max locked memory'");
    }

    @Test
    void whoMayLockWhatHeLikesIsNotLimited() throws Exception {
        LockedMemory memory = limited("8388608              unlimited            bytes     ");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nCapEff:\t0000000000004000\n");
        assertThat(memory.limit()).isEmpty();
    }

    @Test
    void thisProcessHasALimit() {
        assertThatCode(() -> LockedMemory.ofThisProcess().limit()).doesNotThrowAnyException();
    }

    private LockedMemory limited(String values) throws IOException {
        Files.writeString(folder.resolve("status"), "Name:\tjava\nCapEff:\t000001ffffffbfff\n");
        Files.writeString(folder.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units     \\n\
                Max processes             96365                96365                processes
                Max locked memory         %s
                Max address space         unlimited            unlimited            bytes     \\n\
                """.formatted(values));
        return new LockedMemory(folder);
    }
}
