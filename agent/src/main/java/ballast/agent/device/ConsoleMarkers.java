package ballast.agent.device;

import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Finds the stamps that the published artefact's builds print around a resize, to the guest's console or QEMU's stderr:
 * {@code virtio_balloon_start N}, {@code llfree_balloon_end N}, {@code virtio_mem_config at N}, N in nanoseconds.
 */
public final class ConsoleMarkers {
    /** How far the files had been written. */
    public record Position(List<Long> lengths) {}

    private static final Pattern START = Pattern.compile(
            "(?:virtio_balloon_start|llfree_balloon_start|virtio_mem_config at)\\D{0,20}?(\\d+)(?: ns)?\\s*$");
    private static final Pattern END =
            Pattern.compile("(?:virtio_balloon_end|llfree_balloon_end|virtio_mem_end)\\D{0,20}?(\\d+)(?: ns)?\\s*$");

    private final List<Path> files;

    public ConsoleMarkers(Path... files) {
        this.files = List.of(files);
    }

    public Position position() {
        return new Position(files.stream().map(file -> file.toFile().length()).toList());
    }

    /**
     * The time between the last start and the end behind it in the whole lines written since; empty on stock builds, and for a
     * resize that changed nothing, which prints no end.
     */
    public Optional<Duration> since(Position mark) throws FaultException {
        for (int i = 0; i < files.size(); i++) {
            Optional<Duration> found = lastPair(linesSince(files.get(i), mark.lengths.get(i)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Optional<Duration> lastPair(List<String> lines) {
        OptionalLong start = OptionalLong.empty();
        Optional<Duration> pair = Optional.empty();
        for (String line : lines) {
            var startStamp = START.matcher(line);
            var endStamp = END.matcher(line);
            if (startStamp.find()) {
                pair = Optional.empty();
                start = OptionalLong.of(Long.parseLong(startStamp.group(1)));
            } else if (endStamp.find() && start.isPresent()) {
                pair = Optional.of(Duration.ofNanos(Long.parseLong(endStamp.group(1)) - start.getAsLong()));
            }
        }
        return pair;
    }

    private static List<String> linesSince(Path file, long position) throws FaultException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, in.length() - position))];
            in.seek(position);
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // a console is written byte by byte: behind the last line's end a stamp may lack digits
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new FaultException(FailureKind.HOST, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
