package ballast.agent.actor;

import ballast.agent.artefact.Build;
import ballast.agent.config.Artefact.Part;
import ballast.agent.host.HostCheck;
import ballast.agent.host.HostChecks;
import ballast.agent.image.GuestImage;
import ballast.agent.system.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run's figures rest on, in {@code meta.json}: builds and images by their digests, kernels with their configuration, how the host
 * was set when the run ended. Digests are SHA-256 in hexadecimal. What cannot be read is absent. Blocks on files.
 *
 * @param root {@code /}, or a copy of what is below it
 */
record Provenance(Path root) {
    static final Provenance OF_THIS_HOST = new Provenance(Path.of("/"));

    Map<String, Object> of(Build build, GuestImage image) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("qemu", qemu(build));
        all.put("guestKernel", guestKernel(build, image));
        all.put("image", image(image));
        all.put("hostKernel", hostKernel());
        all.put("hostChecks", hostChecks());
        return all;
    }

    /** A QEMU does not tell how it was configured; what it has for reclamation shows it as far as it matters. */
    private static Map<String, Object> qemu(Build build) {
        Map<String, Object> qemu = new LinkedHashMap<>();
        qemu.put("path", build.artefact().qemu().toString());
        qemu.put("version", build.capabilities().version());
        putDigest(qemu, build.digests().get(Part.QEMU.label()));
        qemu.put("devices", build.capabilities().devices().stream().sorted().toList());
        qemu.put("commands", build.capabilities().commands().stream().sorted().toList());
        return qemu;
    }

    private Map<String, Object> guestKernel(Build build, GuestImage image) {
        Optional<Path> own = build.artefact().file(Part.KERNEL);
        Map<String, Object> kernel = new LinkedHashMap<>();
        kernel.put("version", own.isPresent() ? "the artefact's" : image.kernelVersion());
        putDigest(
                kernel,
                own.isPresent()
                        ? build.digests().get(Part.KERNEL.label())
                        : image.digests().get(image.kernel()));
        Path file = own.orElse(image.kernel());
        config(List.of(
                        file.resolveSibling(file.getFileName() + ".config"),
                        file.resolveSibling("config"),
                        file.resolveSibling("config-" + image.kernelVersion())))
                .ifPresent(config -> kernel.put("config", config));
        return kernel;
    }

    private static Map<String, Object> image(GuestImage image) {
        Map<String, String> files = new TreeMap<>();
        image.digests().forEach((file, digest) -> files.put(file.getFileName().toString(), digest));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", image.name());
        all.put("hash", image.hash());
        all.put("sha256", files);
        return all;
    }

    private Map<String, Object> hostKernel() {
        Map<String, Object> kernel = new LinkedHashMap<>();
        text("proc/version").ifPresent(version -> kernel.put("version", version));
        text("proc/cmdline").ifPresent(line -> kernel.put("commandLine", line));
        String release = text("proc/sys/kernel/osrelease").orElse("");
        config(List.of(
                        root.resolve("proc/config.gz"),
                        root.resolve("boot/config-" + release),
                        root.resolve("lib/modules/" + release + "/config")))
                .ifPresent(config -> kernel.put("config", config));
        return kernel;
    }

    /** The first of them that is there. */
    private static Optional<Map<String, String>> config(List<Path> places) {
        for (Path place : places) {
            try {
                if (Files.isRegularFile(place)) {
                    return Optional.of(Map.of("path", place.toString(), "sha256", Sha256.of(place)));
                }
            } catch (IOException e) {
                // not for us to read: as good as not there
            }
        }
        return Optional.empty();
    }

    private Map<String, Object> hostChecks() {
        Map<String, Object> checks = new LinkedHashMap<>();
        for (HostCheck check : new HostChecks(root).read()) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("found", check.found());
            one.put("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
            if (!check.advice().isEmpty()) {
                one.put("advice", check.advice());
            }
            checks.put(check.name(), one);
        }
        return checks;
    }

    private static void putDigest(Map<String, Object> of, String digest) {
        if (digest != null) {
            of.put("sha256", digest);
        }
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
