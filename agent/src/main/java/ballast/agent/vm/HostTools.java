package ballast.agent.vm;

import ballast.agent.image.GuestImage;
import ballast.agent.sample.Sampler;
import ballast.model.Accelerator;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * What a host makes VMs with.
 *
 * @param blocking threads that may wait
 */
public record HostTools(
        Path qemu, Path guard, GuestImage image, Accelerator accelerator, Sampler sampler, Executor blocking) {}
