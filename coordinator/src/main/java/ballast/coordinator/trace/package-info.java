/** Footprint traces on a grid of one second, and what is predicted from several of them. Pure: reads no file and no clock. */
package ballast.coordinator.trace;
