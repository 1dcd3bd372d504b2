package ballast.coordinator.schedule;

import ballast.coordinator.trace.Trace;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.Demand;
import ballast.model.HostReport;
import ballast.model.Isolation;
import ballast.model.Packing.Footprint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What one host carries while a plan is made; changes as the plan grows. */
final class HostLoad {
    private final Fleet.Host host;
    private final Readiness readiness;
    private final Occupancy all = new Occupancy();
    private final Map<CampaignId, Occupancy> packed = new HashMap<>();
    /** Who did not fit since something was added: its like need not try. */
    private final Set<Like> full = new HashSet<>();

    private Demand used = Demand.NOTHING;
    /** The largest of those who are packed by footprint here. */
    private double margin;

    private boolean exclusive;
    private int attempts;

    /** What makes runs alike to a host. */
    private record Like(CampaignId campaign, CellId cell) {
        static Like of(Need need) {
            return new Like(need.campaign(), need.cell().id());
        }
    }

    HostLoad(Fleet.Host host, boolean draining) {
        this.host = host;
        this.readiness = Readiness.of(host, draining);
    }

    HostReport report() {
        return host.report();
    }

    /** Whether it may be given anything at all. */
    boolean takesWork() {
        return readiness.takesWork();
    }

    int attempts() {
        return attempts;
    }

    /** Begins now. */
    void add(Need need) {
        add(need, Duration.ZERO);
    }

    /** Runs since a while. What has outlived its prediction stays at its peak until it ends. */
    void add(Need need, Instant since, Instant now) {
        add(need, since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO);
    }

    private void add(Need need, Duration age) {
        int second = seconds(age, report());
        Optional<Trace> rest =
                need.trace(report()).filter(trace -> second < trace.seconds()).map(trace -> trace.after(second));
        add(all, need, rest);
        need.footprint().ifPresent(footprint -> {
            margin = Math.max(margin, footprint.margin());
            add(packed.computeIfAbsent(need.campaign(), id -> new Occupancy()), need, rest);
        });
        used = used.plus(need.cell().demand());
        exclusive |= need.cell().isolation() == Isolation.EXCLUSIVE;
        attempts++;
        full.clear();
    }

    private void add(Occupancy to, Need need, Optional<Trace> rest) {
        rest.ifPresentOrElse(to::add, () -> to.addSteady(need.most(report())));
    }

    /** Of a run's own time that has gone by on this host. */
    static int seconds(Duration age, HostReport host) {
        return (int) Math.min(Integer.MAX_VALUE, age.toMillis() * host.speed() / 1000);
    }

    /** Something runs there of which nothing is known: nobody may join it. */
    void addUnknown() {
        exclusive = true;
        attempts++;
    }

    boolean couldEverTake(Need need) {
        return need.couldEverBeMetBy(report());
    }

    boolean canTakeNow(Need need) {
        if (!takesWork() || exclusive || full.contains(Like.of(need))) {
            return false;
        }
        boolean can = couldEverTake(need)
                && (need.cell().isolation() == Isolation.EXCLUSIVE ? attempts == 0 : hasCores(need) && hasMemory(need));
        if (!can) {
            full.add(Like.of(need));
        }
        return can;
    }

    boolean hasCores(Need need) {
        Demand both = used.plus(need.cell().demand()).withoutMemory();
        return both.fitsIn(report().capacity());
    }

    private boolean hasMemory(Need need) {
        long most = usable(need);
        Optional<Trace> trace = need.trace(report());
        boolean fits =
                trace.map(predicted -> all.fits(predicted, most)).orElseGet(() -> all.fitsSteady(need.size(), most));
        return fits
                && need.footprint()
                        .map(footprint -> hasOwn(need, footprint, trace))
                        .orElse(true);
    }

    private boolean hasOwn(Need need, Footprint footprint, Optional<Trace> trace) {
        Occupancy own = packed.getOrDefault(need.campaign(), new Occupancy());
        long most = footprint.own(report().budget());
        return trace.map(predicted -> own.fits(predicted, most)).orElseGet(() -> own.fitsSteady(need.size(), most));
    }

    /** Of the budget, with the largest margin of those who are there and the one who comes. */
    private long usable(Need need) {
        double share = Math.max(margin, need.footprint().map(Footprint::margin).orElse(0.0));
        return (long) Math.floor(report().budget().bytes() * (1 - share));
    }

    /** When there is memory for it, as far as can be foreseen, in s of a run's time from now on. */
    OptionalInt memoryFrom(Need need) {
        Trace trace = need.trace(report()).orElseGet(() -> Trace.constant(need.size(), 1));
        OptionalInt here = all.earliest(trace, usable(need));
        OptionalInt own = need.footprint()
                .map(footprint -> packed.getOrDefault(need.campaign(), new Occupancy())
                        .earliest(trace, footprint.own(report().budget())))
                .orElse(OptionalInt.of(0));
        return here.isPresent() && own.isPresent()
                ? OptionalInt.of(Math.max(here.getAsInt(), own.getAsInt()))
                : OptionalInt.empty();
    }

    /** Bytes of the budget that nobody uses now; negative if a host now reports less than was given away. */
    long freeBytes() {
        return report().budget().bytes() - all.at(0);
    }
}
