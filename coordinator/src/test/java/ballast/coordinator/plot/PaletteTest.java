package ballast.coordinator.plot;

import static org.assertj.core.api.Assertions.assertThat;

import ballast.model.Mode;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether colours that stand beside each other can be told apart by people who lack one kind of cone: Machado, Oliveira and
 * Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009, severity 1.0; distances are CIE76 in
 * CIELAB, of which about 2.3 can just be noticed.
 */
class PaletteTest {
    private static final double CLEAR = 12;

    private static final Map<String, double[][]> VISION = Map.of(
            "normal",
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "protanopia",
            new double[][] {
                {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
            },
            "deuteranopia",
            new double[][] {
                {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
            },
            "tritanopia",
            new double[][] {
                {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
            });

    /** The modes that the artefact draws together. */
    private static final List<Mode> TOGETHER =
            List.of(Mode.BASE_MANUAL, Mode.BASE_AUTO, Mode.HUGE_MANUAL, Mode.VIRTIO_MEM, Mode.LLFREE_AUTO);

    @Test
    void modesDiffer() {
        differ(TOGETHER.stream().map(Palette::of).toList());
    }

    @Test
    void neighboursInAStackDiffer() {
        for (int i = 0; i < 8; i++) {
            differ(List.of(Palette.stacked(i), Palette.stacked(i + 1)));
        }
    }

    @Test
    void similarColoursAreFound() {
        assertThat(distance(new Color(0x00A000), new Color(0xB07000), VISION.get("deuteranopia")))
                .isLessThan(distance(new Color(0x00A000), new Color(0xB07000), VISION.get("normal")) / 2);
    }

    private static void differ(List<Color> colors) {
        VISION.forEach((name, vision) -> {
            for (Color a : colors) {
                for (Color b : colors) {
                    if (!a.equals(b)) {
                        assertThat(distance(a, b, vision))
                                .as("%s: %s and %s", name, a, b)
                                .isGreaterThan(CLEAR);
                    }
                }
            }
        });
    }

    private static double distance(Color a, Color b, double[][] vision) {
        double[] one = lab(seen(a, vision));
        double[] other = lab(seen(b, vision));
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> Math.pow(one[i] - other[i], 2))
                .sum());
    }

    private static double[] seen(Color color, double[][] vision) {
        double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
        return IntStream.range(0, 3)
                .mapToDouble(row -> Math.max(
                        0,
                        IntStream.range(0, 3)
                                .mapToDouble(i -> vision[row][i] * linear[i])
                                .sum()))
                .toArray();
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** White is D65. */
    private static double[] lab(double[] rgb) {
        double x = curve((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
        double y = curve(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = curve((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double curve(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}
