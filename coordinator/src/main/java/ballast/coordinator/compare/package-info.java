/**
 * Compares the figures of two campaigns, or of a campaign's cells with its baseline. Which cells belong together and what is told of
 * them is here; the statistics are those of package stats.
 */
package ballast.coordinator.compare;
