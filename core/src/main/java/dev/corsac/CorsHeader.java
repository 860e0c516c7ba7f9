package dev.corsac;

/**
 * One header line of a response. Immutable.
 *
 * @param name in the spelling of the standards
 * @param value as sent
 */
public record CorsHeader(String name, String value) {

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
