package dev.corsac;

/**
 * One header line of a response.
 *
 * @param name spelt as the standards spell it
 * @param value as it goes on the wire
 */
public record CorsHeader(String name, String value) {

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
