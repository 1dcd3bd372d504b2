package ballast.coordinator.packing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * All jobs between second 0 and a deadline, on a grid of some seconds, in each cell the largest that is needed, and a search for starts
 * that are multiples of the cell: it moves one job at a time to where the sums exceed what the hosts have least, until no move helps. On
 * the grid of one second nothing is rounded in time.
 */
final class StartGrid {
    private static final int FULL = 1 << 30;
    /** Hosts that a job tries beside its own. */
    private static final int OTHER_HOSTS = 3;

    private final Instance instance;
    private final int step;
    private final int deadline;
    private final long unit;
    /** By job what it needs by cell; the same array for jobs that are alike. */
    private final int[][] needs;
    /** By host and cell: what is in use beyond what the host has; below 0 where something is left. */
    private final int[][] over;

    private final int[] host;
    private final int[] start;
    /** By host and cell: the excess before this cell; as of the host's last change. */
    private final long[][] before;

    StartGrid(Instance instance, int step, int deadline, int[] host, int[] start) {
        this.instance = instance;
        this.step = step;
        this.deadline = deadline;
        this.host = host;
        this.start = start;
        unit = Math.max(1, instance.most() / (FULL / (instance.jobs() + instance.running() + 1)) + 1);
        Map<Shape, int[]> byShape = new HashMap<>();
        needs = new int[instance.jobs()][];
        for (int job = 0; job < needs.length; job++) {
            needs[job] = byShape.computeIfAbsent(instance.shape(job), this::cells);
        }
        int cells = (deadline + step - 1) / step + 1;
        over = new int[instance.hosts()][cells];
        before = new long[instance.hosts()][cells + 1];
        for (int each = 0; each < over.length; each++) {
            Timeline busy = instance.busy(each);
            int usable = (int) (instance.usable(each) / unit);
            for (int cell = 0; cell < cells; cell++) {
                over[each][cell] = (int) ((busy.most(cell * step, (cell + 1) * step) + unit - 1) / unit) - usable;
            }
        }
        for (int job = 0; job < needs.length; job++) {
            start[job] = Math.min(start[job], deadline - instance.shape(job).seconds()) / step * step;
            add(job, 1);
        }
        for (int each = 0; each < over.length; each++) {
            count(each);
        }
    }

    private int[] cells(Shape shape) {
        int[] cells = new int[(shape.seconds() + step - 1) / step];
        for (int second = 0; second < shape.seconds(); second++) {
            int value = (int) ((shape.bytes[second] + unit - 1) / unit);
            cells[second / step] = Math.max(cells[second / step], value);
        }
        return cells;
    }

    long excess() {
        long excess = 0;
        for (long[] each : before) {
            excess += each[each.length - 1];
        }
        return excess;
    }

    /**
     * Moves jobs until no move helps, in random order, and changes hosts and starts to that.
     *
     * @param sweeps how often all jobs are tried at most
     * @param window how many cells a job may be moved at once in each direction; it changes its host only if that is not limited
     * @param enough says when to stop
     * @return the excess that is left
     */
    long descend(int sweeps, int window, SplittableRandom random, BooleanSupplier enough) {
        int[] order = new int[needs.length];
        Arrays.setAll(order, job -> job);
        int quiet = 0;
        for (int turn = 0;
                quiet < order.length && turn / order.length < sweeps && excess() > 0 && !enough.getAsBoolean();
                turn++) {
            if (turn % order.length == 0) {
                Shuffle.shuffle(order, random);
            }
            quiet = moveToBest(order[turn % order.length], window, random) ? 0 : quiet + 1;
        }
        return excess();
    }

    /** Puts the job anywhere on any host where it can ever run. */
    void scatter(int job, SplittableRandom random) {
        Shape shape = instance.shape(job);
        int[] hosts = instance.hostsFor(shape);
        move(job, hosts[random.nextInt(hosts.length)], random.nextInt((deadline - shape.seconds()) / step + 1) * step);
    }

    private void move(int job, int toHost, int toStart) {
        add(job, -1);
        count(host[job]);
        host[job] = toHost;
        start[job] = toStart;
        add(job, 1);
        count(toHost);
    }

    /** Moves this job to where the excess is least, of several such places to any; whether that helped. */
    private boolean moveToBest(int job, int window, SplittableRandom random) {
        int[] need = needs[job];
        int oldHost = host[job];
        int oldCell = start[job] / step;
        long with = before[oldHost][before[oldHost].length - 1];
        add(job, -1);
        count(oldHost);
        long least = with - before[oldHost][before[oldHost].length - 1];
        long old = least;
        int bestHost = oldHost;
        int bestCell = oldCell;
        int last = (deadline - instance.shape(job).seconds()) / step;
        int[] hosts = instance.hostsFor(instance.shape(job));
        boolean anywhere = window > last;
        int others = anywhere ? Math.min(OTHER_HOSTS, hosts.length - 1) : 0;
        for (int other = -1; other < others && least > 0; other++) {
            int each = other < 0 ? oldHost : hosts[random.nextInt(hosts.length)];
            int from = anywhere ? 0 : Math.max(0, oldCell - window);
            int tried = (anywhere ? last : Math.min(last, oldCell + window)) - from + 1;
            int turn = random.nextInt(tried);
            for (int candidate = 0; candidate < tried && least > 0; candidate++) {
                int cell = from + (candidate + turn) % tried;
                long more = more(each, need, cell, least);
                if (more < least || (more == least && bestHost == oldHost && bestCell == oldCell)) {
                    least = more;
                    bestHost = each;
                    bestCell = cell;
                }
            }
        }
        host[job] = bestHost;
        start[job] = bestCell * step;
        add(job, 1);
        count(bestHost);
        return least < old;
    }

    /** How much the excess grows with this; stops and gives something larger when it is above the limit. */
    private long more(int onHost, int[] need, int at, long limit) {
        int[] sums = over[onHost];
        long more = before[onHost][at] - before[onHost][at + need.length];
        long most = limit;
        for (int from = 0; from < need.length; from += 64) {
            int to = Math.min(need.length, from + 64);
            for (int cell = from; cell < to; cell++) {
                more += Math.max(0, sums[at + cell] + need[cell]);
            }
            if (more + before[onHost][at + need.length] - before[onHost][at + to] > most) {
                return Long.MAX_VALUE;
            }
        }
        return more;
    }

    private void add(int job, int sign) {
        int[] sums = over[host[job]];
        int at = start[job] / step;
        int[] need = needs[job];
        for (int cell = 0; cell < need.length; cell++) {
            sums[at + cell] += sign * need[cell];
        }
    }

    private void count(int onHost) {
        int[] sums = over[onHost];
        long[] counts = before[onHost];
        for (int cell = 0; cell < sums.length; cell++) {
            counts[cell + 1] = counts[cell] + Math.max(0, sums[cell]);
        }
    }
}
