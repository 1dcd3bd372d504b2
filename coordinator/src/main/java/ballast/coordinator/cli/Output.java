package ballast.coordinator.cli;

/** How a command prints what it found. */
enum Output {
    TEXT,
    JSON
}
