package ballast.agent.artefact;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.agent.config.AgentConfig;
import ballast.agent.config.Artefact;
import ballast.agent.config.Artefact.Part;
import ballast.agent.qemu.FakeQemu;
import ballast.agent.system.Sha256;
import ballast.model.ArtefactKind;
import ballast.model.FailureKind;
import ballast.model.HostId;
import ballast.model.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fakes stand for the builds, and are asked as the real ones would be. */
class ExaminationTest {
    @TempDir
    Path folder;

    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final Map<ArtefactKind, Artefact> artefacts = new EnumMap<>(ArtefactKind.class);

    @BeforeEach
    void build() throws Exception {
        artefacts.put(ArtefactKind.BASE, Artefact.of(FakeQemu.huge(folder)));
        artefacts.put(ArtefactKind.LLFREE, Artefact.of(FakeQemu.llfree(folder)));
    }

    @AfterEach
    void end() {
        blocking.shutdown();
    }

    private Builds examine() throws Exception {
        AgentConfig config = new AgentConfig(
                new HostId("host"),
                folder,
                folder.resolve("spool"),
                folder.resolve("cache"),
                List.of(Path.of(System.getenv("BALLAST_IMAGE"))),
                Path.of(System.getenv("BALLAST_GUARD")),
                artefacts,
                new AgentConfig.BudgetSetting.NineTenthsOfAvailable());
        return new Examination(config, folder, blocking).examine();
    }

    @Test
    void eachBuildTellsWhatItCanDo() throws Exception {
        Builds builds = examine();

        var llfree = builds.artefactReports().get(ArtefactKind.LLFREE);
        assertThat(llfree.qemu()).isEqualTo("8.2.50 (fake)");
        assertThat(llfree.devices())
                .containsExactlyInAnyOrder("virtio-llfree-balloon", "virtio-llfree-balloon-pci", "vfio-pci");
        assertThat(llfree.commands()).containsExactlyInAnyOrder("llfree-balloon", "query-llfree-balloon");
        assertThat(llfree.digests()).containsEntry("qemu", Sha256.of(FakeQemu.llfree(folder)));
        assertThat(builds.artefactReports().get(ArtefactKind.BASE).devices()).contains("virtio-balloon-pci");
        assertThat(builds.imageReports().get("mini").provides()).contains("write", "stream", "ftq");
    }

    @Test
    void whatWasFoundIsKeptUntilTheProgramChanges() throws Exception {
        examine();
        assertThat(examine().byKind().get(ArtefactKind.LLFREE).capabilities().devices())
                .contains("virtio-llfree-balloon");
        Path qemu = FakeQemu.llfree(folder);
        Files.writeString(qemu, "#!/bin/sh\necho 'libx.so is missing'; exit 1\n");
        assertFault(FailureKind.HOST, this::examine).contains("--version failed: libx.so is missing");
    }

    @Test
    void aWrongDigestIsRefusedBeforeTheProgramRuns() throws Exception {
        Path qemu = FakeQemu.llfree(folder);
        String want = "0".repeat(64);
        artefacts.put(ArtefactKind.LLFREE, new Artefact(Map.of(Part.QEMU, qemu), Map.of(Part.QEMU, want)));

        assertFault(FailureKind.HOST, this::examine)
                .isEqualTo("artefact llfree: qemu " + qemu + ": got SHA-256 " + Sha256.of(qemu) + ", want " + want
                        + "; put the file there that was meant, or correct sha256 in the artefacts file");
        assertThat(folder.resolve("cache/capabilities")).doesNotExist();
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path kernel = folder.resolve("bzImage");
        artefacts.put(
                ArtefactKind.BASE,
                new Artefact(
                        Map.of(Part.QEMU, artefacts.get(ArtefactKind.BASE).qemu(), Part.KERNEL, kernel), Map.of()));
        assertFault(FailureKind.HOST, this::examine)
                .isEqualTo("artefact base: cannot read its kernel, " + kernel
                        + ": no such file; correct the path in the artefacts file");
    }

    @Test
    void aVmIsMadeOfItsKindsBuildsAndTheImage() throws Exception {
        Path kernel = Files.writeString(folder.resolve("bzImage"), "kernel");
        artefacts.put(
                ArtefactKind.LLFREE,
                new Artefact(Map.of(Part.QEMU, FakeQemu.llfree(folder), Part.KERNEL, kernel), Map.of()));
        Builds builds = examine();

        VmParts parts = builds.partsOf(ExampleVms.of(Mode.LLFREE_AUTO));
        assertThat(parts.qemu()).isEqualTo(FakeQemu.llfree(folder));
        assertThat(parts.kernel()).isEqualTo(kernel);
        assertThat(parts.initrd()).contains(parts.image().initrd());
        assertThat(parts.disk()).isEmpty();
        assertFault(FailureKind.HOST, () -> builds.partsOf(ExampleVms.of(Mode.HUGE_MANUAL)))
                .contains("got no artefact 'huge' on this host", "README 'HyperAlloc builds'");
    }
}
