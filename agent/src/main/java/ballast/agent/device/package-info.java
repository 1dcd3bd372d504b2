/** Reclamation devices: how each is put into a VM, resized and asked. */
package ballast.agent.device;
