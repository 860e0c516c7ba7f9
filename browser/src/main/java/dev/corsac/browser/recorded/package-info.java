/**
 * Recorded exchanges as calls: what {@code corsac explain} makes of a HAR file and the console of what passes by. Shared
 * between Corsac's own modules; no API.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.browser.recorded;
