package ballast.page;

import static org.awaitility.Awaitility.await;

import ballast.agent.system.Leftovers;
import ballast.coordinator.results.StoreFixture;
import ballast.coordinator.schedule.Samples;
import ballast.model.ByteSize;
import ballast.model.CampaignId;
import ballast.model.Mode;
import ballast.model.Outcome;
import ballast.model.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the live page costs with 64 VMs that tell ten times a second how they are. Argument: seconds of the measurement (30). */
final class PageCost {
    private static final int VMS = 64;
    private static final CampaignId CAMPAIGN = new CampaignId("20261128-120000-cccc");

    private PageCost() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        Path folder = Files.createTempDirectory("blst");
        try (PageLab lab = new PageLab(folder.resolve("store"))) {
            lab.host(new LivelyAgent.Script(
                    Samples.host("one", VMS, ByteSize.gib(80)),
                    Duration.ofHours(1),
                    attempt -> new Outcome.Completed()));
            lab.submit(
                    CAMPAIGN,
                    "many",
                    Collections.nCopies(VMS / 2, StoreFixture.multivm(Mode.BASE_AUTO, true)),
                    Packing.Static.INSTANCE);
            try (Browser browser = new Browser(folder.resolve("profile"), Path.of("target", "screenshots"))) {
                browser.open(lab.uri().resolve("/"));
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> browser.text("[data-tile=vms]").equals("" + VMS));
                measure(browser, "table closed", seconds);
                browser.run("document.querySelector('details').open = true");
                measure(browser, "table open", seconds);
                browser.screenshot("bench-64-vms");
            }
        } finally {
            Leftovers.delete(folder);
        }
    }

    private static void measure(Browser browser, String what, int seconds) throws IOException {
        browser.run("window.gaps = []; let last = performance.now(); (function frame(now) {"
                + " window.gaps.push(now - last); last = now; requestAnimationFrame(frame) })(last)");
        Map<String, Double> before = browser.costs();
        double cpuBefore = chromiumSeconds();
        double ownBefore = ownSeconds();
        long start = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(seconds))
                .atMost(Duration.ofSeconds(seconds + 5L))
                .until(() -> true);
        double wall = (System.nanoTime() - start) / 1e9;
        Map<String, Double> after = browser.costs();
        ToDoubleFunction<String> share = name -> 100 * (after.get(name) - before.get(name)) / wall;
        Number frames = (Number) browser.run("return window.gaps.length");
        Number longest = (Number) browser.run("return Math.max(...window.gaps)");
        Number slow = (Number) browser.run("return window.gaps.filter(gap => gap > 100).length");
        System.out.printf(
                "%-13s page %.1f %% of a core (script %.1f, layout %.1f), all of Chromium %.1f %%, coordinator and made-up agent %.1f %%;"
                        + " %.1f frames/s, longest gap %.0f ms, %d above 100 ms, heap %.0f MiB%n",
                what,
                share.applyAsDouble("TaskDuration"),
                share.applyAsDouble("ScriptDuration"),
                share.applyAsDouble("LayoutDuration"),
                100 * (chromiumSeconds() - cpuBefore) / wall,
                100 * (ownSeconds() - ownBefore) / wall,
                frames.doubleValue() / wall,
                longest.doubleValue(),
                slow.intValue(),
                after.get("JSHeapUsedSize") / (1 << 20));
    }

    private static double ownSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    /** Of the driver's whole family, which this process has started. */
    private static double chromiumSeconds() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return children.mapToDouble(child -> child.info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1e3)
                    .sum();
        }
    }
}
