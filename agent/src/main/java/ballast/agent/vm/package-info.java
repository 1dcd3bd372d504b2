/** One VM from its folder to its proven end: lifecycle table, starting, and the handle that benchmarks use. */
package ballast.agent.vm;
