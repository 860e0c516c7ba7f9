/**
 * What a browser does with a page's call, as a pure function: {@code call, server -> outcome, and why}.
 *
 * <p>{@link dev.corsac.browser.Browser} runs the <a href="https://fetch.spec.whatwg.org/">Fetch Standard</a> step by
 * step, with the differences of one {@link dev.corsac.browser.Engine}. A server is any function from a request to a
 * response. Whether a cookie travels ({@link dev.corsac.browser.CookieCheck}) and whether the page may reach into the
 * local network ({@link dev.corsac.browser.LocalNetworkAccess}) are answers of their own.
 *
 * <p>Everything here is immutable, opens no socket and reads no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.browser;
