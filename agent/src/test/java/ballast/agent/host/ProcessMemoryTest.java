package ballast.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
    private static final long KIB = 1024;

    @TempDir
    Path folder;

    private static String mapping(String addresses, String name, long rssKib) {
        return """
                %s rw-p 00000000 00:00 0 %s
                Size:             999999 kB
                KernelPageSize:        4 kB
                Rss:            %8d kB
                Pss:              777777 kB
                Private_Dirty:    888888 kB
                Anonymous:        666666 kB
                THPeligible:    0
                VmFlags: rd wr mr mw me dc ac sd\s
                """.formatted(addresses, name, rssKib);
    }

    private ProcessMemory process(String smaps, ProcessMemory.Region... ram) throws IOException {
        Files.writeString(folder.resolve("smaps"), smaps);
        return new ProcessMemory(folder, List.of(ram));
    }

    @Test
    void rssIsTheSecondNumberOfStatmInPages() throws Exception {
        Files.writeString(folder.resolve("statm"), "282113 25003 5912 1234 0 90000 0\n");
        assertThat(new ProcessMemory(folder, List.of()).rssBytes()).isEqualTo(25003 * 4 * KIB);
    }

    @Test
    void ramIsTheRssOfTheMappingsInTheRegionsAlone() throws Exception {
        String smaps = mapping("55d000000000-55d000800000", "/usr/bin/qemu-system-x86_64", 7000)
                + mapping("7f0000000000-7f0020000000", "", 120000)
                + mapping("7f0040000000-7f0041000000", "[stack]", 64)
                + mapping("ffffffffff600000-ffffffffff601000", "[vsyscall]", 0);
        assertThat(process(smaps, new ProcessMemory.Region(0x7f0000000000L, 0x7f0020000000L))
                        .ramBytes())
                .isEqualTo(120000 * KIB);
    }

    /** madvise on parts of the guest's memory splits its mapping. */
    @Test
    void aRegionSplitInSeveralMappingsIsSummed() throws Exception {
        String smaps = mapping("7f0000000000-7f0008000000", "", 100)
                + mapping("7f0008000000-7f0010000000", "", 20)
                + mapping("7f0010000000-7f0020000000", "", 3)
                + mapping("7f0020000000-7f0021000000", "/memfd:x (deleted)", 9999);
        assertThat(process(smaps, new ProcessMemory.Region(0x7f0000000000L, 0x7f0020000000L))
                        .ramBytes())
                .isEqualTo(123 * KIB);
    }

    @Test
    void severalRegionsAreSummed() throws Exception {
        String smaps = mapping("7e0000000000-7e0010000000", "", 5) + mapping("7f0000000000-7f0010000000", "", 70);
        assertThat(process(
                                smaps,
                                new ProcessMemory.Region(0x7e0000000000L, 0x7e0010000000L),
                                new ProcessMemory.Region(0x7f0000000000L, 0x7f0010000000L))
                        .ramBytes())
                .isEqualTo(75 * KIB);
    }

    /** What follows costs the kernel time: a hundred libraries for a start. */
    @Test
    void nothingIsReadBehindTheLastRegion() throws Exception {
        // the kernel never goes back: this second mapping would be counted if it were read
        String behind = mapping("7f0020000000-7f0021000000", "/lib/x", 1) + mapping("7e0000000000-7e0010000000", "", 9);
        String smaps = mapping("7e0000000000-7e0010000000", "", 5) + mapping("7f0000000000-7f0010000000", "", 70);
        assertThat(process(
                                smaps + behind,
                                new ProcessMemory.Region(0x7f0000000000L, 0x7f0010000000L),
                                new ProcessMemory.Region(0x7e0000000000L, 0x7e0010000000L))
                        .ramBytes())
                .isEqualTo(75 * KIB);
    }

    @Test
    void aFileLargerThanTheBufferIsReadToItsEnd() throws Exception {
        StringBuilder smaps = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            long start = 0x100000000L + i * 0x2000L;
            smaps.append(mapping(Long.toHexString(start) + "-" + Long.toHexString(start + 0x1000), "", 8));
        }
        smaps.append(mapping("7f0000000000-7f0010000000", "", 42));
        assertThat(smaps.length()).isGreaterThan(5 * 65536);
        ProcessMemory memory = process(smaps.toString(), new ProcessMemory.Region(0x7f0000000000L, 0x7f0010000000L));
        assertThat(memory.ramBytes()).isEqualTo(42 * KIB);

        // the buffer still holds what was there before
        Files.writeString(folder.resolve("smaps"), mapping("7f0000000000-7f0010000000", "", 1));
        assertThat(memory.ramBytes()).isEqualTo(KIB);
    }

    @Test
    void aProcessThatIsGoneIsAnIoException() {
        var gone = new ProcessMemory(folder.resolve("gone"), List.of());
        assertThatIOException().isThrownBy(gone::rssBytes);
        assertThatIOException().isThrownBy(gone::ramBytes);
    }

    @Test
    void aProcessThatHasEndedButWasNotReapedHasNoMemoryToTell() throws Exception {
        Files.writeString(folder.resolve("statm"), "0 0 0 0 0 0 0\n");
        assertThatIOException()
                .isThrownBy(new ProcessMemory(folder, List.of())::rssBytes)
                .withMessageContaining("has ended");
    }

    /** A mapping of its own, since the rest of a JVM grows and shrinks as it likes. */
    @Test
    void memoryThatThisProcessTouchesShowsUp() throws Exception {
        int bytes = 32 << 20;
        Path file = folder.resolve("mapped");
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            var self = new ProcessMemory(ProcessHandle.current().pid(), List.of(regionOf(file)));
            assertThat(self.ramBytes()).isZero();

            for (int page = 0; page < bytes; page += 4096) {
                mapped.put(page, (byte) 1);
            }

            assertThat(self.ramBytes()).isEqualTo(bytes);
            assertThat(self.rssBytes()).isGreaterThan(bytes);
        }
    }

    private static ProcessMemory.Region regionOf(Path file) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(mapping -> mapping.endsWith(file.toString()))
                .findFirst()
                .orElseThrow();
        String[] ends = line.substring(0, line.indexOf(' ')).split("-");
        return new ProcessMemory.Region(Long.parseLong(ends[0], 16), Long.parseLong(ends[1], 16));
    }
}
