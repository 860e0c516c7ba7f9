/**
 * Requests, responses and their header lines: immutable, thread-safe values that keep what CORS depends on and most HTTP
 * libraries lose: the order of the lines, the case of the names, and repeated names.
 *
 * <p>Here is also the one strict parser of each piece of text in them: URLs as sent ({@link dev.corsac.http.Url}) and as
 * browsers read them ({@link dev.corsac.http.UrlReference}), hosts ({@link dev.corsac.http.Host}), ports ({@link
 * dev.corsac.http.Url#parsePort}), lists ({@link dev.corsac.http.HeaderValues}, {@link dev.corsac.http.TokenList}), media
 * types ({@link dev.corsac.http.MediaType}) and percent-encoding ({@link dev.corsac.http.PercentCoding}).
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.http;
