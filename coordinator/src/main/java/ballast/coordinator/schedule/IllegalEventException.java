package ballast.coordinator.schedule;

/** An event that cannot happen in this state: a bug, or a journal that two coordinators wrote. */
public final class IllegalEventException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    IllegalEventException(String state, ScheduleEvent event) {
        super("event " + describe(event) + " is not possible in state " + state);
    }

    /** Without the runs of a submission, which may be thousands. */
    private static String describe(ScheduleEvent event) {
        return event instanceof ScheduleEvent.CampaignSubmitted submitted
                ? "CampaignSubmitted[campaign=" + submitted.campaign() + ", runs="
                        + submitted.runs().size() + "]"
                : event.toString();
    }
}
