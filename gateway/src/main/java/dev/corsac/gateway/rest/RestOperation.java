package dev.corsac.gateway.rest;

import dev.corsac.gateway.Component;
import org.jspecify.annotations.Nullable;

/**
 * A method of a resource, ready to answer.
 *
 * @param method as it is configured
 * @param element what makes its answers
 * @param authorization its authorizer at work, or null
 * @param mock its MOCK integration at work, or null
 */
record RestOperation(
        RestMethod method,
        Component element,
        @Nullable RestAuthorization authorization,
        @Nullable RestMockAnswers mock) {}
