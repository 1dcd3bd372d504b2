/**
 * The results store: one folder per campaign with every run's raw files, written so that a crash at any point leaves the old
 * state or the new one. Reads them back, too; what they mean is computed elsewhere.
 */
package ballast.coordinator.results;
