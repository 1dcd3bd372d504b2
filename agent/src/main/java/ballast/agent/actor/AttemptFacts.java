package ballast.agent.actor;

import ballast.model.Cell;
import ballast.model.HostReport;
import java.util.Map;

/** What is known of a host before its first attempt, for the coordinator and for {@code meta.json}. */
interface AttemptFacts {
    HostReport report();

    /** Why VMs are executed as they are. */
    String acceleratorReason();

    /**
     * The content of {@code meta.json}.
     *
     * @param resizeSource what resizes were timed by; blank if there were none
     * @param reporting the guest's parameters of free-page reporting, as they were found; empty if there were none
     */
    Map<String, Object> meta(Cell cell, String resizeSource, Map<String, String> reporting);
}
