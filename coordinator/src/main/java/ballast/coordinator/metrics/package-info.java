/** What Prometheus is told. The only package that knows the Prometheus client; every metric is declared in one file. */
package ballast.coordinator.metrics;
