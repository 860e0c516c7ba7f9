/** Watching files for changes. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.watch;
