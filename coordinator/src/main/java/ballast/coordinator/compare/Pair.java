package ballast.coordinator.compare;

/** Two cells that are compared: B's with A's. */
record Pair(Side a, Side b) {}
