/** Rows with named columns, written as CSV, JSON or Parquet, or put into DuckDB. What the rows are of is others' business. */
package ballast.coordinator.table;
