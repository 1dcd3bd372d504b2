/**
 * Charts of figures and plans, as SVG, PNG and PDF. A {@link ballast.coordinator.plot.Drawing} says what is shown and is data; charts
 * and files are made of it, and decide nothing.
 */
package ballast.coordinator.plot;
