package ballast.agent.vm;

import ballast.agent.sample.Sampler;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What all VMs of a host share.
 *
 * @param blocking threads that may wait
 */
public record HostTools(Path guard, Sampler sampler, Executor blocking) {}
