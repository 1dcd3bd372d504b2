/** Whether a campaign's results are still what was stored: its files by their digests, its figures by computing them again. */
package ballast.coordinator.verify;
