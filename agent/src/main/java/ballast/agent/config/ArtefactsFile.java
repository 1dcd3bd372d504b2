package ballast.agent.config;

import ballast.agent.config.Artefact.Part;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.settings.Section;
import ballast.settings.SettingsException;
import ballast.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The file that sets up artefacts. Paths count from its folder; whether the files are there is seen at the agent's start.
 *
 * <pre>
 * artefacts:
 *   llfree:
 *     qemu: llfree/qemu-system-x86_64
 *     kernel: llfree/bzImage
 *     sha256:
 *       qemu: 9f86d081…
 * </pre>
 */
public final class ArtefactsFile {
    private static final String TOP = "artefacts";
    private static final String DIGESTS = "sha256";

    private ArtefactsFile() {}

    /** @throws FaultException of kind HOST with all that is wrong, a line each */
    public static Map<ArtefactKind, Artefact> read(Path path) throws FaultException {
        Map<ArtefactKind, Artefact> artefacts = new EnumMap<>(ArtefactKind.class);
        try {
            SettingsFile file = SettingsFile.open(path);
            Section top = file.top(List.of(TOP));
            if (!top.has(TOP)) {
                top.required(TOP, "kinds with their builds", Function.identity());
            }
            top.section(TOP, ArtefactKind.labels()).ifPresent(kinds -> {
                for (ArtefactKind kind : ArtefactKind.values()) {
                    artefact(file, kinds, kind).ifPresent(artefact -> artefacts.put(kind, artefact));
                }
            });
            file.check();
        } catch (SettingsException e) {
            throw new FaultException(FailureKind.HOST, "artefacts file " + e.getMessage(), e);
        }
        return artefacts;
    }

    private static Optional<Artefact> artefact(SettingsFile file, Section kinds, ArtefactKind kind) {
        List<String> known = new ArrayList<>(Part.labels());
        known.add(DIGESTS);
        return kinds.section(kind.label(), known).flatMap(section -> {
            Map<Part, Path> files = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                section.value(part.label(), "a path", file::resolve).ifPresent(path -> files.put(part, path));
            }
            Map<Part, String> digests = digests(section);
            if (!section.has(Part.QEMU.label())) {
                section.required(Part.QEMU.label(), "the path of a QEMU", file::resolve);
            }
            return files.containsKey(Part.QEMU)
                    ? section.check(DIGESTS, () -> new Artefact(files, digests))
                    : Optional.empty();
        });
    }

    private static Map<Part, String> digests(Section section) {
        Map<Part, String> digests = new EnumMap<>(Part.class);
        section.section(DIGESTS, Part.labels()).ifPresent(given -> {
            for (Part part : Part.values()) {
                given.value(part.label(), "64 hexadecimal digits", text -> digest(section, part, text))
                        .ifPresent(digest -> digests.put(part, digest));
            }
        });
        return digests;
    }

    private static String digest(Section section, Part part, String text) {
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("got '" + text + "', want 64 hexadecimal digits");
        }
        if (!section.has(part.label())) {
            throw new IllegalArgumentException("got a digest, want the file, too");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
