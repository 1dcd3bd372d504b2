package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plots look as they did, up to what another version of a font renderer may change: the edges of letters and lines. After a change
 * that is meant, run it with {@code -Dballast.golden=write}, and look at each picture.
 */
class GoldenPlotTest {
    /** Dots per point: enough to read. */
    private static final int SCALE = 2;

    private static final Path SOURCES = Path.of("src/test/resources/ballast/coordinator/plot");
    private static final Path FAILED = Path.of("target/golden");

    static Stream<Map.Entry<String, Drawing>> examples() {
        return Examples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void looksAsItDid(Map.Entry<String, Drawing> example) throws IOException {
        BufferedImage drawn = PngFile.image(example.getValue(), SCALE);
        String file = example.getKey() + ".png";
        if ("write".equals(System.getProperty("ballast.golden"))) {
            ImageIO.write(
                    drawn, "png", Files.createDirectories(SOURCES).resolve(file).toFile());
            return;
        }
        ImageDifference difference = ImageDifference.of(golden(file), drawn);
        if (!difference.isSmall()) {
            ImageIO.write(
                    drawn, "png", Files.createDirectories(FAILED).resolve(file).toFile());
            fail(
                    "%s: %s; what was drawn is in %s; if it is right, run this test with -Dballast.golden=write",
                    file, difference, FAILED.resolve(file).toAbsolutePath());
        }
    }

    private static BufferedImage golden(String file) throws IOException {
        try (InputStream in = GoldenPlotTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return ImageIO.read(in);
        }
    }

    /** The tolerance is not so wide that what matters gets through. */
    @Test
    void aMissingCurveIsSeen() {
        TimeDrawing memory = Examples.memory();
        TimeDrawing.Panel first = memory.panels().get(0);
        TimeDrawing.Panel without = new TimeDrawing.Panel(
                first.title(),
                first.remark(),
                first.curves().subList(0, 2),
                first.stack(),
                first.spans(),
                first.levels());
        TimeDrawing other = new TimeDrawing(
                memory.title(),
                memory.note(),
                memory.clock(),
                memory.unit(),
                List.of(without, memory.panels().get(1)));

        assertThat(ImageDifference.of(PngFile.image(memory, SCALE), PngFile.image(other, SCALE))
                        .isSmall())
                .isFalse();
    }

    @Test
    void anotherWordIsSeen() {
        TimeDrawing vms = Examples.vms();
        TimeDrawing other = new TimeDrawing("Memory of VMs", vms.note(), vms.clock(), vms.unit(), vms.panels());

        assertThat(ImageDifference.of(PngFile.image(vms, SCALE), PngFile.image(other, SCALE))
                        .isSmall())
                .isFalse();
    }

    @Test
    void otherEdgesAreNot() {
        BufferedImage image = PngFile.image(Examples.work(), SCALE);
        BufferedImage softer = new BufferedImage(image.getWidth(), image.getHeight(), image.getType());
        Graphics2D graphics = softer.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.setColor(new Color(255, 255, 255, 24));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();

        assertThat(ImageDifference.of(image, softer).isSmall()).isTrue();
    }
}
