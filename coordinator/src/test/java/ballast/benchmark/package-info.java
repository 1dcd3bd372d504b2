/**
 * What the program's own work costs on this machine; never part of the tests. From a clean clone, with the packages that
 * {@code ./ballast test} installs:
 *
 * <pre>
 * coordinator/src/test/bench                  all of them, about ten minutes
 * coordinator/src/test/bench qmp              a question to QEMU's monitor and its answer (JMH; its options may follow)
 * coordinator/src/test/bench sampling 3 10    1, 8 and 64 VMs at 10 Hz: 3 windows of 10 s each
 * coordinator/src/test/bench results 7        100,000 samples from the agent to the store, 7 times
 * coordinator/src/test/bench start 9          from the JVM's start to a coordinator that takes commands, 9 times
 * </pre>
 *
 * CPU time is steadier than wall time where others use the machine, too; figures are medians with their range.
 */
package ballast.benchmark;
