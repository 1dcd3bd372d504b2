/**
 * What runs have recorded of their VMs' footprints, in a store or in a folder of the published artefact's layout, cut into traces. Reads
 * files only.
 */
package ballast.coordinator.recording;
