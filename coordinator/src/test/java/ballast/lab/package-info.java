/** A lab on one machine: hosts are network namespaces with their own addresses, sshd and processes. */
package ballast.lab;
