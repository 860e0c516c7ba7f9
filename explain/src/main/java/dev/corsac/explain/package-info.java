/** Recorded calls, their diagnosis and the fix. */
@org.jspecify.annotations.NullMarked
package dev.corsac.explain;
