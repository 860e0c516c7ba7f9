/**
 * The local run: fronts on loopback sockets, and functions as processes of their own that speak the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>.
 *
 * <p>{@link dev.corsac.local.LocalRun} is the entrance. It serves fronts with {@code server}, starts and ends functions with {@code
 * function}, which they reach at {@code runtimeapi}, looks for changes with {@code watch}, and shows all of it in {@code console}. {@link
 * dev.corsac.local.machine} and {@link dev.corsac.local.project} are what commands need of this machine and of a project's build.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local;
