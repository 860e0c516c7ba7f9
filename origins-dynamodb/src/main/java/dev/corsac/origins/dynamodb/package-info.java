/** Allowed origins from a DynamoDB table. */
package dev.corsac.origins.dynamodb;
