/** Looks at running VMs at a fixed rate and writes what it sees; a missing answer costs a value, never a row. */
package ballast.agent.sample;
