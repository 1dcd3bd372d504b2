package ballast.coordinator.packing;

import java.util.Arrays;

/** What is in use on a host at each second of a plan, and where something more would fit. It grows as it is needed. */
final class Timeline {
    private static final int BLOCK = Shape.BLOCK;

    private final long usable;
    private final int usableCores;
    private long[] bytes = new long[BLOCK];
    private int[] cores = new int[BLOCK];
    private long[] blockMax = new long[1];
    private int[] blockCores = new int[1];

    Timeline(long usable, int usableCores) {
        this.usable = usable;
        this.usableCores = usableCores;
    }

    Timeline(Timeline other) {
        usable = other.usable;
        usableCores = other.usableCores;
        bytes = other.bytes.clone();
        cores = other.cores.clone();
        blockMax = other.blockMax.clone();
        blockCores = other.blockCores.clone();
    }

    void add(Shape shape, int start) {
        change(shape, start, 1);
    }

    void remove(Shape shape, int start) {
        change(shape, start, -1);
    }

    private void change(Shape shape, int start, int sign) {
        int end = start + shape.seconds();
        grow(end);
        for (int second = 0; second < shape.bytes.length; second++) {
            bytes[start + second] += sign * shape.bytes[second];
            cores[start + second] += sign * shape.cores;
        }
        for (int block = start / BLOCK; block <= (end - 1) / BLOCK; block++) {
            long max = 0;
            int maxCores = 0;
            for (int second = block * BLOCK; second < (block + 1) * BLOCK; second++) {
                max = Math.max(max, bytes[second]);
                maxCores = Math.max(maxCores, cores[second]);
            }
            blockMax[block] = max;
            blockCores[block] = maxCores;
        }
    }

    private void grow(int seconds) {
        if (seconds > bytes.length) {
            int blocks = Math.max((seconds + BLOCK - 1) / BLOCK, blockMax.length * 3 / 2);
            bytes = Arrays.copyOf(bytes, blocks * BLOCK);
            cores = Arrays.copyOf(cores, blocks * BLOCK);
            blockMax = Arrays.copyOf(blockMax, blocks);
            blockCores = Arrays.copyOf(blockCores, blocks);
        }
    }

    /** Whether it could run on this host if nothing else did. */
    boolean everFits(Shape shape) {
        return shape.peak <= usable && shape.cores <= usableCores;
    }

    /** The first second from this one on at which it can start; it must fit ever. */
    int earliest(Shape shape, int from) {
        return earliest(shape, from, Integer.MAX_VALUE);
    }

    /** As {@link #earliest(Shape, int)}, but a second after {@code latest} stands for all of those. */
    int earliest(Shape shape, int from, int latest) {
        int start = from;
        while (start <= latest) {
            int delay = delay(shape, start);
            if (delay == 0) {
                return start;
            }
            start += delay;
        }
        return start;
    }

    boolean fits(Shape shape, int start) {
        return delay(shape, start) == 0;
    }

    /** 0 if it fits here, or else by how many seconds it has to start later at least. */
    private int delay(Shape shape, int start) {
        for (int probe : shape.probes) {
            int second = start + probe;
            if (second < bytes.length && bytes[second] + shape.bytes[probe] > usable) {
                return shape.delay(probe, usable - bytes[second]);
            }
        }
        int end = Math.min(start + shape.seconds(), bytes.length);
        for (int block = start / BLOCK; block * BLOCK < end; block++) {
            int first = Math.max(start, block * BLOCK);
            int last = Math.min(end, (block + 1) * BLOCK) - 1;
            if (blockCores[block] + shape.cores > usableCores) {
                for (int second = last; second >= first; second--) {
                    if (cores[second] + shape.cores > usableCores) {
                        return second - start + 1;
                    }
                }
            }
            long most = Math.max(shape.blockMax[(first - start) / BLOCK], shape.blockMax[(last - start) / BLOCK]);
            if (blockMax[block] + most > usable) {
                for (int second = first; second <= last; second++) {
                    if (bytes[second] + shape.bytes[second - start] > usable) {
                        return shape.delay(second - start, usable - bytes[second]);
                    }
                }
            }
        }
        return 0;
    }

    /** After it nothing is in use. */
    int end() {
        int second = bytes.length;
        while (second > 0 && bytes[second - 1] == 0 && cores[second - 1] == 0) {
            second--;
        }
        return second;
    }

    /** The most bytes in use at once in this range. */
    long most(int from, int end) {
        long most = 0;
        for (int second = from; second < Math.min(end, bytes.length); second++) {
            most = Math.max(most, bytes[second]);
        }
        return most;
    }

    /** The most cores in use at once in this range. */
    int mostCores(int from, int end) {
        int most = 0;
        for (int second = from; second < Math.min(end, cores.length); second++) {
            most = Math.max(most, cores[second]);
        }
        return most;
    }

    long peak() {
        return Arrays.stream(blockMax).max().orElse(0);
    }
}
