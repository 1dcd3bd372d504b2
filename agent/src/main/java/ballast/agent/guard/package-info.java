/**
 * Watches over what a host's VMs occupy together: measures, decides what to do when the budget is threatened, does it and
 * records it. What is decided is pure ({@link Policy}, {@link Admission}); {@link MemoryGuard} has the thread.
 */
package ballast.agent.guard;
