/** Readers of templates: CloudFormation, AWS SAM, the Serverless Framework, Terraform. */
package dev.corsac.config.template;
