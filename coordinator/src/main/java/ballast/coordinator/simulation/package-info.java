/** What came of a campaign that was played back on hosts which do not exist, in the time that real hosts would have needed. Pure. */
package ballast.coordinator.simulation;
