/**
 * The CORS policy of a server: {@link dev.corsac.CorsPolicy} describes which origins, methods and headers are allowed, and
 * decides requests. It needs only the JDK and does no input or output. {@code Decisions} finds or makes the decision about a
 * request, {@code Preflights} those about preflights; a {@link dev.corsac.CorsRefusal} says why one is refused, a {@link
 * dev.corsac.CorsProblem} what is wrong with a policy.
 */
package dev.corsac;
