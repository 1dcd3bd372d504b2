/**
 * From a matrix, the YAML file in which users say what to measure, to its cells. Text in, data or a list of problems out; only
 * {@link ballast.coordinator.matrix.MatrixSource} and {@link ballast.coordinator.matrix.MatrixLibrary} read anything.
 */
package ballast.coordinator.matrix;
