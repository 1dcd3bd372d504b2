package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * What a guest works on: commands, as a workload's YAML file declares them.
 *
 * @param name of the workload, good for a file
 * @param needs what the guest image has to provide
 * @param prepare run once, before the first build
 * @param build the work that is measured
 * @param clean run after each build; empty where nothing is left to clean
 */
public record Workload(String name, List<String> needs, List<Step> prepare, Step build, List<Step> clean) {
    /** In a command's words: the VM's number of cores. */
    public static final String CORES = "{cores}";

    /**
     * One command in the guest.
     *
     * @param command words, not a shell's line; {@link #CORES} stands for the VM's cores
     * @param timeout the longest it may take
     */
    public record Step(List<String> command, Duration timeout) {
        public Step {
            if (command.isEmpty() || command.get(0).isBlank()) {
                throw new IllegalArgumentException(
                        "command: got no program, want a list of words that begins with one");
            }
            Ranges.positive("timeout", timeout);
            command = List.copyOf(command);
        }

        /** Its words for a VM with so many cores. */
        public List<String> words(int cores) {
            return command.stream()
                    .map(word -> word.replace(CORES, Integer.toString(cores)))
                    .toList();
        }
    }

    public Workload {
        Names.requirePathSafe("workload", name);
        needs = List.copyOf(needs);
        prepare = List.copyOf(prepare);
        clean = List.copyOf(clean);
    }

    /** Our program {@code write}: touches {@code memory} with a thread per core, and frees it. */
    public static Workload write(ByteSize memory, Duration timeout) {
        Ranges.wholePages("touch", memory);
        Step build = new Step(List.of("write", "-t", CORES, "-m", memory.toString()), timeout);
        return new Workload("write", List.of("write"), List.of(), build, List.of());
    }

    /** Also reads what was recorded when {@code write} was the only workload: its name, memory and timeout. */
    @JsonCreator
    static Workload read(
            @JsonProperty("name") String name,
            @JsonProperty("needs") List<String> needs,
            @JsonProperty("prepare") List<Step> prepare,
            @JsonProperty("build") Step build,
            @JsonProperty("clean") List<Step> clean,
            @JsonProperty("workload") String oldName,
            @JsonProperty("memory") ByteSize oldMemory,
            @JsonProperty("timeout") Duration oldTimeout) {
        return oldMemory == null
                ? new Workload(name, orEmpty(needs), orEmpty(prepare), build, orEmpty(clean))
                : write(oldMemory, oldTimeout);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
