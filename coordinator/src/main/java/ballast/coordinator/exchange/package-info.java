/**
 * Campaigns in other programs' forms: the published artefact's results folders, both ways, and long tables for data frames.
 * What cannot be known of an imported run gets the value that {@link ballast.coordinator.exchange.ArgsReader} names.
 */
package ballast.coordinator.exchange;
