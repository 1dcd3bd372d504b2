package ballast.coordinator.config;

import java.time.Duration;

/**
 * How the coordinator deals with the hosts of a lab.
 *
 * @param maxAttempts of a run, before it counts as failed; 1 or more
 * @param probeAfter an agent that was silent for so long is looked for: is its process still there?
 * @param lostAfter what runs on a host that was silent for so long is tried elsewhere
 * @param secondAgentAfter a second agent of a host is taken when the first was silent for so long
 * @param farthestClock the most that a host's clock may be off when it joins
 */
public record LabTerms(
        int maxAttempts, Duration probeAfter, Duration lostAfter, Duration secondAgentAfter, Duration farthestClock) {
    public static final LabTerms DEFAULT = new LabTerms(
            3, Duration.ofSeconds(4), Duration.ofSeconds(60), Duration.ofSeconds(6), Duration.ofSeconds(5));

    public LabTerms {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("max-attempts: got " + maxAttempts + ", want 1 or more");
        }
    }

    public LabTerms with(int attempts, Duration lost) {
        return new LabTerms(attempts, probeAfter, lost, secondAgentAfter, farthestClock);
    }
}
