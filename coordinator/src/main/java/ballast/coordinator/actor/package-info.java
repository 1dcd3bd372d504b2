/**
 * The actors of the coordinator and the node that they live on. They decide nothing hard: they ask the schedule, persist what it
 * says, and send.
 */
package ballast.coordinator.actor;
