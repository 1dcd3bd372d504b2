package ballast.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** By what a campaign's shared runs are put beside others on a host. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "packing")
public sealed interface Packing {
    /** What the campaign's VMs may occupy together on one host; empty: as much as the host's budget. */
    default Optional<ByteSize> budget() {
        return Optional.empty();
    }

    /** By what a run counts on its host; empty if it reserves its full size, or a whole host. */
    default Optional<Footprint> footprint(Isolation isolation) {
        return Optional.empty();
    }

    /**
     * Whether a host could take a cell's runs when nothing else runs there, as far as memory, cores and devices go.
     *
     * @param most bytes that a run is expected to occupy there at most; its full size if nothing is known
     */
    default boolean fits(Cell cell, long most, HostReport host) {
        return cell.demand().fitsIn(host.capacity());
    }

    /** Each reserves the full size of its VMs as long as it runs. */
    record Static() implements Packing {
        public static final Packing INSTANCE = new Static();
    }

    /**
     * Whether each keeps within a budget is to be found out: it counts with that and not with its VMs' full size, and its host's memory
     * guard holds it there. How such a run ends is what was asked for: it is not tried again when it fails.
     *
     * @param limit of all of the campaign's VMs on one host, more than 0
     */
    record Within(ByteSize limit) implements Packing {
        public Within {
            if (limit.bytes() <= 0) {
                throw new IllegalArgumentException("limit: got " + limit + ", want more than 0B");
            }
        }

        @Override
        public Optional<ByteSize> budget() {
            return Optional.of(limit);
        }

        @Override
        public boolean fits(Cell cell, long most, HostReport host) {
            return cell.demand().withoutMemory().fitsIn(host.capacity()) && limit.compareTo(host.budget()) <= 0;
        }
    }

    /**
     * Each counts with what earlier runs of its cell occupied, second by second; one of which nothing is known yet with its full size.
     *
     * @param margin share of a budget that the plan leaves free, 0 or more and less than 1
     * @param quantile of the earlier runs that the prediction shall cover, more than 0 and at most 1
     * @param budget what the campaign's VMs may occupy together on one host; empty: as much as the host's
     */
    record Footprint(double margin, double quantile, Optional<ByteSize> budget) implements Packing {
        @SuppressWarnings("OptionalAssignedToNull") // a field that is missing on the wire
        public Footprint {
            budget = budget == null ? Optional.empty() : budget;
            if (!(margin >= 0 && margin < 1)) {
                throw new IllegalArgumentException("margin: got " + margin + ", want 0 or more and less than 1");
            }
            if (!(quantile > 0 && quantile <= 1)) {
                throw new IllegalArgumentException("quantile: got " + quantile + ", want more than 0 and at most 1");
            }
        }

        @Override
        public Optional<Footprint> footprint(Isolation isolation) {
            return isolation == Isolation.SHARED ? Optional.of(this) : Optional.empty();
        }

        @Override
        public boolean fits(Cell cell, long most, HostReport host) {
            return footprint(cell.isolation()).isPresent()
                    ? cell.demand().withoutMemory().fitsIn(host.capacity()) && most <= own(host.budget())
                    : Packing.super.fits(cell, most, host);
        }

        /** The bytes of a host's budget that the plan may fill. */
        public long usable(ByteSize budget) {
            return (long) Math.floor(budget.bytes() * (1 - margin));
        }

        /** What the campaign's own VMs may fill on a host with such a budget. */
        public long own(ByteSize hostBudget) {
            return usable(budget.filter(own -> own.compareTo(hostBudget) < 0).orElse(hostBudget));
        }
    }
}
