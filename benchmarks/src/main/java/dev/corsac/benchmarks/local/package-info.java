/** The local run beside other emulators, and beside the server that it is built on. */
@org.jspecify.annotations.NullMarked
package dev.corsac.benchmarks.local;
