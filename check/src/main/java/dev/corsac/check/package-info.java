/** The findings of a deployment: which calls of which page would be blocked in which browser, where, and the fix. */
@org.jspecify.annotations.NullMarked
package dev.corsac.check;
