/** Processes of functions: starting, watching and ending them. */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.function;
