/** The parts of this module that {@code dev.corsac.lambda.events} needs: not an API, and exported to no other module. */
@NullMarked
package dev.corsac.lambda.internal;

import org.jspecify.annotations.NullMarked;
