package ballast.coordinator.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A script of ours with arguments, for a host's shell. Only scripts that come with the program are run, and each argument is one
 * word whatever is in it; lists of names go to standard input.
 *
 * @param name of the script, for messages
 */
record RemoteCommand(String name, List<String> words) {
    RemoteCommand {
        words = List.copyOf(words);
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("a word with a NUL character cannot be an argument");
        }
    }

    static RemoteCommand script(String name, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", Scripts.text(name + ".sh"), name));
        words.addAll(List.of(arguments));
        return new RemoteCommand(name, words);
    }

    /** For a POSIX shell: nothing means anything within single quotes, and a single quote is put between them. */
    String quoted() {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return name;
    }
}
