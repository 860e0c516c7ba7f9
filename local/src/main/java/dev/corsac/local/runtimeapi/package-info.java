/** The Lambda Runtime API that processes of functions talk to. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.runtimeapi;
