package ballast.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;

/** CPU time used so far, in ns, by one thread and by this whole process; and the wall clock beside it. */
record CpuTime(long wall, long thread, long process) {
    /** @throws IllegalStateException if not exactly one thread has that name */
    static CpuTime now(String threadName) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long[] ids = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().equals(threadName))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        if (ids.length != 1) {
            throw new IllegalStateException("got " + ids.length + " threads named " + threadName + ", want one");
        }
        return new CpuTime(System.nanoTime(), threads.getThreadCpuTime(ids[0]), system.getProcessCpuTime());
    }

    double threadPercentSince(CpuTime before) {
        return 100.0 * (thread - before.thread) / (wall - before.wall);
    }

    double processPercentSince(CpuTime before) {
        return 100.0 * (process - before.process) / (wall - before.wall);
    }
}
