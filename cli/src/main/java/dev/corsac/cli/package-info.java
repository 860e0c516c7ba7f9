/** The command {@code corsac}: what people type, and what they read. */
@org.jspecify.annotations.NullMarked
package dev.corsac.cli;
