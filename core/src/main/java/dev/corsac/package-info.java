/**
 * The CORS policy of a server: {@link dev.corsac.CorsPolicy} describes which origins, methods and headers are allowed, and
 * decides requests. It needs only the JDK and does no input or output.
 */
package dev.corsac;
