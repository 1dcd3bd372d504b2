/** The live page in a real browser, before a coordinator whose agents are made up. */
package ballast.page;
