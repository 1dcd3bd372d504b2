package ballast.coordinator.html;

import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.ul;

import ballast.coordinator.report.CampaignSummary;
import ballast.coordinator.results.RawFiles;
import ballast.coordinator.results.StoredRun;
import ballast.coordinator.results.StoredStatus;
import ballast.model.HostId;
import ballast.model.HostReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the runs ran on: hosts, how they were set, and builds by their digests. */
final class HostsSection {
    private final Map<HostId, HostReport> hosts = new TreeMap<>();
    private final Map<HostId, Set<String>> disturbing = new TreeMap<>();
    private final Set<String> builds = new TreeSet<>();
    private final Set<String> problems = new TreeSet<>();

    private HostsSection() {}

    /** Reads each run's spec.json and meta.json. */
    static DomContent of(CampaignSummary campaign) {
        var section = new HostsSection();
        for (StoredRun run : campaign.campaign().runs()) {
            if (run.status() instanceof StoredStatus.Ended) {
                section.add(run);
            }
        }
        return section.render();
    }

    private void add(StoredRun run) {
        try {
            HostReport host = RawFiles.spec(run.path()).host();
            hosts.put(host.id(), host);
            JsonNode provenance = RawFiles.meta(run.path())
                    .map(meta -> meta.at("/ballast/provenance"))
                    .orElse(MissingNode.getInstance());
            provenance.path("hostChecks").properties().forEach(check -> {
                if (check.getValue().path("verdict").asText().equals("disturbs")) {
                    disturbing
                            .computeIfAbsent(host.id(), id -> new TreeSet<>())
                            .add(check.getKey() + " is "
                                    + check.getValue().path("found").asText() + ": "
                                    + check.getValue().path("advice").asText());
                }
            });
            for (String part : List.of("qemu", "guestKernel")) {
                build(part, provenance.path(part));
            }
            provenance
                    .at("/image/sha256")
                    .properties()
                    .forEach(file ->
                            builds.add("image " + provenance.at("/image/name").asText() + ": " + file.getKey()
                                    + ", SHA-256 " + file.getValue().asText()));
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
    }

    private void build(String part, JsonNode build) {
        if (build.hasNonNull("sha256")) {
            builds.add(part + " " + build.path("version").asText() + ", SHA-256 "
                    + build.path("sha256").asText());
        }
    }

    private DomContent render() {
        List<List<String>> rows = new ArrayList<>();
        hosts.forEach((id, host) -> rows.add(List.of(
                id.value(),
                host.versions().getOrDefault("cpu", "-"),
                String.valueOf(host.cores()),
                host.memory().toHumanText(),
                host.budget().toHumanText(),
                host.accelerator().label(),
                host.driver().label(),
                host.versions().getOrDefault("hostKernel", "-"),
                host.versions().getOrDefault("qemu", "-"),
                host.versions().getOrDefault("images", "-"))));
        return section(
                h2("On what"),
                hosts.isEmpty()
                        ? p("No run came to a host.")
                        : Tables.of(
                                List.of(
                                        "host", "CPU", "cores", "memory", "for VMs", "accel", "driver", "Linux", "QEMU",
                                        "images"),
                                rows),
                each(
                        disturbing,
                        (host, lines) -> section(
                                p(host + " was set so that figures are disturbed, or other than published ones:"),
                                ul(each(lines, line -> li(line))))),
                builds.isEmpty()
                        ? p("What QEMU, kernel and image were is not recorded in these runs' meta.json.")
                        : details(summary("Builds by their digests"), ul(each(builds, line -> li(line)))),
                each(problems, line -> p("Cannot be read: " + line).withClass("bad")));
    }
}
