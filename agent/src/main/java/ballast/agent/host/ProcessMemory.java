package ballast.agent.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process occupies, from {@code /proc/PID/statm} and {@code smaps} (Linux, Documentation/filesystems/proc.rst).
 * Not safe for several threads: it reuses its buffer.
 */
public final class ProcessMemory {
    /** A part of the process's address space. */
    public record Region(long start, long end) {}

    private static final int PAGE = 4096;

    private final Path folder;
    private final List<Region> ram;
    private final long ramEnd;
    /** Holds every line: the longest is a mapping's, whose path of 4 KiB is 16 KiB where all of it is escaped. */
    private final byte[] buffer = new byte[1 << 16];

    /** @param ram where the guest's memory is mapped in the process */
    public ProcessMemory(long pid, List<Region> ram) {
        this(Path.of("/proc", Long.toString(pid)), ram);
    }

    ProcessMemory(Path folder, List<Region> ram) {
        this.folder = folder;
        this.ram = List.copyOf(ram);
        this.ramEnd = ram.stream().mapToLong(Region::end).max().orElse(0);
    }

    /**
     * Resident set in bytes; what the published artefact calls {@code rss}.
     *
     * @throws IOException if the process is gone
     */
    public long rssBytes() throws IOException {
        try (InputStream statm = Files.newInputStream(folder.resolve("statm"))) {
            if (statm.read(buffer) <= 0) {
                throw new IOException(folder + "/statm is empty");
            }
        }
        long pages = number(indexOf(' ', 0) + 1);
        if (pages == 0) {
            throw new IOException(folder + ": the process has ended, but was not reaped yet");
        }
        return pages * PAGE;
    }

    /**
     * Resident bytes of the guest's memory alone.
     *
     * @throws IOException if the process is gone
     */
    public long ramBytes() throws IOException {
        try (InputStream smaps = Files.newInputStream(folder.resolve("smaps"))) {
            return ramBytes(smaps);
        }
    }

    /**
     * The kernel walks the mappings while it is read, in the order of their addresses, so that stopping behind the guest's
     * memory saves the rest: QEMU has 320 mappings, of which the libraries' lie above that memory and some ten below.
     */
    private long ramBytes(InputStream smaps) throws IOException {
        long sum = 0;
        boolean inRam = false;
        int length = 0;
        for (int got = 0; got >= 0; got = smaps.read(buffer, length, buffer.length - length)) {
            length += got;
            int line = 0;
            for (int end = endOfLine(line, length); end < length; end = endOfLine(line, length)) {
                if (isHexDigit(buffer[line])) {
                    if (isBehindRam(line)) {
                        return sum;
                    }
                    inRam = isRam(line);
                } else if (inRam && isRss(line)) {
                    sum += number(line + 4) * 1024;
                }
                line = end + 1;
            }
            length -= line;
            System.arraycopy(buffer, line, buffer, 0, length);
        }
        return sum;
    }

    private boolean isBehindRam(int line) {
        return Long.compareUnsigned(hex(line, indexOf('-', line)), ramEnd) >= 0;
    }

    private boolean isRam(int line) {
        int dash = indexOf('-', line);
        int space = indexOf(' ', dash);
        long start = hex(line, dash);
        long end = hex(dash + 1, space);
        for (Region region : ram) {
            if (start < region.end && end > region.start) {
                return true;
            }
        }
        return false;
    }

    private boolean isRss(int line) {
        return buffer[line] == 'R' && buffer[line + 1] == 's' && buffer[line + 2] == 's' && buffer[line + 3] == ':';
    }

    /** Capital letters begin the lines of values, so only digits and small letters can begin a mapping. */
    private static boolean isHexDigit(byte c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private long hex(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | Character.digit(buffer[i], 16);
        }
        return value;
    }

    private long number(int at) {
        int i = at;
        while (buffer[i] == ' ') {
            i++;
        }
        long value = 0;
        while (buffer[i] >= '0' && buffer[i] <= '9') {
            value = value * 10 + (buffer[i++] - '0');
        }
        return value;
    }

    private int indexOf(char c, int from) {
        int i = from;
        while (buffer[i] != c) {
            i++;
        }
        return i;
    }

    private int endOfLine(int line, int length) {
        int i = line;
        while (i < length && buffer[i] != '\n') {
            i++;
        }
        return i;
    }
}
