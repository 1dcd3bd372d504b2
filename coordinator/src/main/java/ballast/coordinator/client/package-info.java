/**
 * The coordinator's HTTP API from the client's side: tries each address in turn, shows the token, reads the answers. Knows nothing of what they mean.
 */
package ballast.coordinator.client;
