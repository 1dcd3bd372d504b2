package ballast.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ballast.agent.system.Leftovers;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Failure;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Packing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every view of the live page in Debian's Chromium: it is clicked, and waited for until live values change. */
final class PageIT {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final CampaignId MATRIX = new CampaignId("20261128-120000-aaaa");
    private static final CampaignId PACKED = new CampaignId("20261128-120001-bbbb");
    private static final String RUNNING = "#/campaigns/" + PACKED;
    private static final Cell SHRUNK = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Path folder;
    private static PageLab lab;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> missing = Browser.missing();
        missing.ifPresent(what -> System.out.println("PageIT is skipped: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        folder = Files.createTempDirectory("blst");
        lab = new PageLab(folder.resolve("store"));
        lab.host(new LivelyAgent.Script(
                Samples.host("alpha", 4, ByteSize.gib(6)), Duration.ofSeconds(15), PageIT::outcome));
        lab.host(new LivelyAgent.Script(
                Samples.host("beta", 8, ByteSize.gib(8)), Duration.ofSeconds(16), PageIT::outcome));
        List<Cell> inflates = new ArrayList<>();
        for (Mode mode : List.of(Mode.BASE_MANUAL, Mode.VIRTIO_MEM, Mode.LLFREE_MANUAL)) {
            for (boolean nofault : List.of(false, true)) {
                inflates.addAll(Collections.nCopies(2, StoreFixture.inflate(mode, "1GiB", nofault)));
            }
        }
        lab.submit(MATRIX, "inflate", inflates, Packing.Static.INSTANCE);
        browser = new Browser(folder.resolve("profile"), SCREENSHOTS);
        awaitEnd("inflate");
        // goes on for as long as the tests do
        Cell shared = StoreFixture.multivm(Mode.BASE_AUTO, true);
        lab.submit(
                PACKED, "packed", Collections.nCopies(400, shared), new Packing.Footprint(0.05, 0.9, Optional.empty()));
    }

    private static Outcome outcome(ballast.model.AttemptId attempt) {
        boolean fails = attempt.run().repetition() == 2 && attempt.run().cell().equals(SHRUNK.id());
        return fails
                ? new Outcome.Failed(new Failure(
                        FailureKind.WORKLOAD,
                        "the tool ended with code 3",
                        List.of("console: Out of memory: <b>Killed</b>")))
                : new Outcome.Completed();
    }

    private static void awaitEnd(String campaign) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> get("/api/campaigns/" + campaign).contains("\"ended\":true"));
    }

    private static String get(String path) throws Exception {
        return answer(path).body();
    }

    private static HttpResponse<String> answer(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(lab.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (lab != null) {
            lab.close();
            Leftovers.delete(folder);
        }
    }

    @BeforeEach
    void open() {
        browser.size(1280, 900, false);
        browser.dark(false);
        browser.open(lab.uri().resolve("/"));
        browser.awaitShown("#connection.live");
        browser.complaints();
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints()).isEmpty();
        List<?> elsewhere = (List<?>)
                browser.run(
                        "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))");
        assertThat(elsewhere).isEmpty();
    }

    /** In both schemes and on a phone: readable, and nothing sticks out. */
    private static void look(String name) throws Exception {
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            browser.size(1280, 900, false);
            settle();
            browser.screenshot(name + (dark ? "-dark" : "-light"));
            assertThat(browser.violations())
                    .as(name + (dark ? ", dark" : ", light"))
                    .isEmpty();
            browser.size(390, 844, true);
            settle();
            browser.screenshot(name + "-phone" + (dark ? "-dark" : ""));
            assertThat(browser.violations()).as(name + " on a phone").isEmpty();
            assertThat((Boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits on a phone", name)
                    .isTrue();
        }
        browser.size(1280, 900, false);
        browser.dark(false);
    }

    /** Two frames after a change of size all has been laid out. */
    private static void settle() {
        browser.driver()
                .executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() =>"
                        + " setTimeout(done, 150)))");
    }

    @Test
    void theLabIsShownInRealTime() throws Exception {
        browser.awaitShown("section[data-host=alpha] canvas");
        browser.awaitShown("section[data-host=beta] canvas");
        assertThat(browser.text("section[data-host=alpha] .top")).contains("alpha", "ready", "accel tcg");
        assertThat(browser.text("section[data-host=alpha] .facts")).contains("budget 6.00 GiB", "planned");
        browser.changed("[data-tile=memory]");
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(browser.changed("section[data-host=beta] td[data-value=rss]"))
                .containsAnyOf("MiB", "GiB");
        assertThat(painted("section[data-host=beta] canvas")).isGreaterThan(3);
        browser.click(".segments [data-value='300']");
        assertThat(browser.find(".segments [data-value='300']").getAttribute("aria-pressed"))
                .isEqualTo("true");
        assertThat(browser.text("#open-campaigns")).isEqualTo("Campaigns that run");
        look("lab");
    }

    /** How many colours there are in a picture. */
    private static long painted(String canvas) {
        return (Long) browser.run(
                "const c = document.querySelector(arguments[0]); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                        + "const s = new Set(); for (let i = 0; i < d.length; i += 64) s.add(d[i] + ',' + d[i+1] + ',' + d[i+2] + ',' + d[i+3]);"
                        + "return s.size",
                canvas);
    }

    @Test
    void aCampaignIsAGridAndItsBoxesFollowItsRuns() throws Exception {
        browser.click("nav [data-view=campaigns]");
        browser.click("[data-campaign='" + MATRIX + "'] a");
        browser.awaitShown("a.run[data-state=completed]");
        assertThat(browser.all("a.run")).hasSize(12);
        assertThat(browser.all("a.run[data-state=failed]")).hasSize(1);
        assertThat(browser.all("a.run[data-state=skipped]")).hasSize(4);
        assertThat(browser.text("a.run[data-state=failed]")).contains("failed");
        assertThat(browser.text("table.grid thead")).contains("base-manual", "virtio-mem", "llfree-manual");
        assertThat(browser.text("main")).contains("the tool ended with code 3", "virtio-llfree-balloon");
        look("campaign");

        browser.view(RUNNING);
        browser.awaitShown("a.run[data-state=running]");
        int before = browser.all("a.run[data-state=completed]").size();
        await().atMost(BOUND)
                .until(() -> browser.all("a.run[data-state=completed]").size() > before);
        look("campaign-running");
    }

    @Test
    void aRunningRunsMemoryMoves() throws Exception {
        browser.view(RUNNING);
        browser.awaitShown("a.run[data-state=running]");
        // the one that began last, so that it does not end meanwhile
        browser.run("[...document.querySelectorAll('a.run[data-state=running]')].pop().click()");
        browser.awaitShown(".chart canvas");
        browser.changed("[data-now=rss]");
        assertThat(browser.text("main")).contains("when the run has ended");
        look("run-live");
        // when it ends, what it left takes the place of what was live
        browser.awaitShown("pre.console");
        browser.awaitShown("section[aria-labelledby=files] a[download]");
    }

    @Test
    void aRunThatHasEndedTellsAllThatItLeft() throws Exception {
        browser.view("#/campaigns/" + MATRIX + "/runs/" + SHRUNK.id() + "/1");
        browser.awaitShown(".chart canvas");
        assertThat(browser.text("h1")).contains("inflate base-manual", "rep 1");
        assertThat(browser.all("tr[data-phase]").stream().map(WebElement::getText))
                .anyMatch(row -> row.startsWith("shrink"));
        assertThat(painted(".chart canvas")).isGreaterThan(3);
        await().atMost(BOUND).until(() -> browser.text("pre.console").contains("ready"));
        // what a guest prints is text
        assertThat(browser.text("pre.console")).contains("<b>VM 0</b>").doesNotContain("[32m");
        String address = browser.find("a[download][href$='samples.csv']").getAttribute("href");
        HttpResponse<String> file = answer(URI.create(address).getPath());
        assertThat(file.body()).isEqualTo(Files.readString(stored().resolve("samples.csv")));
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        look("run");
        browser.view("#/campaigns/" + MATRIX + "/runs/" + SHRUNK.id() + "/2");
        browser.awaitShown("p.error");
        browser.click("summary");
        assertThat(browser.text("pre.console")).contains("Out of memory: <b>Killed</b>");
        look("run-failed");
    }

    private static Path stored() throws Exception {
        return lab.store().find(MATRIX).orElseThrow().path().resolve("cells/" + SHRUNK.id() + "/rep-1");
    }

    @Test
    void thePlanStandsBesideWhatHappened() throws Exception {
        browser.view(RUNNING + "/plan");
        browser.awaitShown(".gantt rect.planned");
        browser.awaitShown(".gantt rect.running");
        browser.awaitShown(".gantt a[data-state=completed] rect.planned");
        assertThat(browser.text("main")).contains("Packed by footprint");
        assertThat((String) browser.run(
                        "return document.querySelector('.gantt a[data-state=completed]').getAttribute('aria-label')"))
                .contains("planned on", "ran on", "completed");
        int before = browser.all(".gantt a[data-state=completed]").size();
        await().atMost(BOUND)
                .until(() -> browser.all(".gantt a[data-state=completed]").size() > before);
        browser.click("summary");
        look("plan");
        browser.view("#/campaigns/" + MATRIX + "/plan");
        browser.awaitShown(".gantt rect.completed");
        assertThat(browser.text("main")).contains("Nothing was planned");
        assertThat(browser.has(".gantt rect.planned")).isFalse();
    }

    @Test
    void figuresHaveIntervals() throws Exception {
        browser.view("#/campaigns/" + MATRIX + "/figures");
        browser.awaitShown("[data-figure=shrink_gib_s] svg");
        assertThat(browser.text("[data-figure=shrink_gib_s]"))
                .contains("Shrink rate, GiB/s", "base-manual", "virtio-mem")
                .containsPattern("\\d \\[\\d[\\d.]*, \\d[\\d.]*\\]");
        assertThat(browser.all("[data-figure=shrink_gib_s] tbody tr")).hasSize(4);
        look("figures");
    }

    @Test
    void theKeyboardIsEnough() {
        WebElement body = browser.find("body");
        body.sendKeys(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the content");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat((String) browser.run("return document.activeElement.id")).isEqualTo("main");
        browser.find("nav [data-view=campaigns]").sendKeys(Keys.ENTER);
        await().atMost(BOUND).until(() -> focused().equals("Campaigns"));
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(focused()).isIn("packed", "inflate");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.awaitShown("a.run");
        browser.find("#theme").sendKeys(Keys.ENTER, Keys.ENTER);
        assertThat((String) browser.run("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        browser.find("#theme").sendKeys(Keys.ENTER);
    }

    private static String focused() {
        return (String) browser.run("return document.activeElement.textContent.trim()");
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        browser.view("#/campaigns/" + MATRIX + "/runs/000000000000/1");
        assertThat(browser.text("p.error")).contains("has no run 000000000000");
        assertThat(answer("/page/nothing.js").statusCode()).isEqualTo(404);
        assertThat(answer("/page/..%2findex.html").statusCode()).isEqualTo(404);
    }
}
