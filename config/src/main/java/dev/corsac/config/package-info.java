/**
 * Reads the files of a project into a {@link dev.corsac.deployment deployment}.
 *
 * <p>{@link dev.corsac.config.SourceChoice} finds the file that a folder means. {@link dev.corsac.config.ConfigurationReader} reads a
 * {@code corsac.yaml} into a {@link dev.corsac.config.Configuration}, which is what {@code corsac up} runs; {@link
 * dev.corsac.config.TemplateReader} reads templates, with a reader for each format in {@code template}; {@code LocalPlan} gives the
 * fronts of a template their addresses on this machine; {@link dev.corsac.config.CheckInput} is either as {@code corsac check} takes it.
 * {@link dev.corsac.config.Project} infers a first {@code corsac.yaml}, and {@link dev.corsac.config.Schema} is the schema of one. {@link
 * dev.corsac.config.generate} goes the other way: infrastructure from a policy.
 *
 * <p>Files come from a {@link dev.corsac.config.FileSource}, and what tools print from a {@link dev.corsac.config.ToolRunner}. A {@link
 * dev.corsac.config.ConfigurationException} has a line for each mistake of a file, with its place and the fix.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.config;
