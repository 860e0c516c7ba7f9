/**
 * A function's process: the Java runtime of Lambda where AWS's own client cannot run. Handlers are found, events are read
 * and errors are reported by AWS's classes; only the connection to the Runtime API, which theirs makes in native code for
 * Linux, is made in Java here.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.runtime;
