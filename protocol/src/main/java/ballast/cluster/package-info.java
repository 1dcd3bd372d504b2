/** How the nodes of a lab find each other, and by what they trust each other; the same for coordinators and agents. */
package ballast.cluster;
