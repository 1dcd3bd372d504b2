/**
 * What the code must look like as a whole: which way its packages may depend on each other, and which of them may touch what.
 * Rules say "whoever does this must be there" where somebody does, so that a rule that matches nothing fails.
 */
package ballast.structure;
