package ballast.coordinator.recording;

/**
 * One time that a VM worked, in s on its samples' clock.
 *
 * @param end of the clean-up after it, or of the build where nothing was cleaned up; NaN if it did not end
 */
record Build(double start, double end) {
    boolean ended() {
        return !Double.isNaN(end);
    }

    /** 1 or more. */
    int seconds() {
        return Math.max(1, (int) Math.ceil(end - start));
    }
}
