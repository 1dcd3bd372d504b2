/** The builds of QEMU and guest kernel that VMs are made with: checked, asked what they can do, put together for a VM. */
package ballast.agent.artefact;
