/** The command line: reads what the user wants, starts what it needs, and says how it ended by text and exit code. */
package ballast.coordinator.cli;
