/** CloudFront: behaviours, policies and cache. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.cloudfront;
