/**
 * When and where VMs run, so that the sum of their footprints stays within each host's budget at every second. Pure: plain
 * functions from traces, hosts and a seed to a plan.
 */
package ballast.coordinator.packing;
