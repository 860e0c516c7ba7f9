/** Measures two builds of the engine next to each other in one JVM, so that a noisy machine disturbs both alike. */
@org.jspecify.annotations.NullMarked
package dev.corsac.benchmarks.compare;
