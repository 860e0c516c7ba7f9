/** S3: the website endpoint and the REST endpoint of a bucket. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.s3;
