/** Questions to a store: which runs are like this, what are their figures, and any question in SQL. Nothing of a store is changed. */
package ballast.coordinator.query;
