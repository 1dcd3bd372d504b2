package ballast.coordinator.schedule;

import ballast.model.SpoolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a host is given work.
 *
 * @param reasons why it is not, in words that may follow its name; none if it is ready
 */
public record Readiness(State state, List<String> reasons) {
    /** The first that holds, in this order from the last one up. */
    public enum State {
        /** It is given work. */
        READY,
        /** Its results would find no room. */
        SPOOL_FULL,
        /** A user wants that it gets nothing new. */
        DRAINING,
        /** It was not heard of lately. */
        SILENT,
        /** It was not let in. */
        REFUSED;

        /** In lower case, with spaces: {@code spool full}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Readiness {
        reasons = List.copyOf(reasons);
    }

    /** @param draining whether a user wants that it gets nothing new */
    public static Readiness of(Fleet.Host host, boolean draining) {
        State state = State.READY;
        List<String> reasons = new ArrayList<>();
        if (host.spool().filter(SpoolUse::full).isPresent()) {
            state = State.SPOOL_FULL;
            reasons.add(spoolFull(host));
        }
        if (draining) {
            state = State.DRAINING;
            reasons.add(0, "drained by a user: gets nothing new until: ballast hosts --undrain " + host.id());
        }
        if (!host.answers()) {
            state = State.SILENT;
            reasons.add(0, "not heard of since " + host.lastContact());
        }
        return new Readiness(state, reasons);
    }

    private static String spoolFull(Fleet.Host host) {
        SpoolUse use = host.spool().orElseThrow();
        return "its spool is " + use.percent() + " % full (" + use.toHumanText()
                + "): let the coordinator take the results that wait there, or set a larger spool-limit";
    }

    /** What a host that was not let in is told. */
    public static Readiness refused(String reason) {
        return new Readiness(State.REFUSED, List.of(reason));
    }

    public boolean takesWork() {
        return state == State.READY;
    }
}
