/** A Lambda Function URL. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.functionurl;
