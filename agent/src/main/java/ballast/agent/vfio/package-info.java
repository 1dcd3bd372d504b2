/**
 * PCI devices for VMs: which IOMMU groups this host has, who uses them, and moving them between the host's drivers and vfio-pci. All
 * of it is read from and written to sysfs (kernel documentation, driver-api/vfio.rst and ABI/testing/sysfs-bus-pci).
 */
package ballast.agent.vfio;
