/** What an agent tells Prometheus of its own host, and the port where it does. */
package ballast.agent.metrics;
