package ballast.coordinator;

import ballast.coordinator.cli.BallastCommand;

/** {@code ballast}: the command line of coordinator and embedded runs. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // plots need no display, even where there is one
        System.exit(BallastCommand.execute(arguments));
    }
}
