/** Guest images on this host, as their image.json describes them. */
package ballast.agent.image;
