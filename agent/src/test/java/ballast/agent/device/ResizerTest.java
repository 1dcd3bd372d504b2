package ballast.agent.device;

import static ballast.agent.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import ballast.agent.ExampleVms;
import ballast.agent.qemu.QmpClient;
import ballast.agent.qemu.ScriptedQmp;
import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.Mode;
import ballast.model.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResizerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private ScriptedQmp qemu;
    private QmpClient qmp;

    @AfterEach
    void hangUp() throws IOException {
        qmp.close();
        qemu.close();
    }

    /** A device that tells these sizes (for virtio-mem: without the base memory), and the last one for ever. */
    private Resizer resizer(Mode mode, Duration stall, long... mebibytes) throws Exception {
        return resizer(mode, stall, command -> {}, mebibytes);
    }

    private interface OnRequest {
        void run(ScriptedQmp.Command command) throws IOException;
    }

    private Resizer resizer(Mode mode, Duration stall, OnRequest onRequest, long... mebibytes) throws Exception {
        Deque<Long> sizes = new ArrayDeque<>();
        for (long size : mebibytes) {
            sizes.add(ByteSize.mib(size).bytes());
        }
        qemu = ScriptedQmp.start(folder, (command, peer) -> {
            switch (command.name()) {
                case "query-balloon" -> peer.answer(command, "{\"actual\": " + next(sizes) + "}");
                case "qom-get" -> peer.answer(command, Long.toString(next(sizes)));
                default -> {
                    onRequest.run(command);
                    peer.answer(command, "{}");
                }
            }
        });
        qmp = QmpClient.connect(qemu.socket(), ScriptedQmp.BOUND, event -> {});
        VmSpec vm = ExampleVms.of(mode);
        var markers = new ConsoleMarkers(console());
        return new Resizer(qmp, vm, ReclamationDevice.of(vm), markers, stall);
    }

    private static long next(Deque<Long> sizes) {
        return sizes.size() > 1 ? sizes.remove() : sizes.element();
    }

    private Path console() {
        return folder.resolve("out.txt");
    }

    private List<String> requests() {
        return qemu.commands().stream()
                .filter(command ->
                        !command.name().startsWith("query") && !command.name().equals("qom-get"))
                .map(ScriptedQmp.Command::toString)
                .toList();
    }

    @Test
    void shrinksABalloonAndAsksUntilItIsThere() throws Exception {
        Resize resize = resizer(Mode.BASE_MANUAL, LONG, 1024, 1024, 700, 256).to(ByteSize.mib(256), LONG);

        assertThat(requests()).containsExactly("balloon {\"value\":268435456}");
        assertThat(resize.from()).isEqualTo(ByteSize.gib(1));
        assertThat(resize.target()).isEqualTo(ByteSize.mib(256));
        assertThat(resize.reached()).isEqualTo(ByteSize.mib(256));
        assertThat(resize.queries()).isEqualTo(3);
        assertThat(resize.source()).isEqualTo(Resize.Source.QMP);
        assertThat(resize.took()).isPositive();
    }

    @Test
    void asksVirtioMemForWhatGoesBeyondTheBaseMemory() throws Exception {
        Resize resize = resizer(Mode.VIRTIO_MEM, LONG, 0, 0, 512).to(ByteSize.mib(768), LONG);

        assertThat(qemu.commands().stream().distinct().map(ScriptedQmp.Command::name))
                .contains("qom-get");
        assertThat(requests())
                .singleElement()
                .asString()
                .startsWith("qom-set ")
                .contains("\"path\":\"vm0\"", "\"property\":\"requested-size\"", "\"value\":536870912");
        assertThat(resize.from()).isEqualTo(ByteSize.mib(256));
        assertThat(resize.reached()).isEqualTo(ByteSize.mib(768));
    }

    @Test
    void roundsUpToTwoMebibytes() throws Exception {
        assertThat(resizer(Mode.BASE_MANUAL, LONG, 1024, 302)
                        .to(ByteSize.mib(301), LONG)
                        .target())
                .isEqualTo(ByteSize.mib(302));
        assertThat(requests()).containsExactly("balloon {\"value\":316669952}");
    }

    @Test
    void staysBetweenMinimumAndMemory() throws Exception {
        Resizer resizer = resizer(Mode.BASE_MANUAL, LONG, 1024, 256, 256, 1024);
        assertThat(resizer.to(ByteSize.mib(2), LONG).target()).isEqualTo(ByteSize.mib(256));
        assertThat(resizer.to(ByteSize.gib(9), LONG).target()).isEqualTo(ByteSize.gib(1));
        assertThat(requests()).containsExactly("balloon {\"value\":268435456}", "balloon {\"value\":1073741824}");
    }

    @Test
    void aDeviceMayGoBeyondItsTarget() throws Exception {
        assertThat(resizer(Mode.BASE_MANUAL, LONG, 1024, 255)
                        .to(ByteSize.mib(256), LONG)
                        .reached())
                .isEqualTo(ByteSize.mib(255));
    }

    @Test
    void aDeviceThatStopsMovingIsAtFaultAndItIsSaidWhere() throws Exception {
        assertFault(
                        FailureKind.DEVICE,
                        () -> resizer(Mode.BASE_MANUAL, SHORT, 1024, 800, 700).to(ByteSize.mib(256), LONG))
                .isEqualTo(
                        "resize from 1GiB to 256MiB: stopped at 700MiB (734003200 bytes) and did not move for 0.02 s:"
                                + " the guest holds this memory; raise target");
    }

    @Test
    void aResizeThatTakesTooLongIsATimeoutAndItIsSaidWhere() throws Exception {
        assertFault(
                        FailureKind.TIMEOUT,
                        () -> resizer(Mode.BASE_MANUAL, LONG, 1024, 700).to(ByteSize.mib(256), SHORT))
                .isEqualTo("resize from 1GiB to 256MiB: stopped at 700MiB (734003200 bytes) after 0.02 s;"
                        + " raise resize-timeout");
    }

    @Test
    void aRefusedRequestIsTheDevicesFault() throws Exception {
        qemu = ScriptedQmp.start(folder, (command, peer) -> {
            if (command.name().equals("balloon")) {
                peer.refuse(command, "GenericError", "Parameter 'target' expects a size");
            } else {
                peer.answer(command, "{\"actual\": 1073741824}");
            }
        });
        qmp = QmpClient.connect(qemu.socket(), ScriptedQmp.BOUND, event -> {});
        VmSpec vm = ExampleVms.of(Mode.BASE_MANUAL);
        var resizer = new Resizer(qmp, vm, ReclamationDevice.of(vm), new ConsoleMarkers(console()));
        assertFault(FailureKind.DEVICE, () -> resizer.to(ByteSize.mib(256), LONG))
                .isEqualTo("QMP balloon: QEMU says GenericError: Parameter 'target' expects a size");
    }

    @Test
    void theStampsOfPatchedBuildsWin() throws Exception {
        Files.writeString(console(), "virtio_balloon_start 1 ns\nvirtio_balloon_end 2 ns\n"); // of an earlier resize
        OnRequest stamps = command -> Files.writeString(
                console(),
                "virtio_balloon_start 5000 ns\nvirtio_balloon_end 12000 ns\n",
                java.nio.file.StandardOpenOption.APPEND);
        Resize resize = resizer(Mode.BASE_MANUAL, LONG, stamps, 1024, 256).to(ByteSize.mib(256), LONG);
        assertThat(resize.took()).isEqualTo(Duration.ofNanos(7000));
        assertThat(resize.source()).isEqualTo(Resize.Source.CONSOLE);
    }

    @Test
    void stampsOfAnEarlierResizeAreNotTakenAgain() throws Exception {
        Files.writeString(console(), "virtio_balloon_start 1 ns\nvirtio_balloon_end 2 ns\n");
        Resize resize = resizer(Mode.BASE_MANUAL, LONG, 1024, 256).to(ByteSize.mib(256), LONG);
        assertThat(resize.source()).isEqualTo(Resize.Source.QMP);
    }
}
