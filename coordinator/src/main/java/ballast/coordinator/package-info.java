/** The coordinator's program: wires its parts and starts the command line. */
package ballast.coordinator;
