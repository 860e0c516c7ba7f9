/**
 * Writes infrastructure from a policy: {@link dev.corsac.config.generate.PlanReader} makes a plan of a deployment or of options, {@link
 * dev.corsac.config.generate.InfrastructureWriter} writes it as SAM, CloudFormation, Terraform, CDK or OpenAPI, each in a class whose
 * name ends in {@code Text}; {@code CorsLayout} decides for all of them where preflights and error headers go.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.config.generate;
