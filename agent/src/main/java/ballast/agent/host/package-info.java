/** What this host has, and what its kernel says of a process: CPUs, memory, resident sets. */
package ballast.agent.host;
