package ballast.coordinator.simulation;

import ballast.model.ByteSize;
import ballast.model.HostId;
import java.util.List;

/**
 * What one host carried.
 *
 * @param peak the most that its VMs occupied together in a second
 * @param overBudget seconds in which that was more than the budget
 * @param byteSeconds the area below what they occupied
 * @param coreSeconds cores that were taken, times how long
 * @param together the most runs at one time
 */
public record HostFigures(
        HostId host, int runs, ByteSize peak, int overBudget, double byteSeconds, double coreSeconds, int together) {
    static HostFigures of(HostId host, List<PlayedRun> runs, ByteSize budget) {
        int seconds = runs.stream()
                .mapToInt(run -> (int) Math.ceil(Math.max(
                        run.end(), Math.floor(run.start()) + run.trace().seconds())))
                .max()
                .orElse(0);
        long[] bytes = new long[seconds + 1];
        int[] count = new int[seconds + 1];
        double coreSeconds = 0;
        for (PlayedRun run : runs) {
            int start = (int) Math.floor(run.start());
            for (int second = 0; second < run.trace().seconds(); second++) {
                bytes[start + second] += run.trace().at(second);
                count[start + second]++;
            }
            coreSeconds += run.cores() * (run.end() - run.start());
        }
        long peak = 0;
        int over = 0;
        int together = 0;
        double area = 0;
        for (int second = 0; second <= seconds; second++) {
            peak = Math.max(peak, bytes[second]);
            over += bytes[second] > budget.bytes() ? 1 : 0;
            together = Math.max(together, count[second]);
            area += bytes[second];
        }
        return new HostFigures(host, runs.size(), new ByteSize(peak), over, area, coreSeconds, together);
    }
}
