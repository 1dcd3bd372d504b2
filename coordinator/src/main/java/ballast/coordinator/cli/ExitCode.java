package ballast.coordinator.cli;

/** What {@code ballast} ends with. */
final class ExitCode {
    static final int OK = 0;
    /** A run failed or was not done. */
    static final int RUN_FAILED = 1;
    /** Bad usage, bad input, or a host that cannot do it. */
    static final int BAD_INPUT = 2;

    /** No coordinator answered. */
    static final int NO_COORDINATOR = 3;

    private ExitCode() {}
}
