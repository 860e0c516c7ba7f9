/** Writes infrastructure from a policy: SAM, CloudFormation, Terraform, CDK and OpenAPI. */
@org.jspecify.annotations.NullMarked
package dev.corsac.config.generate;
