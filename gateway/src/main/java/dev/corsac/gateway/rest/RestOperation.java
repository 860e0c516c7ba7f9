package dev.corsac.gateway.rest;

import dev.corsac.gateway.Component;
import org.jspecify.annotations.Nullable;

/**
 * A method of a resource at work.
 *
 * @param method as it is configured
 * @param component what makes its responses
 * @param authorization its authorizer at work, or null
 * @param mock its MOCK integration at work, or null
 */
record RestOperation(
        RestMethod method,
        Component component,
        @Nullable RestAuthorization authorization,
        @Nullable RestMockIntegration mock) {}
