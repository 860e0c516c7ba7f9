/** What the fronts share. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.internal;
