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
    private byte[] buffer = new byte[1 << 16];

    /** @param ram where the guest's memory is mapped in the process */
    public ProcessMemory(long pid, List<Region> ram) {
        this(Path.of("/proc", Long.toString(pid)), ram);
    }

    ProcessMemory(Path folder, List<Region> ram) {
        this.folder = folder;
        this.ram = List.copyOf(ram);
    }

    /**
     * Resident set in bytes; what the published artefact calls {@code rss}.
     *
     * @throws IOException if the process is gone
     */
    public long rssBytes() throws IOException {
        int length = read("statm");
        int at = 0;
        while (at < length && buffer[at] != ' ') {
            at++;
        }
        return number(at + 1) * PAGE;
    }

    /**
     * Resident bytes of the guest's memory alone.
     *
     * @throws IOException if the process is gone
     */
    public long ramBytes() throws IOException {
        int length = read("smaps");
        long sum = 0;
        boolean inRam = false;
        for (int line = 0; line < length; line = nextLine(line, length)) {
            byte first = buffer[line];
            if (isHexDigit(first)) {
                inRam = isRam(line);
            } else if (inRam && first == 'R' && startsWithRss(line)) {
                sum += number(line + 4) * 1024;
                inRam = false;
            }
        }
        return sum;
    }

    private boolean isRam(int line) {
        int dash = line;
        while (buffer[dash] != '-') {
            dash++;
        }
        int space = dash;
        while (buffer[space] != ' ') {
            space++;
        }
        long start = hex(line, dash);
        long end = hex(dash + 1, space);
        for (Region region : ram) {
            if (start < region.end && end > region.start) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWithRss(int line) {
        return buffer[line + 1] == 's' && buffer[line + 2] == 's' && buffer[line + 3] == ':';
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

    private int nextLine(int line, int length) {
        int i = line;
        while (i < length && buffer[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private int read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            int length = 0;
            while (true) {
                int got = in.read(buffer, length, buffer.length - length);
                if (got < 0) {
                    return length;
                }
                length += got;
                if (length == buffer.length) {
                    buffer = java.util.Arrays.copyOf(buffer, length * 2);
                }
            }
        }
    }
}
