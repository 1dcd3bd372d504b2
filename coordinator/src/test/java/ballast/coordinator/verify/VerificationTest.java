package ballast.coordinator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.coordinator.exchange.OwnResults;
import ballast.coordinator.html.Conclusion;
import ballast.coordinator.results.ResultStore;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.results.StoredCampaign;
import ballast.coordinator.results.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path folder;

    private ResultStore store;
    private StoredCampaign campaign;

    @BeforeEach
    void end() throws Exception {
        campaign = OwnResults.in(folder);
        store = new ResultStore(folder);
        assertThat(Conclusion.write(store, StoreFixture.CAMPAIGN)).isPresent();
    }

    private Verification verify() throws Exception {
        return Verification.of(store, store.find(StoreFixture.CAMPAIGN).orElseThrow());
    }

    private Path file(String benchmark, String name) {
        StoredRun run = campaign.runs().stream()
                .filter(one -> one.cell().benchmark().equals(benchmark))
                .findFirst()
                .orElseThrow();
        return run.path().resolve(name);
    }

    @Test
    void asItWasStored() throws Exception {
        Verification found = verify();
        assertThat(found.differences()).isEmpty();
        assertThat(found.notes()).isEmpty();
        assertThat(found.runs()).isEqualTo(8);
        assertThat(found.files()).isGreaterThan(20);
        assertThat(found.figures()).isGreaterThan(20);
    }

    @Test
    void filesThatWereChangedRemovedOrAdded() throws Exception {
        Path samples = file("compiling", "out_0.csv");
        Files.writeString(samples, Files.readString(samples).replace("1073741824,1000,1", "2147483648,1000,1"));
        Files.delete(file("ftq", "cmd.sh"));
        Files.writeString(file("stream", "more.txt"), "x");
        Verification found = verify();
        assertThat(found.differences())
                .anyMatch(line -> line.contains("out_0.csv: got SHA-256"))
                .anyMatch(line -> line.contains("cmd.sh is missing"))
                .anyMatch(line -> line.contains("more.txt is there, but was not declared"))
                .anyMatch(line -> line.contains("peak_gib: computed 2.0, stored 1.0"));
    }

    @Test
    void whatWasAskedForWasChanged() throws Exception {
        Path spec = file("stream", "spec.json");
        Files.writeString(spec, Files.readString(spec).replace("\"elements\" : 1000", "\"elements\" : 2000"));
        assertThat(verify().differences()).singleElement().asString().contains("spec.json is of");
        Path record = campaign.path().resolve("campaign.json");
        Files.writeString(record, Files.readString(record).replace("\"elements\" : 1000", "\"elements\" : 2000"));
        assertThat(verify().differences()).anyMatch(line -> line.startsWith("campaign.json: cell "));
    }

    @Test
    void figuresThatWereChanged() throws Exception {
        Path figures = campaign.path().resolve("figures/figures.json");
        Files.writeString(
                figures, Files.readString(figures).replace("\"peak_gib\" : 1.0", "\"peak_gib\" : 1.0000000000000002"));
        assertThat(verify().differences())
                .isNotEmpty()
                .allMatch(line -> line.contains("peak_gib: computed 1.0, stored 1.0000000000000002"));
    }

    @Test
    void withoutFiguresOfTheEndOnlyFilesAreVerified() throws Exception {
        Files.delete(campaign.path().resolve("figures/figures.json"));
        Verification found = verify();
        assertThat(found.differences()).isEmpty();
        assertThat(found.figures()).isZero();
        assertThat(found.notes()).singleElement().asString().contains("nothing to hold them against");
    }
}
