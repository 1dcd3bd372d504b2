package ballast.coordinator.cli;

/** A command cannot be done, and the message tells users why and what to do. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandException badInput(String message) {
        return new CommandException(ExitCode.BAD_INPUT, "ballast: " + message);
    }

    int exitCode() {
        return exitCode;
    }
}
