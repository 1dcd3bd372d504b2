package ballast.page;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium of this machine's, with a profile of its own. */
final class Browser implements AutoCloseable {
    /** Levels of the console, as Selenium names them. */
    private static final Set<String> COMPLAINTS = Set.of("WARNING", "SEVERE");

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");

    private final ChromeDriver driver;
    private final Path screenshots;

    /** What is missing here; empty if a browser can be started. */
    static Optional<String> missing() {
        return program("chromium").isEmpty()
                ? Optional.of("no chromium in PATH (Debian's package chromium)")
                : program("chromedriver").isEmpty()
                        ? Optional.of("no chromedriver in PATH (Debian's package chromium-driver)")
                        : Optional.empty();
    }

    private static Optional<Path> program(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** @param profile a folder that is the browser's alone */
    Browser(Path profile, Path screenshots) throws IOException {
        this.screenshots = Files.createDirectories(screenshots);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow().toString());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile, "--window-size=1280,900");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    /** A view of the page that is open, by the part of its address behind the number sign. */
    void view(String hash) {
        run("location.hash = arguments[0]", hash);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(String css) {
        return await().atMost(BOUND)
                .ignoreExceptions()
                .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    boolean has(String css) {
        return !all(css).isEmpty();
    }

    void awaitShown(String css) {
        find(css);
    }

    /** The text of the first that there is; what is drawn anew meanwhile is looked up again. */
    String text(String css) {
        return await().atMost(BOUND)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> find(css).getText(), text -> true);
    }

    /** Waits for another text than now; how it is then. */
    String changed(String css) {
        String before = text(css);
        return await().atMost(BOUND).until(() -> text(css), now -> !now.equals(before));
    }

    /** What is drawn anew at the very moment is clicked when it has been. */
    void click(String css) {
        await().atMost(BOUND).ignoreExceptions().until(() -> {
            find(css).click();
            return true;
        });
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void screenshot(String name) throws IOException {
        Files.write(screenshots.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What axe-core finds against WCAG 2.1 A and AA and its best practices, a line each. */
    List<String> violations() throws IOException {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            // past the policy of the page: the tool is the tester's, not the page's
            run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.flatMap(v => v.nodes.map(n =>"
                + " v.id + ': ' + n.html.slice(0, 200) + ' ' + (n.failureSummary || '').replace(/\\n/g, ' ')))),"
                + " e => done(['axe failed: ' + e]))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** What the console has had to say of errors and warnings since the last question. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> {
            if (COMPLAINTS.contains(String.valueOf(entry.toJson().get("level")))) {
                complaints.add(entry.getMessage());
            }
        });
        return complaints;
    }

    /** Of the page that is open: seconds of work by kind, and counts. */
    Map<String, Double> costs() {
        driver.executeCdpCommand("Performance.enable", Map.of());
        var metrics = (List<?>)
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
        Map<String, Double> costs = new java.util.TreeMap<>();
        metrics.forEach(metric -> {
            var one = (Map<?, ?>) metric;
            costs.put((String) one.get("name"), ((Number) one.get("value")).doubleValue());
        });
        return costs;
    }

    ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
