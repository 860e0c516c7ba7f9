/**
 * The command {@code corsac}: options, streams and exit codes. {@link dev.corsac.cli.Main} has a class for each subcommand; options that
 * several have are in {@code PolicyOptions}, {@code ParameterOptions} and {@code TemplateOptions}. What a command cannot do is a {@code
 * CommandFailure}, with its exit code. What they read, decide and run is in the other rooms.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.cli;
