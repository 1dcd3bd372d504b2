package ballast.benchmark.packing;

import ballast.coordinator.packing.Job;
import ballast.coordinator.packing.Start;
import ballast.coordinator.trace.Trace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a plan would have occupied, second by second, said as simply as possible: it judges the packer. */
final class Replay {
    private Replay() {}

    /** The largest sum in bytes of VMs that repeat these cycles, VM i the one with number i mod their count. */
    static long periodic(List<Trace> cycles, List<Integer> offsets) {
        return Arrays.stream(sums(cycles, offsets)).max().orElse(0);
    }

    static long[] sums(List<Trace> cycles, List<Integer> offsets) {
        long[] sum = new long[cycles.get(0).seconds()];
        for (int second = 0; second < sum.length; second++) {
            for (int vm = 0; vm < offsets.size(); vm++) {
                sum[second] += cycles.get(vm % cycles.size()).at(Math.floorMod(second - offsets.get(vm), sum.length));
            }
        }
        return sum;
    }

    /** The largest sum in bytes on each host that has a job. */
    static Map<String, Long> peaks(List<Job> jobs, List<Start> starts) {
        Map<String, Job> named = jobs.stream().collect(Collectors.toMap(Job::run, job -> job));
        Map<String, Map<Integer, Long>> sums = new HashMap<>();
        for (Start start : starts) {
            Trace trace = named.get(start.run()).trace();
            Map<Integer, Long> sum = sums.computeIfAbsent(start.host(), host -> new HashMap<>());
            for (int second = 0; second < trace.seconds(); second++) {
                sum.merge(start.second() + second, trace.at(second), Long::sum);
            }
        }
        return sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().values().stream()
                                .max(Long::compare)
                                .orElse(0L)));
    }
}
