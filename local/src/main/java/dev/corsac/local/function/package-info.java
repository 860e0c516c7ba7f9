/**
 * Functions as processes: {@code LocalFunction} is what fronts call, {@code FunctionProcess} starts and ends one process, {@code
 * FunctionHost} is what the functions of a run share.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.function;
