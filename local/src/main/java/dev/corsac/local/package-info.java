/**
 * The fronts on loopback sockets, and functions as processes of their own that speak the <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local;
