package ballast.coordinator.cli;

import picocli.CommandLine.Option;

/** For people or for programs. */
final class OutputOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}")
    private Output output;

    boolean json() {
        return output == Output.JSON;
    }
}
