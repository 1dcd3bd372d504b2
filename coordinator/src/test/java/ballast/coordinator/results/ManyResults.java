package ballast.coordinator.results;

import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.ResultFile;
import ballast.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A large store, as commits leave it, but for the raw files; written without waiting for the disk. */
public final class ManyResults {
    private static final byte[] META =
            "{\"args\":{},\"ballast\":{\"accel\":\"tcg\"},\"guard\":{\"marks\":[],\"breaches\":[]}}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private ManyResults() {}

    /** Every tenth run has failed. */
    public static void make(Path store, int campaigns, int cells, int repetitions) throws IOException {
        List<Cell> all = cells(cells);
        byte[] completed = Json.mapper().writeValueAsBytes(status(true));
        byte[] failed = Json.mapper().writeValueAsBytes(status(false));
        for (int i = 0; i < campaigns; i++) {
            var id = new CampaignId("20261128-%06d-0000".formatted(i));
            List<RunId> plan = new ArrayList<>();
            for (Cell cell : all) {
                IntStream.rangeClosed(1, repetitions).forEach(n -> plan.add(new RunId(id, cell.id(), n)));
            }
            Path folder = Files.createDirectories(store.resolve("many").resolve(id.value()));
            var record = new CampaignRecord(
                    id, "many", "benchmark: inflate\n", all, plan, Map.of(), "me@lab", StoreFixture.STARTED);
            Files.write(folder.resolve(StoreLayout.CAMPAIGN), Json.mapper().writeValueAsBytes(record));
            int number = 0;
            for (RunId run : plan) {
                Path place = Files.createDirectories(StoreLayout.run(folder, run));
                Files.write(place.resolve(StoreLayout.STATUS), number++ % 10 == 9 ? failed : completed);
                Files.write(place.resolve("meta.json"), META);
            }
        }
    }

    private static List<Cell> cells(int count) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(StoreFixture.inflate(Mode.BASE_MANUAL, (1024 + 2 * (i / 2)) + "MiB", i % 2 == 0));
        }
        return cells;
    }

    private static StoredStatus status(boolean completed) {
        List<ResultFile> files = Arrays.stream(new String[] {
                    "cmd.sh", "guest.csv", "meta.json", "out.csv", "out.txt", "phases.csv", "samples.csv"
                })
                .map(name -> new ResultFile(name, 100_000, "0".repeat(64)))
                .toList();
        var host = StoreFixture.HOST;
        return completed
                ? new StoredStatus.Completed(
                        1,
                        host.id(),
                        host.accelerator(),
                        host.driver(),
                        StoreFixture.STARTED,
                        StoreFixture.ENDED,
                        files)
                : new StoredStatus.Failed(
                        1,
                        host.id(),
                        host.accelerator(),
                        host.driver(),
                        StoreFixture.STARTED,
                        StoreFixture.ENDED,
                        ((ballast.model.Outcome.Failed) StoreFixture.FAILED).failure(),
                        files);
    }
}
