package ballast.lab;

import org.junit.jupiter.api.Assumptions;

/** Tests that this machine cannot run. Maven counts them, and does not tell why: so they say it. */
final class Skip {
    private Skip() {}

    /** Aborts the test that asks, with the reason on the terminal. */
    static RuntimeException because(String reason) {
        String asks = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("IT"))
                        .findFirst())
                .orElse("tests");
        System.err.println("ballast: skipped: " + asks + ": " + reason);
        return Assumptions.abort("skipped: " + reason);
    }
}
