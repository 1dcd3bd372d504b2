/** {@code report.html}: what a campaign was and gave, on one page that needs nothing else. Written at a campaign's end. */
package ballast.coordinator.html;
