/** What the live page shows of campaigns and runs, as JSON: their states and plans, and of what the store holds figures, samples and files. */
package ballast.coordinator.page;
