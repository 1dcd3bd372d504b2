package ballast.coordinator.matrix;

import java.util.List;
import java.util.stream.Stream;

/**
 * Words added to the guest kernel's command line.
 *
 * @param words as the user wrote them, where {@code tuned} stands for {@link #TUNED}
 */
record KernelArguments(List<String> words) {
    /**
     * Makes a guest quick to boot and quiet, and spares virtio-mem the clearing of pages that it is about to unplug. All of them were
     * measured under TCG; a profile that is to compare with published figures uses the kernel's defaults.
     */
    static final List<String> TUNED = List.of(
            "mitigations=off",
            "nokaslr",
            "tsc=reliable",
            "no_timer_check",
            "apparmor=0",
            "selinux=0",
            "audit=0",
            "cryptomgr.notests",
            "rcupdate.rcu_expedited=1",
            "8250.nr_uarts=1",
            "init_on_alloc=0",
            "nowatchdog");

    private static final String NONE = "default";

    KernelArguments {
        words = List.copyOf(words);
    }

    /** @throws IllegalArgumentException if a word is not printable ASCII, or {@code default} stands beside others */
    static KernelArguments parse(String text) {
        List<String> words = Stream.of(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.contains(NONE) && words.size() > 1) {
            throw new IllegalArgumentException("got '" + text + "', want 'default' alone or not at all");
        }
        for (String word : words) {
            if (word.chars().anyMatch(c -> c > '~')) {
                throw new IllegalArgumentException("got '" + word + "', want words of printable ASCII");
            }
        }
        return new KernelArguments(words.equals(List.of(NONE)) ? List.of() : words);
    }

    /** With the keyword spelled out. */
    List<String> expanded() {
        return words.stream()
                .flatMap(word -> word.equals("tuned") ? TUNED.stream() : Stream.of(word))
                .toList();
    }

    String text() {
        return words.isEmpty() ? NONE : String.join(" ", words);
    }
}
