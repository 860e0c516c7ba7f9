/** A REST API of API Gateway. */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.rest;
