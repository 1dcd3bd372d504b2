package ballast.coordinator.compare;

import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.model.CampaignId;
import ballast.model.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A campaign of inflate whose shrink rates are given: each run has one iteration of 1 GiB. */
public final class MeasuredCampaign {
    private final ResultStore store;
    private final CampaignId id;
    private final List<StoreFixture.Ran> runs = new ArrayList<>();

    public MeasuredCampaign(Path root, String id) {
        this.store = new ResultStore(root);
        this.id = new CampaignId(id);
    }

    /** A run for each rate, in GiB/s. */
    public MeasuredCampaign shrinks(Cell cell, double... rates) {
        for (double rate : rates) {
            runs.add(new StoreFixture.Ran(cell, next(cell), StoreFixture.COMPLETED, files(rate, "{}")));
        }
        return this;
    }

    public MeasuredCampaign disturbed(Cell cell, double rate) {
        String meta = "{\"guard\":{\"marks\":[\"paused\"],\"breaches\":[]}}";
        runs.add(new StoreFixture.Ran(cell, next(cell), StoreFixture.COMPLETED, files(rate, meta)));
        return this;
    }

    public MeasuredCampaign failed(Cell cell) {
        runs.add(new StoreFixture.Ran(cell, next(cell), StoreFixture.FAILED, Map.of("meta.json", "{}")));
        return this;
    }

    private int next(Cell cell) {
        return 1 + (int) runs.stream().filter(run -> run.cell().equals(cell)).count();
    }

    private static Map<String, String> files(double rate, String meta) {
        long nanos = Math.round(1e9 / rate);
        return Map.of(
                "meta.json",
                meta,
                "out.csv",
                String.format(Locale.ROOT, "shrink,grow,touch,touch2\n%d,1000000000,nan,nan\n", nanos),
                "resizes.csv",
                String.format(Locale.ROOT, """
                        iteration,direction,from,to,reached,ns,source
                        1,shrink,2147483648,1073741824,1073741824,%d,qmp
                        1,grow,1073741824,2147483648,2147483648,1000000000,qmp
                        """, nanos),
                "samples.csv",
                "time,rss,ram,target\n0.0,1073741824,0,0\n60.0,1073741824,0,0\n");
    }

    public StoredCampaign commit(String name) throws Exception {
        return StoreFixture.commit(store, id, name, runs);
    }
}
