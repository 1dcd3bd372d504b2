package ballast.agent.image;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import ballast.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A guest image, from the {@code image.json} in its folder.
 *
 * @param disk qcow2; empty for an image that lives in its initramfs
 * @param kernelArguments words that its kernel must be told
 * @param provides what workloads may need of it
 * @param guestAgentPort name of the virtio-serial port that its statistics program serves; empty for images without one
 * @param digests SHA-256 of its files as they were built, in hexadecimal
 */
public record GuestImage(
        String name,
        String hash,
        Path kernel,
        Path initrd,
        Optional<Path> disk,
        List<String> kernelArguments,
        Set<String> provides,
        String kernelVersion,
        Ssh ssh,
        Optional<String> guestAgentPort,
        Map<Path, String> digests) {
    /** The folder that an image's builder makes. */
    private static final Pattern BUILT = Pattern.compile("([a-z]+)-[0-9a-f]{12}");

    /** In images that do not say what they provide: these are older than the field. */
    private static final Set<String> ALL_HAVE = Set.of("write", "stream", "ftq");

    private static final String ALGORITHM = "sha256:";

    public GuestImage {
        kernelArguments = List.copyOf(kernelArguments);
        provides = Set.copyOf(provides);
        digests = Map.copyOf(digests);
    }

    /**
     * How to log in.
     *
     * @param hostKey the guest's public key, {@code ssh-ed25519 AAAA…}: made with the image, so that it can be checked
     */
    public record Ssh(String user, Path privateKey, String hostKey) {}

    private record Description(
            int format,
            String name,
            String hash,
            String kernel,
            String initrd,
            String disk,
            List<String> kernelArguments,
            List<String> provides,
            String kernelVersion,
            SshDescription ssh,
            AgentDescription guestAgent,
            Map<String, String> files) {}

    private record SshDescription(String user, String privateKey, String hostKey) {}

    private record AgentDescription(String port) {}

    /** @throws FaultException of kind IMAGE: no image there, not readable, of another format, or a file of it is missing */
    public static GuestImage load(Path folder) throws FaultException {
        Path file = folder.resolve("image.json");
        try {
            var read = Json.mapper().readValue(file.toFile(), Description.class);
            if (read == null || read.format != 1) {
                throw fault(
                        file, file + ": format: got " + (read == null ? "nothing" : read.format) + ", want 1", null);
            }
            SshDescription ssh = present(file, "ssh", read.ssh);
            return new GuestImage(
                    present(file, "name", read.name),
                    present(file, "hash", read.hash),
                    readable(folder, present(file, "kernel", read.kernel)),
                    readable(folder, present(file, "initrd", read.initrd)),
                    read.disk == null ? Optional.empty() : Optional.of(readable(folder, read.disk)),
                    read.kernelArguments == null ? List.of() : read.kernelArguments,
                    read.provides == null ? ALL_HAVE : Set.copyOf(read.provides),
                    present(file, "kernelVersion", read.kernelVersion),
                    new Ssh(
                            present(file, "ssh.user", ssh.user),
                            readable(folder, present(file, "ssh.privateKey", ssh.privateKey)),
                            present(file, "ssh.hostKey", ssh.hostKey)),
                    Optional.ofNullable(read.guestAgent).map(AgentDescription::port),
                    digests(folder, read.files == null ? Map.of() : read.files));
        } catch (JsonProcessingException e) {
            throw fault(
                    file,
                    file + ":" + e.getLocation().getLineNr() + ": not a description of an image: "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            String why = Files.notExists(file) ? "no such file" : e.toString();
            throw fault(file, "guest image: " + file + ": " + why, e);
        }
    }

    private static Map<Path, String> digests(Path folder, Map<String, String> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(file -> folder.resolve(file.getKey()), file -> hexadecimal(file.getValue())));
    }

    private static String hexadecimal(String digest) {
        return digest.startsWith(ALGORITHM) ? digest.substring(ALGORITHM.length()) : digest;
    }

    private static <T> T present(Path file, String field, T value) throws FaultException {
        if (value == null) {
            throw fault(file, file + ": " + field + ": missing", null);
        }
        return value;
    }

    private static Path readable(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    private static FaultException fault(Path file, String what, Throwable cause) {
        Matcher named = BUILT.matcher(String.valueOf(file.getParent().getFileName()));
        String name = named.matches() ? named.group(1) : "mini";
        return new FaultException(FailureKind.IMAGE, what + "; build it with: ballast image build " + name, cause);
    }
}
