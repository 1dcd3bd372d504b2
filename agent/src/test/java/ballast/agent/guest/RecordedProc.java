package ballast.agent.guest;

/** Files of /proc of a 512 MiB guest (Debian's cloud kernel 6.1), shortened to a few lines of each kind. */
public final class RecordedProc {
    public static final String MEMINFO = """
            MemTotal:         475112 kB
            MemFree:          431592 kB
            MemAvailable:     428308 kB
            Buffers:               0 kB
            SwapCached:            4 kB
            Cached:             7624 kB
            Active:              140 kB
            HugePages_Total:       0
            DirectMap2M:      477184 kB
            """;

    public static final String BUDDYINFO = """
            Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3\s
            Node 0, zone    DMA32     53     61     49     34     18      9      6      5      4      2     99\s
            """;

    public static final String ZONEINFO = """
            Node 0, zone      DMA
              per-node stats
                  nr_inactive_anon 52
              pages free     3840
                    boost    0
                    min      123
                    spanned  4095
                    present  3998
                    managed  3840
                    cma      0
                    protection: (0, 446, 446, 446, 446)
            Node 0, zone    DMA32
              pages free     104058
                    spanned  126944
                    present  126943
                    managed  114938
              pagesets
                cpu: 0
                          count: 30
            Node 0, zone   Normal
              pages free     0
                    spanned  0
                    present  0
                    managed  0
            """;

    private RecordedProc() {}
}
