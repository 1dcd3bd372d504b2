/** What the coordinator tells Prometheus of the lab. The metrics themselves are declared in {@code ballast.metric}. */
package ballast.coordinator.metrics;
