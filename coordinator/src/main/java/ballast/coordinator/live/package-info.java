/**
 * The VMs of the lab as they are now and were in the last minutes, for those who look on. Nothing here is kept: it is filled by what agents
 * say, and exact figures come from the raw files.
 */
package ballast.coordinator.live;
