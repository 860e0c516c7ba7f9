/** A load balancer with a Lambda target. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.alb;
