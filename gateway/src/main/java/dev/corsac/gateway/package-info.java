/**
 * The fronts of AWS: each a function from a request, and the functions or objects behind it, to a response. No sockets,
 * clocks, files or environment here: they come in as parameters.
 *
 * <p>Where the behaviour is known from is said beside it: "documented" is AWS's developer guide, "recorded" a capture of
 * the real service; what nobody has shown is marked "open".
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway;
