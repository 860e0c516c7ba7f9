/**
 * The browser's side of the CORS protocol, as a pure function: {@code call, server -> outcome, and why}.
 *
 * <p>{@link dev.corsac.browser.Browser} runs the <a href="https://fetch.spec.whatwg.org/">Fetch Standard</a> step by
 * step ({@code Fetch}), with the differences of one {@link dev.corsac.browser.Engine}, which are listed as {@link dev.corsac.browser.EngineRule}s. A
 * server is any function from a request to a response. Whether a cookie travels ({@link dev.corsac.browser.CookieCheck})
 * and whether the page may call into the local network ({@link dev.corsac.browser.LocalNetworkAccess}) are decided apart.
 * The codes of failed checks are those of {@link dev.corsac.browser.Check}.
 *
 * <p>Everything here is immutable, opens no socket and reads no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.browser;
