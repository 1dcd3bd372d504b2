package ballast.agent.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GuestNumbersTest {
    private final GuestNumbers numbers =
            GuestNumbers.parse(RecordedProc.MEMINFO, RecordedProc.BUDDYINFO, RecordedProc.ZONEINFO);

    @Test
    void totalIsWhatTheGuestHasBeforeTheKernelTookItsShare() {
        long present = 3998 + 126943;
        long managed = 3840 + 114938;
        assertThat(numbers.total()).isEqualTo(475112L * 1024 + (present - managed) * 4096);
    }

    @Test
    void freeAndCachedAreInBytes() {
        assertThat(numbers.free()).isEqualTo(431592L * 1024);
        assertThat(numbers.cached()).isEqualTo(7624L * 1024); // not SwapCached, which stands behind it
    }

    @Test
    void freeBlocksAreSummedOverTheZones() {
        assertThat(numbers.freeBlocks()).containsExactly(53L, 61L, 49L, 34L, 18L, 9L, 6L, 5L, 5L, 3L, 102L);
    }

    @Test
    void aBlockOfOrderOCounts2ToTheOSmallPagesAndFromOrder9HugeOnes() {
        long small =
                53 + 61 * 2 + 49 * 4 + 34 * 8 + 18 * 16 + 9 * 32 + 6 * 64 + 5 * 128 + 5 * 256 + 3 * 512 + 102 * 1024;
        assertThat(numbers.small()).isEqualTo(small);
        assertThat(numbers.huge()).isEqualTo(3 + 102 * 2);
    }

    @Test
    void aKernelWithFewerOrdersHasZeroesThere() {
        String buddyinfo = "Node 0, zone   Normal      1      2      3 \n";
        GuestNumbers few = GuestNumbers.parse(RecordedProc.MEMINFO, buddyinfo, RecordedProc.ZONEINFO);
        assertThat(few.freeBlocks()).startsWith(1L, 2L, 3L, 0L).hasSize(GuestNumbers.ORDERS);
        assertThat(few.small()).isEqualTo(1 + 4 + 12);
        assertThat(few.huge()).isZero();
    }

    /** A missing value must not become a zero. */
    @Test
    void whatTheKernelDoesNotPrintIsRefused() {
        assertRefused("/proc/meminfo has no MemTotal", "", RecordedProc.BUDDYINFO, RecordedProc.ZONEINFO);
        assertRefused(
                "/proc/meminfo has no Cached",
                "MemTotal: 1 kB\nMemFree: 1 kB\nSwapCached: 1 kB\n",
                RecordedProc.BUDDYINFO,
                RecordedProc.ZONEINFO);
        assertRefused("/proc/buddyinfo has no zones", RecordedProc.MEMINFO, "", RecordedProc.ZONEINFO);
        assertRefused("/proc/zoneinfo has no present", RecordedProc.MEMINFO, RecordedProc.BUDDYINFO, "");
        assertRefused(
                "For input string: \"many\"", "MemTotal: many kB\n", RecordedProc.BUDDYINFO, RecordedProc.ZONEINFO);
    }

    private static void assertRefused(String message, String meminfo, String buddyinfo, String zoneinfo) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuestNumbers.parse(meminfo, buddyinfo, zoneinfo))
                .withMessage(message);
    }
}
