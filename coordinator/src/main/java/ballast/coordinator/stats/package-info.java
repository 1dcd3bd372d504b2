/**
 * Figures: pure functions over the raw samples of a run, with the formula and its source at each. They read no file, so that
 * any figure can be computed again from what the store holds.
 */
package ballast.coordinator.stats;
