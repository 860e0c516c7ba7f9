/** Reads corsac.yaml, its schema and deployment templates into a {@link dev.corsac.deployment deployment}. */
@org.jspecify.annotations.NullMarked
package dev.corsac.config;
