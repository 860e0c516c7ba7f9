/** Threads and tasks of the local run: how they report what goes wrong, and how they go on. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.concurrent;
