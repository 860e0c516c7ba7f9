/**
 * The Lambda Runtime API that processes of functions talk to: {@code RuntimeServer} has a port for each process, {@code
 * dev.corsac.http.wire} reads and writes its connections, and {@code RuntimeApi} responds.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.runtimeapi;
