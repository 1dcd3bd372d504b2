package ballast.agent.guest;

import java.util.List;

/**
 * What a guest's kernel says of its memory (Linux, Documentation/filesystems/proc.rst), in the published artefact's terms.
 *
 * @param total MemTotal + (present − managed pages of all zones) · 4096, in bytes
 * @param free MemFree in bytes
 * @param cached Cached in bytes
 * @param freeBlocks free blocks of each order of all zones; order o is 2^o pages of 4 KiB
 */
public record GuestNumbers(long total, long free, long cached, List<Long> freeBlocks) {
    /** Orders of the buddy allocator that are written out; the kernel's MAX_ORDER has been 11 for long. */
    public static final int ORDERS = 11;

    private static final int PAGE = 4096;
    private static final int HUGE_ORDER = 9;

    public GuestNumbers {
        freeBlocks = List.copyOf(freeBlocks);
    }

    /** @throws IllegalArgumentException if one of the texts is not what the kernel prints */
    public static GuestNumbers parse(String meminfo, String buddyinfo, String zoneinfo) {
        long unmanaged = sumOf(zoneinfo, "present") - sumOf(zoneinfo, "managed");
        return new GuestNumbers(
                meminfo(meminfo, "MemTotal") + unmanaged * PAGE,
                meminfo(meminfo, "MemFree"),
                meminfo(meminfo, "Cached"),
                blocks(buddyinfo));
    }

    /** Free pages of 4 KiB. */
    public long small() {
        long pages = 0;
        for (int order = 0; order < freeBlocks.size(); order++) {
            pages += freeBlocks.get(order) << order;
        }
        return pages;
    }

    /** Free pages of 2 MiB. */
    public long huge() {
        long pages = 0;
        for (int order = HUGE_ORDER; order < freeBlocks.size(); order++) {
            pages += freeBlocks.get(order) << (order - HUGE_ORDER);
        }
        return pages;
    }

    private static long meminfo(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + ":"))
                .findFirst()
                .map(line -> Long.parseLong(line.substring(key.length() + 1)
                                .replace("kB", "")
                                .strip())
                        * 1024)
                .orElseThrow(() -> new IllegalArgumentException("/proc/meminfo has no " + key));
    }

    private static long sumOf(String zoneinfo, String key) {
        List<String> lines = zoneinfo.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(key + " "))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("/proc/zoneinfo has no " + key);
        }
        return lines.stream()
                .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
                .sum();
    }

    /** Lines such as {@code Node 0, zone   Normal   12  3 …}. */
    private static List<Long> blocks(String buddyinfo) {
        if (!buddyinfo.startsWith("Node ")) {
            throw new IllegalArgumentException("/proc/buddyinfo has no zones");
        }
        Long[] sums = new Long[ORDERS];
        java.util.Arrays.fill(sums, 0L);
        for (String line : buddyinfo.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            for (int order = 0; order + 4 < words.length && order < ORDERS; order++) {
                sums[order] += Long.parseLong(words[order + 4]);
            }
        }
        return List.of(sums);
    }
}
