package ballast.coordinator.exchange;

import ballast.coordinator.exchange.ExportPlan.Folder;
import ballast.coordinator.exchange.ExportPlan.Member;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredSpec;
import ballast.coordinator.results.StoredStatus;
import ballast.model.BenchmarkSpec;
import ballast.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code meta.json} of a folder with runs of ours: the artefact's three parts, and ours beside them. */
final class ExportedMeta {
    /** Small, and needed for a figure or an explanation. */
    private static final List<String> FILES = List.of("resizes.csv", "phases.csv", "timing.json");

    private ExportedMeta() {}

    static byte[] of(Folder folder) throws IOException {
        ObjectNode meta = Json.mapper().createObjectNode();
        StoredSpec first = spec(folder.members().get(0));
        JsonNode ours = RawFiles.meta(folder.members().get(0).run().path()).orElse(meta);
        List<BenchmarkSpec> specs = folder.members().stream()
                .map(member -> member.run().cell().spec())
                .toList();
        meta.set("args", ArgsWriter.args(specs, folder.path(), first.host().vfioDevices()));
        meta.set(
                "sys",
                ours.path("sys").isObject() ? ours.get("sys") : Json.mapper().createObjectNode());
        meta.putObject("git").putObject("main").put("commit", "-").put("remote", "-");
        ObjectNode ballast =
                ours.path("ballast").isObject() ? ours.get("ballast").deepCopy() : meta.objectNode();
        meta.set("ballast", ballast);
        var runs = ballast.putArray("runs");
        for (Member member : folder.members()) {
            runs.add(Json.mapper().valueToTree(run(member)));
        }
        return Json.mapper().writeValueAsBytes(meta);
    }

    private static ExportedRun run(Member member) throws IOException {
        var status = (StoredStatus.Ended) member.run().status();
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : FILES) {
            Path file = member.run().path().resolve(name);
            if (Files.exists(file)) {
                files.put(name, Files.readString(file));
            }
        }
        return new ExportedRun(member.place(), spec(member), status.started(), status.ended(), files);
    }

    private static StoredSpec spec(Member member) throws IOException {
        return RawFiles.spec(member.run().path());
    }
}
