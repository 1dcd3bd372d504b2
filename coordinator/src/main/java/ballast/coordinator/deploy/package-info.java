/**
 * Brings agents onto a lab's hosts over SSH and looks after them there: check, up, upgrade, down, logs. It knows hosts only as an SSH
 * login, and agents only as files, a process, and what the coordinator says of them over HTTP.
 */
package ballast.coordinator.deploy;
