/** QEMU: its command line, its monitor protocol (QMP), and whether it can use KVM here. */
package ballast.agent.qemu;
