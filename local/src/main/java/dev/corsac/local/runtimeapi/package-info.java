/**
 * The Lambda Runtime API that processes of functions talk to: {@code RuntimeServer} has a port for each process, and {@code
 * RuntimeConnection} speaks HTTP with one.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.runtimeapi;
