/** Records what installed browsers do with random calls, and compares it with the model. */
@org.jspecify.annotations.NullMarked
package dev.corsac.recorder;
