/**
 * The vocabulary of both sides: campaigns, cells, runs, attempts, VMs and what they need. Pure data, without Pekko, clock or
 * file system.
 */
package ballast.model;
