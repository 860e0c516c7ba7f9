/** This machine: its disk, its tools and Java installations, its desktop, and requests that it sends. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.machine;
