/**
 * A browser before fronts, both of them pure functions: what a call of a page's script comes to, and which element of the
 * deployment is in charge of it.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.page;
