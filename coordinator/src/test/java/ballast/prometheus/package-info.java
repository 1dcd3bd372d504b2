/** Ballast as a real Prometheus sees it. */
package ballast.prometheus;
