/** Results on the agent's own disk, until the coordinator has acknowledged them. */
package ballast.agent.spool;
