package ballast.coordinator.deploy;

import ballast.coordinator.deploy.CoordinatorClient.HostView;
import ballast.coordinator.deploy.RemoteFile.Mode;
import ballast.model.HostId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings a release onto one host and sees its agent join. */
final class Rollout {
    private static final int LOG_LINES = 20;
    /** A draining agent has joined, too. */
    private static final Set<String> JOINED = Set.of("ready", "draining", "spool full");

    private final HostWork work;
    private final HostId id;
    private final CoordinatorClient coordinator;
    private final HostFacts facts;
    private final Duration joinTimeout;

    Rollout(HostWork work, CoordinatorClient coordinator, HostFacts facts, Duration joinTimeout) {
        this.work = work;
        this.id = work.host().id();
        this.coordinator = coordinator;
        this.facts = facts;
        this.joinTimeout = joinTimeout;
    }

    /** Installs and starts; an agent that runs the same already is left alone. */
    HostReport up(Bundle bundle) throws DeployException, InterruptedException {
        Release release = release(bundle);
        Optional<String> old = work.current();
        boolean changed = work.put(release.files());
        if (old.isPresent() && old.get().equals(release.digest()) && !changed && work.isRunning(facts)) {
            awaitJoin(Optional.empty());
            return HostReport.done(id, "release " + release.digest() + " runs already");
        }
        restart(release.digest());
        prune(release.digest(), old);
        return HostReport.done(id, "release " + release.digest() + " joined");
    }

    /** Lets what runs there end first, and goes back to the old release if the new one does not join. */
    HostReport upgrade(Bundle bundle, Duration drainTimeout) throws DeployException, InterruptedException {
        String old = work.current()
                .orElseThrow(() -> new DeployException("nothing is installed in "
                        + work.host().install() + " there, want a release to upgrade from; type: ballast deploy up"));
        Release release = release(bundle);
        boolean changed = work.put(release.files());
        if (old.equals(release.digest()) && !changed && work.isRunning(facts)) {
            awaitJoin(Optional.empty());
            return HostReport.done(id, "release " + old + " runs already");
        }
        coordinator.drain(id);
        try {
            awaitIdle(drainTimeout);
            exchange(old, release.digest());
        } catch (DeployException e) {
            throw undrainedAfter(e);
        }
        coordinator.undrain(id);
        prune(release.digest(), Optional.of(old));
        return HostReport.done(id, "upgraded from release " + old + " to " + release.digest());
    }

    /** The first failure is the one to tell of. */
    private DeployException undrainedAfter(DeployException failure) throws InterruptedException {
        try {
            coordinator.undrain(id);
            return failure;
        } catch (DeployException e) {
            return new DeployException(
                    failure.getMessage() + "; and it is still draining: " + e.getMessage(), failure.details(), failure);
        }
    }

    private Release release(Bundle bundle) throws DeployException {
        try {
            Release release = Release.of(work.host(), bundle);
            List<RemoteFile> files = new ArrayList<>(release.files());
            if (facts.systemd()) {
                files.add(RemoteFile.of(
                        "/etc/systemd/system/ballast-agent.service",
                        Mode.READABLE,
                        unit(work.host().install())));
            }
            return new Release(release.digest(), files);
        } catch (IOException e) {
            throw new DeployException("cannot read what to upload: " + e, e);
        }
    }

    /** @param install of plain characters only */
    static String unit(String install) {
        return Scripts.text("ballast-agent.service").replace("/opt/ballast/", install + "/");
    }

    private void exchange(String old, String digest) throws DeployException, InterruptedException {
        try {
            restart(digest);
        } catch (DeployException e) {
            work.say("release " + digest + " failed, going back to " + old);
            String after;
            try {
                restart(old);
                after = "rolled back to release " + old + ", which joined";
            } catch (DeployException again) {
                after = "rolled back to release " + old + ", and that failed, too: " + again.getMessage();
            }
            throw new DeployException("release " + digest + ": " + e.getMessage() + "; " + after, e.details(), e);
        }
    }

    private void restart(String digest) throws DeployException, InterruptedException {
        work.stop(facts);
        Optional<Instant> before = lastContact();
        work.switchTo(digest);
        work.start(facts);
        work.say("release " + digest + " started, waiting for it to join");
        awaitJoin(before);
    }

    /** A coordinator that cannot be asked is told of when we wait for the agent to join. */
    private Optional<Instant> lastContact() throws InterruptedException {
        try {
            return coordinator.host(id).flatMap(HostView::lastContact);
        } catch (DeployException e) {
            return Optional.empty();
        }
    }

    /** @param before when the coordinator last heard of the agent that ran before: until it has news, it knows only that one */
    private void awaitJoin(Optional<Instant> before) throws DeployException, InterruptedException {
        String[] seen = {"the coordinator never heard of it"};
        Optional<Boolean> joined = Polling.until(joinTimeout, () -> {
            try {
                Optional<HostView> view = coordinator.host(id);
                view.ifPresent(host -> seen[0] = "the coordinator says " + host);
                boolean isNews = view.flatMap(HostView::lastContact)
                        .flatMap(contact -> before.map(contact::isAfter))
                        .orElse(true);
                if (view.isPresent() && isNews && JOINED.contains(view.get().state())) {
                    return Optional.of(true);
                }
                if (view.isPresent() && !isNews) {
                    seen[0] += ", of the agent before";
                }
            } catch (DeployException e) {
                seen[0] = e.getMessage();
            }
            return work.isRunning(facts) ? Optional.empty() : Optional.of(false);
        });
        if (!joined.orElse(false)) {
            String what = joined.isPresent()
                    ? "the agent ended by itself"
                    : "the agent did not join within " + joinTimeout.toSeconds() + " s: " + seen[0];
            throw new DeployException(what, work.log(facts, LOG_LINES), null);
        }
    }

    private void awaitIdle(Duration timeout) throws DeployException, InterruptedException {
        work.say("draining");
        int[] running = {0};
        Optional<Boolean> idle = Polling.until(timeout, () -> {
            Optional<HostView> view = coordinator.host(id);
            running[0] = view.map(HostView::running).orElse(0);
            // While it is ready, a start may be on its way; and of a silent one there is no news to wait for.
            String state = view.map(HostView::state).orElse("silent");
            boolean isIdle = running[0] == 0 && !state.equals("ready");
            return isIdle || state.equals("silent") ? Optional.of(true) : Optional.empty();
        });
        if (idle.isEmpty()) {
            throw new DeployException("still runs " + running[0] + " attempts after " + timeout.toSeconds()
                    + " s of draining, left as it was; try again later or with a longer --drain-timeout");
        }
    }

    /** What it makes room for is worth less than the deployment that worked. */
    private void prune(String digest, Optional<String> old) throws InterruptedException {
        try {
            work.prune(digest, old.orElse(digest));
        } catch (DeployException e) {
            work.say("old releases are still there: " + e.getMessage());
        }
    }
}
