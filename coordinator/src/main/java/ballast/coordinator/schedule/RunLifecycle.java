package ballast.coordinator.schedule;

import ballast.coordinator.schedule.RunState.Completed;
import ballast.coordinator.schedule.RunState.Failed;
import ballast.coordinator.schedule.RunState.Running;
import ballast.coordinator.schedule.RunState.Skipped;
import ballast.coordinator.schedule.RunState.Waiting;
import ballast.coordinator.schedule.ScheduleEvent.AttemptCompleted;
import ballast.coordinator.schedule.ScheduleEvent.AttemptEvent;
import ballast.coordinator.schedule.ScheduleEvent.AttemptFailed;
import ballast.coordinator.schedule.ScheduleEvent.AttemptLost;
import ballast.coordinator.schedule.ScheduleEvent.AttemptRetried;
import ballast.coordinator.schedule.ScheduleEvent.AttemptSkipped;
import ballast.coordinator.schedule.ScheduleEvent.AttemptStarted;
import ballast.coordinator.schedule.ScheduleEvent.RunRetried;
import ballast.coordinator.schedule.ScheduleEvent.RunSkipped;

/**
 * The life of a run.
 *
 * <pre>
 * Waiting(n)   AttemptStarted(n+1)   → Running(n+1)
 * Waiting(n)   RunSkipped            → Skipped(n)
 * not ended(n) CampaignCancelled     → Skipped(n)
 * Failed(n)    RunRetried            → Waiting(n)
 * Skipped(n)   RunRetried            → Waiting(n)
 * Running(n)   AttemptCompleted(n)   → Completed
 * Running(n)   AttemptFailed(n)      → Failed
 * Running(n)   AttemptSkipped(n)     → Skipped(n)
 * Running(n)   AttemptLost(n)        → Waiting(n)
 * Running(n)   AttemptRetried(n)     → Waiting(n)
 * any          of an attempt below n → the same state
 * all others   refused
 * </pre>
 */
final class RunLifecycle {
    private RunLifecycle() {}

    static RunState skip(RunState state, RunSkipped event) {
        if (state instanceof Waiting waiting) {
            return new Skipped(event.reason(), waiting.attempts());
        }
        throw new IllegalEventException(state.toString(), event);
    }

    static RunState cancel(RunState state) {
        return state instanceof Waiting || state instanceof Running
                ? new Skipped("cancelled by the user", latestAttempt(state), true)
                : state;
    }

    /** The number goes on where it was, so that what is left of earlier attempts stays fenced off. */
    static RunState retry(RunState state, RunRetried event) {
        if (state instanceof Failed || state instanceof Skipped) {
            return new Waiting(latestAttempt(state));
        }
        throw new IllegalEventException(state.toString(), event);
    }

    static RunState next(RunState state, AttemptEvent event) {
        int number = event.attempt().number();
        if (number < latestAttempt(state)) {
            return state;
        }
        if (state instanceof Waiting waiting
                && event instanceof AttemptStarted started
                && number == waiting.attempts() + 1) {
            return new Running(started.attempt(), started.host(), started.at());
        }
        if (state instanceof Running running && number == running.attempt().number()) {
            return end(running, event);
        }
        throw new IllegalEventException(state.toString(), event);
    }

    private static RunState end(Running running, AttemptEvent event) {
        if (event instanceof AttemptCompleted) {
            return new Completed(running.attempt(), running.host(), running.since(), event.at());
        }
        if (event instanceof AttemptFailed failed) {
            return new Failed(running.attempt(), running.host(), failed.failure(), running.since(), event.at());
        }
        if (event instanceof AttemptSkipped skipped) {
            return new Skipped(skipped.reason(), running.attempt().number());
        }
        if (event instanceof AttemptLost || event instanceof AttemptRetried) {
            return new Waiting(running.attempt().number());
        }
        throw new IllegalEventException(running.toString(), event);
    }

    /** Number of the newest attempt that was made; 0 if there was none. */
    private static int latestAttempt(RunState state) {
        if (state instanceof Waiting waiting) {
            return waiting.attempts();
        }
        if (state instanceof Running running) {
            return running.attempt().number();
        }
        if (state instanceof Completed completed) {
            return completed.attempt().number();
        }
        if (state instanceof Skipped skipped) {
            return skipped.attempts();
        }
        return state instanceof Failed failed ? failed.attempt().number() : 0;
    }
}
