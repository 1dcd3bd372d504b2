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
                uname.length > 2 ? Map.of("kernel", uname[2]) : Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private int cores() {
        for (JsonNode field : sys.path("lscpu")) {
            if (field.path("field").asText().equals("CPU(s):")) {
                return field.path("data").asInt(1);
            }
        }
        return run.meta().at("/args/cores").asInt(1);
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
