/** How good the packer's plans are: measured against the best that is known for recorded footprints, and against recordings that a plan did not see. */
package ballast.benchmark.packing;
