/**
 * A REST API of API Gateway: {@link dev.corsac.gateway.rest.RestApi} finds the method, asks its authorizer and integration, and makes its
 * own errors as {@link dev.corsac.gateway.rest.RestResponseType gateway responses}.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.gateway.rest;
