/** Plays footprint traces back instead of running VMs, at any speed. Nothing of it measures: results say so. */
package ballast.agent.replay;
