package ballast.coordinator.exchange;

import ballast.coordinator.exchange.FolderScan.PublishedRun;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.stats.StreamIteration;
import ballast.model.Accelerator;
import ballast.model.ByteSize;
import ballast.model.HostId;
import ballast.model.HostReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * On what and when a published run was measured. Its time has no zone and counts as UTC; where there is none, its meta.json's
 * own counts. The accelerator is KVM, which the artefact always asks for, unless the command line names another. Of cores and
 * memory that are not recorded there are as many as the VM has, and 0 B.
 */
final class PublishedMachine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMdd-HHmmss");

    private final PublishedRun run;
    private final JsonNode sys;

    PublishedMachine(PublishedRun run) {
        this.run = run;
        this.sys = run.meta().path("sys");
    }

    HostReport host() throws IOException {
        String[] uname = sys.path("uname").asText().strip().split("\\s+");
        ByteSize memory = new ByteSize(Math.max(0, sys.at("/meminfo/MemTotal").asLong()));
        return new HostReport(
                new HostId("imported-" + (uname.length > 2 ? uname[1].replaceAll("[^A-Za-z0-9._-]", "-") : "host")),
                cores(),
                memory,
                memory,
                accelerator(),
                versions(uname),
                Map.of(),
                Map.of(),
                List.of());
    }

    private Map<String, String> versions(String[] uname) {
        Map<String, String> versions = new TreeMap<>();
        if (uname.length > 2) {
            versions.put("kernel", uname[2]);
        }
        lscpu("Model name:").ifPresent(model -> versions.put("cpu", model.asText()));
        return versions;
    }

    private int cores() {
        return lscpu("CPU(s):").map(cpus -> cpus.asInt(1)).orElse(run.meta().at("/args/cores").asInt(1));
    }

    private Optional<JsonNode> lscpu(String name) {
        for (JsonNode field : sys.path("lscpu")) {
            if (field.path("field").asText().equals(name)) {
                return Optional.of(field.path("data"));
            }
        }
        return Optional.empty();
    }

    private Accelerator accelerator() throws IOException {
        for (Path file : run.files()) {
            if (file.endsWith("cmd.sh") && Files.readString(file).matches("(?s).*accel[= ]tcg.*")) {
                return Accelerator.TCG;
            }
        }
        return Accelerator.KVM;
    }

    Instant started() throws IOException {
        try {
            return LocalDateTime.parse(sys.path("time").asText(), TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return Files.getLastModifiedTime(run.folder().resolve("meta.json")).toInstant();
        }
    }

    /** @param folder our run's, with its files */
    Instant ended(Path folder) throws IOException {
        double seconds = switch (run.kind()) {
            case MULTIVM -> RawFiles.total(folder, 0);
            case COMPILING -> RawFiles.compilingTimes(folder, 0).drop();
            case STREAM ->
                RawFiles.stream(folder).stream()
                        .mapToDouble(StreamIteration::seconds)
                        .sum();
            default -> Double.NaN;
        };
        return Double.isNaN(seconds) ? started() : started().plus(Duration.ofMillis((long) (seconds * 1000)));
    }
}
