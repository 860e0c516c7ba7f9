/**
 * Readers of templates: CloudFormation, AWS SAM, the Serverless Framework, Terraform. What
 * CloudFormation and SAM have is a {@code Stack} of {@code Resource}s with {@code Item}s; the resources of the other formats become those
 * of CloudFormation, so that the same classes make fronts and functions of them.
 */
package dev.corsac.config.template;
