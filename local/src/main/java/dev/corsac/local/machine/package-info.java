/**
 * This machine: its tools and Java installations, its desktop, captured files on its disk, requests that it sends, and functions that run
 * without fronts.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.machine;
