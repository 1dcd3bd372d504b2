package ballast.coordinator.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far two pictures differ. A pixel differs if it is unlike all nine pixels around the same place in the other one, so that edges
 * may be smoothed in another way, or lie one pixel beside.
 *
 * @param pixels that differ, of either in the other
 */
record ImageDifference(int pixels, String sizes) {
    /** Of 255, in any of the three colours. */
    private static final int UNLIKE = 72;

    private static final int FEW = 24;

    static ImageDifference of(BufferedImage wanted, BufferedImage got) {
        String sizes = size(wanted).equals(size(got)) ? "" : "got " + size(got) + ", want " + size(wanted);
        return new ImageDifference(sizes.isEmpty() ? missing(wanted, got) + missing(got, wanted) : 0, sizes);
    }

    private static String size(BufferedImage image) {
        return image.getWidth() + " × " + image.getHeight() + " pixels";
    }

    private static int missing(BufferedImage of, BufferedImage in) {
        int[] theirs = in.getRGB(0, 0, in.getWidth(), in.getHeight(), null, 0, in.getWidth());
        int missing = 0;
        for (int y = 0; y < of.getHeight(); y++) {
            for (int x = 0; x < of.getWidth(); x++) {
                missing += isNear(of.getRGB(x, y), theirs, in.getWidth(), x, y) ? 0 : 1;
            }
        }
        return missing;
    }

    private static boolean isNear(int rgb, int[] pixels, int width, int x, int y) {
        int height = pixels.length / width;
        for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                if (isLike(rgb, pixels[row * width + column])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLike(int a, int b) {
        return Arrays.stream(new int[] {16, 8, 0})
                .allMatch(shift -> Math.abs(((a >> shift) & 0xFF) - ((b >> shift) & 0xFF)) < UNLIKE);
    }

    boolean isSmall() {
        return sizes.isEmpty() && pixels <= FEW;
    }

    @Override
    public String toString() {
        return sizes.isEmpty() ? String.format(Locale.ROOT, "%d pixels differ, want %d at most", pixels, FEW) : sizes;
    }
}
