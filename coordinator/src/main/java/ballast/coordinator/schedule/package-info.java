/**
 * What should run where: an immutable schedule that only events change, and the pure decisions made from it. Knows no Pekko,
 * no clock and no file system.
 */
package ballast.coordinator.schedule;
