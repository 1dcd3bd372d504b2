/** How many VMs fit into a budget, found by running them: which number to try next, and what the tries say. Pure. */
package ballast.coordinator.capacity;
