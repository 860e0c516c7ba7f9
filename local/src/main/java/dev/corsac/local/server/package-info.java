/** Sockets before the fronts. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.server;
