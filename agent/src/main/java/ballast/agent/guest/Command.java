package ballast.agent.guest;

import java.util.List;
import java.util.stream.Collectors;

/** A program and its arguments for the guest's shell, which SSH always puts in between. */
public record Command(List<String> words) {
    public Command {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the program's name");
        }
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** Each word in single quotes: no character of it means anything to the shell. */
    String quoted() {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
