package ballast.coordinator.config;

import ballast.cluster.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a coordinator is run.
 *
 * @param store the results store; its own files are in {@code .ballast} there
 * @param host address that HTTP and the cluster listen on
 * @param httpPort 0 for one that the kernel picks
 * @param clusterPort 0 for one that the kernel picks
 * @param profile where the schedule is kept
 * @param tls the node's certificates; empty: it speaks plain TCP and HTTP
 * @param lab how hosts are dealt with
 * @param timing how long things may take
 */
public record CoordinatorSettings(
        Path store,
        String host,
        int httpPort,
        int clusterPort,
        Profile profile,
        Optional<TlsFiles> tls,
        LabTerms lab,
        Timing timing) {
    private static final int HIGHEST_PORT = 65535;

    public CoordinatorSettings {
        requirePort("http port", httpPort);
        requirePort("cluster port", clusterPort);
    }

    /** One process on loopback. */
    public static CoordinatorSettings embedded(Path store) {
        return new CoordinatorSettings(
                store, "127.0.0.1", 0, 0, new Profile.Embedded(), Optional.empty(), LabTerms.DEFAULT, Timing.DEFAULT);
    }

    /**
     * Whether this process is all there is: campaigns of earlier processes start paused, runs that fit no host are skipped instead
     * of waiting for a larger one, and what was lost with the process is not counted as tried.
     */
    public boolean embedded() {
        return profile instanceof Profile.Embedded;
    }

    public CoordinatorSettings withHttpPort(int port) {
        return new CoordinatorSettings(store, host, port, clusterPort, profile, tls, lab, timing);
    }

    public CoordinatorSettings withProfile(Profile value) {
        return new CoordinatorSettings(store, host, httpPort, clusterPort, value, tls, lab, timing);
    }

    public CoordinatorSettings withLab(LabTerms value) {
        return new CoordinatorSettings(store, host, httpPort, clusterPort, profile, tls, value, timing);
    }

    public CoordinatorSettings withTiming(Timing value) {
        return new CoordinatorSettings(store, host, httpPort, clusterPort, profile, tls, lab, value);
    }

    private static void requirePort(String what, int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(what + ": got " + port + ", want 0 to " + HIGHEST_PORT);
        }
    }

    /**
     * How long things may take.
     *
     * @param silentAfter a host that was not heard of for so long is given nothing new
     * @param pauseBound the longest that a pause waits for the hosts to confirm that VMs have ended
     * @param viewInterval the shortest time between two views sent to one subscriber
     * @param start the longest that a start may take
     * @param firstCommitPause how soon a result that could not be stored is tried again; doubled each time
     * @param longestCommitPause the longest pause between two tries
     */
    public record Timing(
            Duration silentAfter,
            Duration pauseBound,
            Duration viewInterval,
            Duration start,
            Duration firstCommitPause,
            Duration longestCommitPause) {
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofMillis(250),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));

        public Timing withSilentAfter(Duration value) {
            return new Timing(value, pauseBound, viewInterval, start, firstCommitPause, longestCommitPause);
        }

        public Timing withCommitPauses(Duration first, Duration longest) {
            return new Timing(silentAfter, pauseBound, viewInterval, start, first, longest);
        }
    }
}
