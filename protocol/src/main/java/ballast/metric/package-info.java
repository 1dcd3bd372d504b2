/** What Prometheus is told: every metric of Ballast is declared here, and only this package knows the Prometheus client. */
package ballast.metric;
