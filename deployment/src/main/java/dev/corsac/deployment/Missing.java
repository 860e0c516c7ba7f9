package dev.corsac.deployment;

/**
 * An input of a deployment that no file states, so that what depends on it is unknown.
 *
 * @param name its name: {@code parameter AllowedOrigin}
 * @param how what to write or pass so that it is known: {@code --parameter AllowedOrigin=VALUE}
 * @param place where the input is declared or used
 */
public record Missing(String name, String how, Place place) {}
