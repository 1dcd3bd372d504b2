/** Charts of figures and plans, as SVG. Draws what it is given and decides nothing. */
package ballast.coordinator.plot;
