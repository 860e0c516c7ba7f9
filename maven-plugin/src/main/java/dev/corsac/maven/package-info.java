/** The goals of {@code corsac-maven-plugin}: each runs a subcommand of {@code corsac}. */
@NullMarked
package dev.corsac.maven;

import org.jspecify.annotations.NullMarked;
