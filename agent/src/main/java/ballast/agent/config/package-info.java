/** What an agent is told: read once in the two Mains, checked as a whole. */
package ballast.agent.config;
