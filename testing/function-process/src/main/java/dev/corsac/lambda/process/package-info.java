/** A function as Lambda runs it: a process that polls a Runtime API. For tests and benchmarks. */
@org.jspecify.annotations.NullMarked
package dev.corsac.lambda.process;
