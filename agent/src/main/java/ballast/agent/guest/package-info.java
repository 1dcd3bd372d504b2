/** The guest's side: programs over SSH, statistics over a virtio-serial port. */
package ballast.agent.guest;
