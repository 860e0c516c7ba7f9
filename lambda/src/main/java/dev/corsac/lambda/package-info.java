/**
 * Applies a {@link dev.corsac.CorsPolicy} to a Lambda handler behind a proxy integration. It reads the event ({@code HttpEvent}, whose
 * form tells the {@code Front}) and changes the response ({@code HandlerResponse}) as bytes: without a JSON library or reflection, and a
 * body is copied, never parsed.
 */
@NullMarked
package dev.corsac.lambda;

import org.jspecify.annotations.NullMarked;
