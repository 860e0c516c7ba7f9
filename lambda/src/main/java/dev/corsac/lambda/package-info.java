/**
 * Puts a {@link dev.corsac.CorsPolicy} around a Lambda handler behind a proxy integration. The event is read, and the
 * answer changed, as bytes: no JSON library, no reflection, and a body is copied, never parsed.
 */
@NullMarked
package dev.corsac.lambda;

import org.jspecify.annotations.NullMarked;
