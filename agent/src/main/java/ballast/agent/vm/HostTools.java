package ballast.agent.vm;

import ballast.agent.guard.AttemptWatch;
import ballast.agent.sample.Sampler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What all VMs of a host share.
 *
 * @param guard the program that starts and ends them
 * @param blocking threads that may wait
 * @param group the {@code cgroup.procs} of the control group that they join; empty: none
 * @param watch of the host's memory guard, for the VMs of one attempt; empty: nobody watches
 */
public record HostTools(
        Path guard, Sampler sampler, Executor blocking, Optional<Path> group, Optional<AttemptWatch> watch) {
    /** For VMs that live in no group and that nobody watches over. */
    public HostTools(Path guard, Sampler sampler, Executor blocking) {
        this(guard, sampler, blocking, Optional.empty(), Optional.empty());
    }

    /** The same for an attempt's VMs. */
    public HostTools with(AttemptWatch attempt) {
        return new HostTools(guard, sampler, blocking, group, Optional.of(attempt));
    }
}
