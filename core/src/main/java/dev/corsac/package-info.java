/**
 * The CORS policy of a server: {@link dev.corsac.CorsPolicy} says which origins, methods and headers are allowed, and
 * what that means for one request. Needs nothing but the JDK and does no input or output.
 */
package dev.corsac;
