package ballast.agent.workload;

import ballast.model.ByteSize;
import ballast.model.FailureKind;
import ballast.model.FaultException;
import java.time.Duration;
import java.util.List;

/** The artefact's allocator module: its command for a bulk allocation, and its answer, CSV with the column {@code get_avg}. */
final class AllocatorTool {
    private static final long PAGE = 4096;
    private static final String NANOS_PER_PAGE = "get_avg";

    private AllocatorTool() {}

    /** One thread allocates so much, page by page. */
    static String bulk(ByteSize memory) {
        return "bulk 1 " + memory.bytes() / PAGE + " 0 1 0";
    }

    /** The time that all of {@code memory} took, of an average in ns per page. */
    static Duration took(ByteSize memory, String answer) throws FaultException {
        List<String> lines = answer.strip().lines().toList();
        if (lines.size() >= 2) {
            int column = List.of(lines.get(0).split(",", -1)).indexOf(NANOS_PER_PAGE);
            String[] row = lines.get(1).split(",", -1);
            if (column >= 0 && column < row.length && row[column].strip().matches("\\d{1,12}(\\.\\d+)?")) {
                long pages = memory.bytes() / PAGE;
                return Duration.ofNanos(Math.round(Double.parseDouble(row[column].strip()) * pages));
            }
        }
        throw new FaultException(
                FailureKind.WORKLOAD,
                "the allocator module gave no row with " + NANOS_PER_PAGE + ", but: " + String.join(" / ", lines));
    }
}
