/**
 * Applies a {@link dev.corsac.CorsPolicy} to a handler of typed events: one class for each event class of {@code
 * aws-lambda-java-events} that a front sends, and one for maps. {@link dev.corsac.lambda.CorsRequestHandler} supports every
 * other signature.
 *
 * <p>None of these classes is generic, on purpose: for a handler that is named with its method, as in {@code
 * com.example.Orders::handleRequest}, Lambda's runtime uses the parameter types that the method declares, and a type variable
 * there becomes a {@code LinkedHashMap}.
 *
 * <p>A typed handler starts about three times slower than a stream handler, since the runtime then loads its JSON
 * mapper; {@link dev.corsac.lambda.CorsStreamHandler} keeps what a stream handler saves.
 */
@NullMarked
package dev.corsac.lambda.events;

import org.jspecify.annotations.NullMarked;
