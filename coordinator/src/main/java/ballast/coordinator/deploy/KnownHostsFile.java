package ballast.coordinator.deploy;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;

/**
 * The user's known_hosts: read by JSch, which knows hashed names, patterns and revoked keys; written only at its end, where JSch
 * would write all of it anew and lose what it does not understand.
 */
final class KnownHostsFile {
    private final Path file;

    KnownHostsFile(Path file) {
        this.file = file;
    }

    void readInto(JSch jsch) throws JSchException {
        if (Files.exists(file)) {
            jsch.setKnownHosts(file.toString());
        } else {
            jsch.setKnownHosts(new ByteArrayInputStream(new byte[0]));
        }
    }

    /** A key that the host had, of whatever type: who offers another type has not become a new host by that. */
    static Optional<HostKey> anyKeyOf(JSch jsch, String name) {
        HostKey[] keys = jsch.getHostKeyRepository().getHostKey(name, null);
        return keys == null || keys.length == 0 ? Optional.empty() : Optional.of(keys[0]);
    }

    /** As {@code ssh-keygen -l} prints it. */
    static String fingerprint(HostKey key) {
        byte[] digest = Sha256.algorithm().digest(Base64.getDecoder().decode(key.getKey()));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /** Hosts are met in parallel: one line at a time. */
    static synchronized void add(Path file, String name, HostKey key) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean isEnded =
                    channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
            String line = (isEnded ? "" : "\n") + name + " " + key.getType() + " " + key.getKey() + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            long end = channel.size();
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            if (!lock.isValid()) {
                throw new IOException("the lock of " + file + " was lost");
            }
        }
    }

    Path file() {
        return file;
    }
}
