/**
 * The findings of a deployment: which calls of which page would be blocked in which browser, where, and the fix.
 *
 * <p>{@link dev.corsac.check.Checker} is the entrance; {@code CheckRun} makes the calls that {@code PlannedCalls} plans, in every
 * engine, under everything that is unknown; {@code CauseFinder} finds the setting that blocks one. A {@link
 * dev.corsac.check.CheckResult} is written by the classes whose names begin with {@code Findings}.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.check;
