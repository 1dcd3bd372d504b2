package ballast.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Cell;
import ballast.model.Json;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Packing;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a coordinator serves for the live page, without a browser. */
final class PageServerTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final CampaignId CAMPAIGN = new CampaignId("20261128-120000-aaaa");
    private static final Cell CELL = StoreFixture.inflate(Mode.BASE_MANUAL, "1GiB", false);
    private static final String RUN = "/api/campaigns/" + CAMPAIGN + "/runs/" + CELL.id() + "/1";
    private static final Path SOURCES = Path.of("src/main/resources/ballast/coordinator/page");

    @TempDir
    private static Path folder;

    private static PageLab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = new PageLab(folder);
        lab.host(new LivelyAgent.Script(
                Samples.host("alpha", 4, ByteSize.gib(6)), Duration.ofSeconds(2), attempt -> new Outcome.Completed()));
        lab.submit(CAMPAIGN, "test", List.of(CELL), Packing.Static.INSTANCE);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(lab.uri().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String path) throws Exception {
        return Json.mapper().readTree(get(path).body());
    }

    /** The status of a path that is sent as it is written; clients would tidy it up. */
    private static int raw(String path) throws Exception {
        try (Socket socket = new Socket(lab.uri().getHost(), lab.uri().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return Integer.parseInt(status.split(" ")[1]);
        }
    }

    private static void awaitEnd() {
        await().atMost(BOUND)
                .until(() -> json("/api/campaigns/test").path("ended").asBoolean());
    }

    @Test
    void the_page_and_all_that_it_loads_come_from_here_under_a_strict_policy() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        Matcher loads = Pattern.compile("(?:src|href)=\"(/[^\"#]*)\"").matcher(page.body());
        int loaded = 0;
        while (loads.find()) {
            assertThat(get(loads.group(1)).statusCode()).as(loads.group(1)).isEqualTo(200);
            loaded++;
        }
        assertThat(loaded).isGreaterThanOrEqualTo(6);
        assertThat(page.body()).doesNotContain("<style", " style=", "onclick", "<script>");
    }

    @Test
    void nothing_names_another_site() throws Exception {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("uplot"))
                    .toList()) {
                String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
                assertThat(text).as(file.toString()).doesNotContain("http://", "https://", "innerHTML", "eval(");
            }
        }
    }

    @Test
    void every_file_of_the_page_is_served_once_per_version() throws Exception {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (String name : files.map(file -> file.getFileName().toString()).toList()) {
                HttpResponse<String> first = get("/page/" + name);
                assertThat(first.statusCode()).as(name).isEqualTo(200);
                assertThat(first.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
                String tag = first.headers().firstValue("ETag").orElseThrow();
                HttpResponse<String> again = get("/page/" + name, "If-None-Match", tag);
                assertThat(again.statusCode()).isEqualTo(304);
                assertThat(again.body()).isEmpty();
            }
        }
    }

    @Test
    void no_path_leads_out_of_the_page() throws Exception {
        for (String path : List.of(
                "/page/nothing.js",
                "/page/",
                "/page/../logback.xml",
                "/page/..%2f..%2factor%2fjournal.sql",
                "/page/%2e%2e/actor/journal.sql",
                "/page/INDEX.HTML",
                "/page/a/index.html")) {
            assertThat(raw(path)).as(path).isIn(400, 404);
        }
    }

    @Test
    void a_run_is_told_with_its_files_and_none_but_these_are_given() throws Exception {
        awaitEnd();
        JsonNode stored = json(RUN).path("stored");
        assertThat(stored.path("status").asText()).isEqualTo("completed");
        assertThat(stored.at("/vms/0/samples/rss")).hasSize(20);
        assertThat(stored.at("/vms/0/guest/free/0").isNull()).isTrue();
        assertThat(stored.at("/vms/0/phases/2/phase").asText()).isEqualTo("shrink");
        assertThat(stored.at("/vms/0/consoles/0").asText()).isEqualTo("out.txt");
        assertThat(stored.path("problems")).isEmpty();
        String samples = get(RUN + "/files/samples.csv").body();
        assertThat(samples).startsWith("time,rss,ram,target\n");
        assertThat(get(RUN + "/files/samples.csv?tail=10").body()).isEqualTo(samples.substring(samples.length() - 10));
        assertThat(get(RUN + "/files/cmd.sh")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("sandbox");
        for (String path : List.of(
                "/nothing.csv",
                "/../status.json",
                "/../../../../campaign.json",
                "/..%2f..%2f..%2fcampaign.json",
                "/%2e%2e/%2e%2e/%2e%2e/campaign.json",
                "/%2fetc%2fpasswd",
                "//etc/passwd",
                "/..%5c..%5ccampaign.json",
                "/samples.csv%00",
                "/.")) {
            assertThat(raw(RUN + "/files" + path)).as(path).isIn(400, 404);
        }
        assertThat(get("/api/campaigns/test/runs/..%2f..%2f.ballast/1/files/token")
                        .statusCode())
                .isIn(400, 404);
        assertThat(get("/api/campaigns/test/runs/" + CELL.id() + "/one").statusCode())
                .isEqualTo(400);
    }

    @Test
    void figures_and_plan_are_told() throws Exception {
        awaitEnd();
        JsonNode figures = json("/api/campaigns/test/figures");
        JsonNode figure = figures.at("/cells/0/figures/shrink_gib_s");
        JsonNode known = json("/api/campaigns/test/summary").at("/cells/0/figures");
        double median = known.path("shrink_gib_s_median").asDouble();
        assertThat(figure.path("median").asDouble()).isEqualTo(median);
        assertThat(figure.path("lowest").asDouble())
                .isEqualTo(known.path("shrink_gib_s_min").asDouble());
        assertThat(figure.path("highest").asDouble())
                .isEqualTo(known.path("shrink_gib_s_max").asDouble());
        assertThat(figure.at("/interval/0").asDouble())
                .isBetween(figure.path("lowest").asDouble(), median);
        assertThat(figure.at("/interval/1").asDouble())
                .isBetween(median, figure.path("highest").asDouble());
        assertThat(figures.at("/kinds/shrink_gib_s/name").asText()).isEqualTo("shrink_rate");
        assertThat(figures.at("/kinds/shrink_gib_s/headlineOf"))
                .as("stream and ftq have it, too, and are about something else")
                .map(JsonNode::asText)
                .containsExactly("inflate");
        JsonNode plan = json("/api/campaigns/test/plan");
        assertThat(plan.path("packed").asBoolean()).isFalse();
        assertThat(plan.at("/runs/0/host").asText()).isEqualTo("alpha");
    }

    @Test
    void the_lab_is_told_as_events() throws Exception {
        Map<String, JsonNode> events = events("/api/live", 3);
        assertThat(events.keySet()).contains("hosts", "campaigns", "vms");
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(events("/api/live", 3)
                                .get("hosts")
                                .at("/0/host")
                                .asText())
                        .isEqualTo("alpha"));
        JsonNode host = events("/api/live", 3).get("hosts").get(0);
        assertThat(host.path("budget").asLong()).isEqualTo(6L << 30);
        assertThat(host.at("/guard/pressure").asDouble()).isEqualTo(0.5);
    }

    @Test
    void a_campaigns_events_end_with_it() throws Exception {
        awaitEnd();
        // all of the answer: it ends by itself
        assertThat(get("/api/campaigns/test/changes").body())
                .startsWith("event: runs\ndata: {\"ended\":true,\"campaign\":\"" + CAMPAIGN + '"');
    }

    /** The first of each kind, until there are so many kinds. */
    private static Map<String, JsonNode> events(String path, int kinds) throws Exception {
        Map<String, JsonNode> events = new HashMap<>();
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(lab.uri().resolve(path))
                                .timeout(BOUND)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (Reader in = new InputStreamReader(answer.body(), StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(in)) {
            String name = "";
            for (String line = lines.readLine(); line != null && events.size() < kinds; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.putIfAbsent(name, Json.mapper().readTree(line.substring(6)));
                }
            }
        }
        return events;
    }
}
