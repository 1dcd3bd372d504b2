/** What Grafana is given: that it may be said so, that what it asks for exists, and that each part finds the other. */
package ballast.dashboards;
