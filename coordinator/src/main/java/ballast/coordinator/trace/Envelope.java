package ballast.coordinator.trace;

import java.util.Arrays;
import java.util.List;

/** The two steps from traces to an envelope: each is widened in time, then of all the quantile is taken second by second. */
final class Envelope {
    private Envelope() {}

    /**
     * Covers what the trace would be at another pace: at second s the largest from s / (1 + pace) − slack to s · (1 + pace) + slack.
     * A moving maximum whose window grows with time, by a queue of falling values in one pass.
     *
     * @param pace 0 or more; 0.05 covers runs that take from 1/1.05 to 1.05 times as long
     * @param slack in s, 0 or more: of starts, and of the grid
     * @return longer by as much as the slowest
     */
    static Trace widened(Trace trace, double pace, int slack) {
        int length = (int) Math.floor((trace.seconds() - 1 + slack) * (1 + pace)) + 1;
        long[] widened = new long[length];
        int[] queue = new int[trace.seconds()];
        int head = 0;
        int tail = 0;
        int next = 0;
        for (int second = 0; second < length; second++) {
            int last = (int) Math.min(trace.seconds() - 1L, (long) Math.ceil(second * (1 + pace)) + slack);
            for (; next <= last; next++) {
                while (tail > head && trace.at(queue[tail - 1]) <= trace.at(next)) {
                    tail--;
                }
                queue[tail++] = next;
            }
            int first = (int) Math.floor(second / (1 + pace)) - slack;
            while (head < tail && queue[head] < first) {
                head++;
            }
            widened[second] = head < tail ? trace.at(queue[head]) : 0;
        }
        return Trace.of(widened);
    }

    /**
     * Second by second the smallest value that a share of {@code quantile} of the traces does not exceed (nearest rank: of n the
     * ⌈quantile · n⌉-th from below); one that has ended counts as 0. Ends with the last second that is not 0.
     */
    static Trace quantile(List<Trace> traces, double quantile) {
        int rank = Math.max(1, (int) Math.ceil(quantile * traces.size() - 1e-9));
        long[] result =
                new long[traces.stream().mapToInt(Trace::seconds).max().orElseThrow()];
        long[] column = new long[traces.size()];
        int end = 1;
        for (int second = 0; second < result.length; second++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = traces.get(i).at(second);
            }
            Arrays.sort(column);
            result[second] = column[rank - 1];
            end = result[second] > 0 ? second + 1 : end;
        }
        return Trace.of(Arrays.copyOf(result, end));
    }
}
