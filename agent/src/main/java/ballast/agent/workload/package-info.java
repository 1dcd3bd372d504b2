/** The benchmarks' procedures, as plain sequential code against a port to the VM. */
package ballast.agent.workload;
