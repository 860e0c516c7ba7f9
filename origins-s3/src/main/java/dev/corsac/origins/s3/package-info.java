/** Allowed origins from an object in S3. */
package dev.corsac.origins.s3;
