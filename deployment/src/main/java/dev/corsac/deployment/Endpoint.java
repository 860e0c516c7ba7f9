package dev.corsac.deployment;

/**
 * A host name at which a front is reached.
 *
 * @param host the host name, without scheme and port
 * @param path what comes before every path there: {@code /prod} for a stage, {@code /v1} for a base path; empty for nothing
 * @param custom whether it is a domain name of the user's own rather than one of AWS's
 */
public record Endpoint(Value<String> host, String path, boolean custom) {}
