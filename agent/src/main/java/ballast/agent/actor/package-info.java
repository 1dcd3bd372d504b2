/** The agent's actors: the host, its attempts, its VMs. They decide little; everything that blocks runs elsewhere. */
package ballast.agent.actor;
