/** Servers to compare the local run with: other emulators, and the server that it is built on. */
@org.jspecify.annotations.NullMarked
package dev.corsac.benchmarks.local;
