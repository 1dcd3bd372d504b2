/** Settings files in YAML: read as a whole, refused as a whole, with every problem as {@code file:line: key: got X, want Y}. */
package ballast.settings;
