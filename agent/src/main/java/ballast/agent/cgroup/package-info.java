/**
 * The control group that all VMs of an agent live in: the kernel keeps them together within the host's budget, so that a mistake
 * hurts a VM and never the host. Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
 */
package ballast.agent.cgroup;
