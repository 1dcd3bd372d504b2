package ballast.coordinator.actor;

import ballast.coordinator.results.CampaignRecord;
import ballast.coordinator.results.CommitException;
import ballast.coordinator.results.Measured;
import ballast.coordinator.results.PackingRecord;
import ballast.coordinator.trace.Trace;
import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.GuardStatus;
import ballast.model.HostReport;
import ballast.model.Outcome;
import ballast.model.ResultFile;
import ballast.model.RunId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results store, as the scheduler needs it. Called on threads that may block. */
public interface ResultPort {
    /**
     * Checks an attempt's uploaded files and makes them, and how the attempt ended, durable. May be called again for the same
     * attempt, after a crash too, and then changes nothing.
     *
     * @throws CommitException if the result is not in the store; its remedy says what becomes of it
     */
    void commit(Result result) throws CommitException;

    /**
     * What the stored result of an attempt says in sum.
     *
     * @return empty if it is not there, or this store does not tell
     * @throws IOException if its files cannot be read, or understood
     */
    default Optional<Measured> measure(AttemptId attempt) throws IOException {
        return Optional.empty();
    }

    /**
     * Records that a run was never started; one that has a result keeps it. May be said again.
     *
     * @throws CommitException if that is not in the store
     */
    void skip(RunId run, String reason) throws CommitException;

    /**
     * Takes down a new campaign; one that is there already stays as it is. May be said again.
     *
     * @throws CommitException if it is not in the store, or another campaign has its id there
     */
    void create(CampaignRecord campaign) throws CommitException;

    /**
     * What a campaign has given so far, for people or as JSON.
     *
     * @return empty if the store does not have the campaign
     */
    Optional<String> summary(CampaignId campaign, boolean json) throws IOException;

    /**
     * How often, how long and how far hosts were over a budget while a campaign's runs that have ended ran.
     *
     * @return empty if nobody watched, or nothing has ended
     */
    default Optional<GuardStatus.Breaches> breaches(CampaignId campaign) throws IOException {
        return Optional.empty();
    }

    /**
     * What an attempt at this cell will occupy on such a host: all of its VMs together, from its start to its end.
     *
     * @param quantile of earlier attempts that it shall cover, more than 0 and at most 1
     * @return empty if nothing is known
     */
    Optional<Trace> predict(Cell cell, HostReport host, double quantile) throws IOException;

    /** Takes down what is planned for a campaign, in the place of what was before. */
    void plan(CampaignId campaign, PackingRecord plan) throws IOException;

    /** What was planned for a campaign last; empty if nothing was, or the store does not have it. */
    default Optional<PackingRecord> planned(CampaignId campaign) throws IOException {
        return Optional.empty();
    }

    /** A campaign's figures with their intervals, as the live page reads them; empty if the store does not have it. */
    default Optional<ObjectNode> figures(CampaignId campaign) throws IOException {
        return Optional.empty();
    }

    /** What a run that has ended left, as the live page reads it; empty if it has not, or the store does not have it. */
    default Optional<ObjectNode> run(RunId run) throws IOException {
        return Optional.empty();
    }

    /**
     * A raw file of a run that has ended.
     *
     * @param path parts of its path in the run's folder, which may be anything
     * @return empty if there is none there
     */
    default Optional<Path> file(RunId run, List<String> path) throws IOException {
        return Optional.empty();
    }

    /** Called once all of a campaign's runs have ended and their results are stored, and again if some are retried and end. */
    default void ended(CampaignId campaign) throws IOException {}

    /** Whether {@link #ended} has done its work, for the runs as they have ended by now. */
    default boolean isConcluded(CampaignId campaign) throws IOException {
        return true;
    }

    /** Removes what was uploaded of an attempt; nothing if there is nothing. */
    void discard(AttemptId attempt) throws IOException;

    /**
     * What an attempt gave.
     *
     * @param started when it was given to the host
     * @param ended when its end was heard of
     */
    record Result(
            AttemptId attempt,
            Cell cell,
            HostReport host,
            Outcome outcome,
            List<ResultFile> files,
            Instant started,
            Instant ended) {
        public Result {
            files = List.copyOf(files);
        }
    }
}
