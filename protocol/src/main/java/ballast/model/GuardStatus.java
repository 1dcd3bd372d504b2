package ballast.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an agent's memory guard saw last, and what went over the budget since the agent's start.
 *
 * @param sum resident sets of all of the host's VMs together
 * @param planned what the plan has at this time for what runs; attempts without a forecast count with their VMs' full size
 * @param available what the kernel says can be had without swapping; empty: not known
 * @param pressure empty: this kernel does not tell it
 * @param breaches times in which the sum was over the budget, and in which that of one campaign's VMs was over the campaign's own
 * @param held attempts that are to start and are held back
 */
public record GuardStatus(
        ByteSize sum,
        ByteSize planned,
        Optional<ByteSize> available,
        Optional<MemoryPressure> pressure,
        Breaches breaches,
        List<AttemptId> held) {
    /**
     * @param count of times that the sum went over the budget
     * @param seconds that it was over it, all together
     * @param worst the most bytes that it was over the budget
     */
    public record Breaches(int count, double seconds, ByteSize worst) {
        public static final Breaches NONE = new Breaches(0, 0, ByteSize.ZERO);

        /** Both together. */
        public Breaches plus(Breaches other) {
            return new Breaches(
                    count + other.count,
                    seconds + other.seconds,
                    worst.compareTo(other.worst) > 0 ? worst : other.worst);
        }

        public Breaches {
            Ranges.atLeast("breaches", count, 0);
            if (!(seconds >= 0)) {
                throw new IllegalArgumentException("breaches: got " + seconds + " s, want 0 or more");
            }
            Objects.requireNonNull(worst, "worst");
        }
    }

    @SuppressWarnings("OptionalAssignedToNull") // a field that is missing on the wire
    public GuardStatus {
        Objects.requireNonNull(sum, "sum");
        Objects.requireNonNull(planned, "planned");
        available = available == null ? Optional.empty() : available;
        pressure = pressure == null ? Optional.empty() : pressure;
        breaches = breaches == null ? Breaches.NONE : breaches;
        held = held == null ? List.of() : List.copyOf(held);
    }
}
