/** Processes and folders of this machine: the guard that ends QEMU with its agent, the agent's own folder, what an earlier agent left. */
package ballast.agent.system;
