package ballast.coordinator.packing;

/**
 * Each job's host and start, by the job's number.
 *
 * @param makespan when the last job ends
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, never compared
record Schedule(int[] host, int[] start, int makespan) {
    static Schedule of(Instance instance, int[] host, int[] start) {
        int makespan = 0;
        for (int job = 0; job < start.length; job++) {
            makespan = Math.max(makespan, start[job] + instance.shape(job).seconds());
        }
        return new Schedule(host, start, makespan);
    }
}
