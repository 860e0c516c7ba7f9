package dev.corsac.gateway;

import java.time.Instant;

/**
 * The circumstances of a request: what a front writes into events and headers and cannot find out by itself.
 *
 * @param time when the request came
 * @param requestId the id that the front gives the request; a UUID on AWS
 * @param sourceIp the client's address
 */
public record RequestMetadata(Instant time, String requestId, String sourceIp) {}
