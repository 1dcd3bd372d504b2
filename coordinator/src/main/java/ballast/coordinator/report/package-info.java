/** What users are shown of a campaign's results: the summary as text and as JSON, made of the store's files alone. */
package ballast.coordinator.report;
