/**
 * The fronts of AWS: each a function from a request, and the functions or objects behind it, to a response. No sockets,
 * clocks, files or environment here: they come in as parameters.
 *
 * <p>Comments state where a behaviour is known from: "documented" is AWS's guides, "recorded" a capture of the real service,
 * "reported" an issue or article; what no public source settles is "unverified", and a choice of {@link
 * dev.corsac.gateway.UnverifiedBehavior}.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway;
