package ballast.agent.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group for an agent's VMs, limited to the budget and {@link #overhead}. It is made below the agent's own group, with
 * the memory controller of version 2 where that can be had, else of version 1. Its processes are not swapped out: that would
 * falsify what is measured.
 */
public final class MemoryGroup {
    private static final String MEMORY = "memory";
    private static final String PROCESSES = "cgroup.procs";

    /** Holds the path of the group of the run folder that it lies in, for whoever cleans up after a dead agent. */
    private static final String RECORD = "cgroup";

    private static final Duration GONE_WITHIN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    /** What was found: a group, or why there is none. */
    public record Outcome(Optional<MemoryGroup> group, String description) {
        static Outcome none(String why) {
            return new Outcome(Optional.empty(), "none: " + why);
        }
    }

    private final Path folder;
    private final boolean v2;

    private MemoryGroup(Path folder, boolean v2) {
        this.folder = folder;
        this.v2 = v2;
    }

    /**
     * What a group may hold above the budget in bytes: the kernel charges to it also page tables, the pages of log files and
     * sockets, which are no part of a resident set. So the guard, which looks at resident sets, acts first.
     */
    public static long overhead(long budget) {
        return Math.max(64L << 20, budget / 64);
    }

    /** Makes the group of the agent whose run folder this is. Where it cannot be made, VMs run without one. */
    public static Outcome create(Path runFolder, long budget) {
        try {
            return create(Mounts.ofThisProcess(), runFolder, budget);
        } catch (IOException e) {
            return Outcome.none(e.toString());
        }
    }

    static Outcome create(Mounts mounts, Path runFolder, long budget) {
        Outcome second = mounts.v2()
                .map(own -> createV2(own, runFolder, budget))
                .orElseGet(() -> Outcome.none("cgroup v2 is not mounted"));
        if (second.group().isPresent()) {
            return second;
        }
        Outcome first = mounts.v1(MEMORY)
                .map(own -> createV1(own, runFolder, budget))
                .orElseGet(() -> Outcome.none("cgroup v1 has no memory controller here"));
        return first.group().isPresent() ? first : Outcome.none(why(second) + "; " + why(first));
    }

    private static String why(Outcome none) {
        return none.description().replaceFirst("^none: ", "");
    }

    private static Outcome createV2(Path own, Path runFolder, long budget) {
        try {
            if (!words(own.resolve("cgroup.controllers")).contains(MEMORY)) {
                return Outcome.none("cgroup v2 has no memory controller in " + own);
            }
            if (!words(own.resolve("cgroup.subtree_control")).contains(MEMORY)) {
                delegate(own);
            }
            MemoryGroup group = make(own, runFolder, true);
            group.limitOrRemove(() -> {
                group.set("memory.max", budget + overhead(budget));
                group.setIfThere("memory.swap.max", 0);
            });
            return group.made(budget);
        } catch (IOException e) {
            return Outcome.none("cgroup v2: " + e + "; let the agent run as a service with Delegate=yes");
        }
    }

    /** A group with processes of its own cannot divide its memory: the agent goes into a group below, if it is alone. */
    private static void delegate(Path own) throws IOException {
        List<String> processes = Files.readAllLines(own.resolve(PROCESSES));
        String self = Long.toString(ProcessHandle.current().pid());
        if (processes.equals(List.of(self))) {
            Path leaf = own.resolve("agent");
            Files.createDirectories(leaf);
            Files.writeString(leaf.resolve(PROCESSES), self);
        }
        Files.writeString(own.resolve("cgroup.subtree_control"), "+" + MEMORY);
    }

    private static Outcome createV1(Path own, Path runFolder, long budget) {
        try {
            MemoryGroup group = make(own, runFolder, false);
            group.limitOrRemove(() -> {
                long limit = budget + overhead(budget);
                group.set("memory.limit_in_bytes", limit);
                group.setIfThere("memory.memsw.limit_in_bytes", limit);
                group.setIfThere("memory.swappiness", 0);
            });
            return group.made(budget);
        } catch (IOException e) {
            return Outcome.none("cgroup v1: " + e);
        }
    }

    private static MemoryGroup make(Path own, Path runFolder, boolean v2) throws IOException {
        Path folder = own.resolve("ballast-" + runFolder.getFileName());
        Files.writeString(
                runFolder.resolve(RECORD), folder + "\n"); // before it is there: no end between can leave it behind
        Files.createDirectory(folder);
        return new MemoryGroup(folder, v2);
    }

    private interface Limiting {
        void run() throws IOException;
    }

    private void limitOrRemove(Limiting limiting) throws IOException {
        try {
            limiting.run();
        } catch (IOException e) {
            remove();
            throw e;
        }
    }

    private Outcome made(long budget) {
        return new Outcome(
                Optional.of(this),
                (v2 ? "v2" : "v1") + ", limit " + (budget + overhead(budget)) + " bytes (the budget and "
                        + overhead(budget) + ")");
    }

    private void set(String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    /** Kernels without swap accounting have no such file. */
    private void setIfThere(String file, long value) throws IOException {
        if (Files.exists(folder.resolve(file))) {
            set(file, value);
        }
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file).strip().split("\\s+"));
    }

    /** Whoever writes 0 to it joins the group. */
    public Path processes() {
        return folder.resolve(PROCESSES);
    }

    /** Its pressure stall information; version 1 has none. */
    public Optional<Path> pressure() {
        return v2 ? Optional.of(folder.resolve("memory.pressure")) : Optional.empty();
    }

    Path folder() {
        return folder;
    }

    /**
     * Removes it, once its processes have ended.
     *
     * @throws IOException if one does not
     */
    public void remove() throws IOException {
        remove(folder);
    }

    /** The kernel takes a moment to take a process that has ended out of its group. */
    private static void remove(Path folder) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException e) {
                boolean busy = e instanceof DirectoryNotEmptyException
                        || String.valueOf(e.getMessage()).contains("busy");
                if (!busy || System.nanoTime() - start > GONE_WITHIN.toNanos()) {
                    throw new IOException("control group " + folder + " cannot be removed: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** Removes the group that a dead agent has left, by its run folder. Its processes have ended. */
    public static void removeLeftOver(Path runFolder) throws IOException {
        try {
            Path folder = Path.of(Files.readString(runFolder.resolve(RECORD)).strip());
            // nothing else is ever removed, whatever the file says
            if (folder.getFileName().toString().equals("ballast-" + runFolder.getFileName())) {
                remove(folder);
            }
        } catch (NoSuchFileException e) {
            // it had none
        }
    }
}
