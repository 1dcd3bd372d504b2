package ballast.agent.artefact;

import ballast.agent.config.AgentConfig;
import ballast.agent.config.Artefact;
import ballast.agent.config.Artefact.Part;
import ballast.agent.image.GuestImage;
import ballast.agent.qemu.AcceleratorProbe;
import ballast.agent.qemu.Capabilities;
import ballast.agent.qemu.CapabilityProbe;
import ballast.agent.system.KeptDigests;
import ballast.agent.system.Leftovers;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Looks at a host's builds and images at the agent's start. What it finds is kept until the files change. */
public final class Examination {
    /** What a QEMU was found to be. */
    private record Asked(Capabilities capabilities, AcceleratorProbe.Finding accelerator) {}

    private final AgentConfig config;
    private final Path folder;
    private final ExecutorService blocking;
    private final KeptDigests digests;

    /** @param folder the agent's run folder, for the probes' files */
    public Examination(AgentConfig config, Path folder, ExecutorService blocking) {
        this.config = config;
        this.folder = folder;
        this.blocking = blocking;
        this.digests = new KeptDigests(config.cache());
    }

    /** @throws FaultException of kind IMAGE, or HOST for a build that is missing, has a wrong digest or does not run */
    public Builds examine() throws FaultException, IOException, InterruptedException {
        Map<String, GuestImage> images = images(config.images());
        Map<ArtefactKind, Map<String, String>> checked = new EnumMap<>(ArtefactKind.class);
        for (var entry : config.artefacts().entrySet()) {
            checked.put(entry.getKey(), digestsOf(entry.getKey(), entry.getValue()));
        }
        Map<Path, Future<Asked>> asked = new HashMap<>();
        for (Artefact artefact : config.artefacts().values()) {
            asked.computeIfAbsent(artefact.qemu(), qemu -> blocking.submit(() -> ask(qemu)));
        }
        Map<ArtefactKind, Build> builds = new EnumMap<>(ArtefactKind.class);
        for (var entry : config.artefacts().entrySet()) {
            Asked answer = result(asked.get(entry.getValue().qemu()));
            builds.put(
                    entry.getKey(),
                    new Build(entry.getValue(), answer.capabilities, answer.accelerator, checked.get(entry.getKey())));
        }
        return new Builds(builds, images);
    }

    private static Map<String, GuestImage> images(List<Path> folders) throws FaultException {
        Map<String, GuestImage> images = new TreeMap<>();
        for (Path folder : folders) {
            GuestImage image = GuestImage.load(folder);
            if (images.putIfAbsent(image.name(), image) != null) {
                throw new FaultException(
                        FailureKind.IMAGE,
                        "guest images: got two with the name '" + image.name() + "', the second is " + folder
                                + ", want one of each name");
            }
        }
        return images;
    }

    private Map<String, String> digestsOf(ArtefactKind kind, Artefact artefact) throws FaultException {
        Map<String, String> found = new TreeMap<>();
        for (var entry : artefact.files().entrySet()) {
            String got = digest(kind, entry.getKey(), entry.getValue());
            String want = artefact.digests().getOrDefault(entry.getKey(), got);
            if (!got.equals(want)) {
                throw new FaultException(
                        FailureKind.HOST,
                        "artefact " + kind + ": " + entry.getKey().label() + " " + entry.getValue()
                                + ": got SHA-256 " + got + ", want " + want
                                + "; put the file there that was meant, or correct sha256 in the artefacts file");
            }
            found.put(entry.getKey().label(), got);
        }
        return found;
    }

    private String digest(ArtefactKind kind, Part part, Path file) throws FaultException {
        try {
            return digests.of(file);
        } catch (IOException e) {
            String why = Files.notExists(file) ? "no such file" : e.toString();
            throw new FaultException(
                    FailureKind.HOST,
                    part == Part.QEMU
                            ? "cannot execute QEMU, " + file + ": " + why + "; install it (Debian: qemu-system-x86)"
                            : "artefact " + kind + ": cannot read its " + part.label() + ", " + file + ": " + why
                                    + "; correct the path in the artefacts file",
                    e);
        }
    }

    private Asked ask(Path qemu) throws FaultException, IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "probe");
        Capabilities capabilities = new CapabilityProbe(qemu, config.guard(), config.cache()).find(own);
        var accelerator = new AcceleratorProbe(qemu, config.guard(), config.cache()).find(own);
        Leftovers.delete(own);
        return new Asked(capabilities, accelerator);
    }

    private static Asked result(Future<Asked> asked) throws FaultException, IOException, InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaultException fault) {
                throw fault;
            }
            if (e.getCause() instanceof IOException error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
