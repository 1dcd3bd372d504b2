/**
 * What the coordinator serves over HTTP: metrics, readiness, and the upload of result files, which are too large for actor
 * messages. Only model is below it.
 */
package ballast.coordinator.http;
