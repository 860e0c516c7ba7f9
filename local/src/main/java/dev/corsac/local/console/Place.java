package dev.corsac.local.console;

/**
 * Something that listens, as the console names it.
 *
 * @param kind {@code site}, {@code REST API}, …
 * @param name as the configuration has it
 * @param url where it is opened or called, without a slash at the end
 * @param port on this machine
 */
public record Place(String kind, String name, String url, int port) {}
