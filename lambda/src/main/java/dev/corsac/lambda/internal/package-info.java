/** What {@code dev.corsac.lambda.events} needs of this module, and nobody else: no API, and not exported to others. */
@NullMarked
package dev.corsac.lambda.internal;

import org.jspecify.annotations.NullMarked;
