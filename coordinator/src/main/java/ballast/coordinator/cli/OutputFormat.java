package ballast.coordinator.cli;

/** What a command prints on standard output. */
enum OutputFormat {
    TEXT,
    JSON
}
