/**
 * Sites, fronts, functions and their settings as values, and a page's call through all of them, in each engine.
 *
 * <p>A {@link dev.corsac.deployment.Deployment} has everything as its files have it, with a {@link dev.corsac.deployment.Place} for each
 * {@link dev.corsac.deployment.Value}. {@link dev.corsac.deployment.Resolution} has a text for each value that AWS makes. {@link
 * dev.corsac.deployment.FrontFactory} makes the fronts; they form a {@link dev.corsac.deployment.Network}, whose result for a page's call
 * is a {@link dev.corsac.deployment.CallOutcome}.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.deployment;
