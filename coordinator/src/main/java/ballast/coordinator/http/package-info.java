/**
 * What the coordinator serves over HTTP: metrics, readiness, what clients ask and want done, and the upload of result files, which are too large for actor
 * messages. Only model is below it.
 */
package ballast.coordinator.http;
