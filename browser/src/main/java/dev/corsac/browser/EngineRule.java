package dev.corsac.browser;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules in which engines differ from the standards or from each other; in everything that is not here, all three do as
 * the standards say. The page {@code docs/browsers.md} is made from this list.
 */
public enum EngineRule {
    // Which calls need a preflight, and what it asks for
    CLIENT_HINTS_ARE_SAFELISTED(
            "Old client hints need no preflight, and are dropped on a redirect to an origin that is not the page's",
            "`device-memory`, `downlink`, `dpr`, `ect`, `rtt`, `save-data`, `viewport-width`, `width` and `intervention` count as"
                    + " CORS-safelisted; the standard removed them.",
            Source.MEASURED,
            Engine.CHROMIUM),
    SAFELISTED_VALUES_HAVE_A_TOTAL(
            "More than 1,024 bytes of safelisted values make all of them unsafe",
            "The standard's limit; WebKit checks single values only.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.FIREFOX),
    USER_AGENT_IS_FORBIDDEN(
            "A script cannot set `User-Agent`",
            "It counts as a forbidden request-header, which the standard ended in 2015.",
            Source.MEASURED,
            Engine.CHROMIUM),
    UPLOAD_LISTENER_NEEDS_A_BODY(
            "A listener on `XMLHttpRequest.upload` forces a preflight only if there is a body",
            "In the standard the listener is enough.",
            Source.MEASURED,
            Engine.CHROMIUM),
    CHARSET_IS_REWRITTEN_FIRST(
            "`XMLHttpRequest` rewrites the charset of `Content-Type` before the header is checked",
            "A value that is not safelisted only for its charset then needs no preflight.",
            Source.MEASURED,
            Engine.WEBKIT),
    REDIRECTED_PREFLIGHT_ASKS_LESS_WHAT_WAS_DROPPED(
            "A preflight after a redirect asks for the first request's headers, less those that the last redirect dropped",
            "A call that had a preflight once has one at every hop, even with nothing to ask for. In the standard it asks for the"
                    + " headers that are left.",
            Source.MEASURED,
            Engine.FIREFOX),
    REDIRECTED_PREFLIGHT_ASKS_AS_THE_FIRST(
            "A preflight after a redirect asks for the first request's headers, dropped or not",
            "A call that had a preflight once has one at every hop.",
            Source.MEASURED,
            Engine.WEBKIT),
    PREFLIGHT_KEEPS_THE_ORIGIN(
            "A preflight carries the page's origin even where redirects have tainted the call's",
            "If it comes back to that origin, its response needs no CORS headers.",
            Source.MEASURED,
            Engine.FIREFOX),

    // How the response to a preflight is checked
    PREFLIGHT_REDIRECT_IS_CHECKED_AFTER_THE_ORIGIN(
            "The response to a preflight: `Access-Control-Allow-Origin` is checked before a redirect",
            "It decides which of two errors is reported.",
            Source.MEASURED,
            Engine.FIREFOX),
    PREFLIGHT_STATUS_IS_CHECKED_BEFORE_THE_ORIGIN(
            "The response to a preflight: the status is checked before `Access-Control-Allow-Origin`",
            "It decides which of two errors is reported.",
            Source.SOURCE_CODE,
            Engine.WEBKIT),
    METHOD_IS_CHECKED_BEFORE_THE_HEADERS_ARE_READ(
            "The response to a preflight: the method is checked before `Access-Control-Allow-Headers` is read",
            "It decides which of two errors is reported.",
            Source.SOURCE_CODE,
            Engine.FIREFOX),
    WILDCARD_COVERS_AUTHORIZATION(
            "`Access-Control-Allow-Headers: *` covers `Authorization`",
            "Step 7.6 of the CORS-preflight fetch excludes it; the engines allow it with a warning in the console.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.FIREFOX,
            Engine.WEBKIT),
    MISSING_METHODS_ALLOW_NOTHING(
            "A missing `Access-Control-Allow-Methods` does not allow the method of a call with an upload listener",
            "Step 7.4 of the CORS-preflight fetch allows it.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.FIREFOX,
            Engine.WEBKIT),

    // How results of preflights are kept
    MAX_AGE_IS_AT_MOST_2_HOURS(
            "`Access-Control-Max-Age` counts up to 7,200 seconds",
            "The standard leaves the limit to the browser.",
            Source.SOURCE_CODE,
            Engine.CHROMIUM),
    MAX_AGE_IS_AT_MOST_24_HOURS(
            "`Access-Control-Max-Age` counts up to 86,400 seconds",
            "The standard leaves the limit to the browser.",
            Source.SOURCE_CODE,
            Engine.FIREFOX),
    MAX_AGE_IS_AT_MOST_10_MINUTES(
            "`Access-Control-Max-Age` counts up to 600 seconds",
            "The standard leaves the limit to the browser.",
            Source.SOURCE_CODE,
            Engine.WEBKIT),
    MAX_AGE_MAY_BE_NEGATIVE(
            "A negative `Access-Control-Max-Age` keeps nothing",
            "In the standard it is not a valid value, and the result is kept for 5 seconds.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.WEBKIT),
    MAX_AGE_MAY_HAVE_A_PLUS(
            "`Access-Control-Max-Age` may have a plus sign",
            "In the standard it is not a valid value, and the result is kept for 5 seconds.",
            Source.MEASURED,
            Engine.WEBKIT),
    INVALID_MAX_AGE_KEEPS_NOTHING(
            "An `Access-Control-Max-Age` that is not a number keeps nothing",
            "In the standard the result is kept for 5 seconds.",
            Source.MEASURED,
            Engine.FIREFOX),
    KEPT_WILDCARD_COUNTS_ONCE(
            "A kept `*` does not allow later methods and headers",
            "Each call makes a preflight of its own.",
            Source.MEASURED,
            Engine.FIREFOX),
    CACHE_SEPARATES_CREDENTIALS(
            "Results of calls with credentials and without are kept apart, and added to",
            "In the standard the result of a call with credentials serves one without, and a new result replaces the former.",
            Source.MEASURED,
            Engine.FIREFOX),
    FAILED_CALL_KEEPS_THE_CACHE(
            "A call that fails leaves the kept results for its URL",
            "The standard clears them.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.WEBKIT),
    CACHE_MISS_FORGETS(
            "A kept result that does not allow a call is forgotten",
            "The standard keeps it.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.WEBKIT),
    CONDITIONAL_CALL_BYPASSES_THE_CACHE(
            "A call with `If-None-Match` or its kin makes a preflight although one is kept",
            "Such a header turns the cache mode into `no-store`.",
            Source.MEASURED,
            Engine.CHROMIUM),
    CONDITIONAL_FETCH_BYPASSES_THE_CACHE(
            "The same, for `fetch` but not for `XMLHttpRequest`",
            "Such a header turns the cache mode into `no-store`.",
            Source.MEASURED,
            Engine.FIREFOX),
    TAINTED_ORIGIN_IS_NOT_KEPT(
            "Results for an origin that redirects have tainted are not kept",
            "It is a new origin each time.",
            Source.MEASURED,
            Engine.CHROMIUM),
    TAINTED_ORIGIN_IS_KEPT_FOR_OPAQUE_PAGES(
            "Results for an origin that redirects have tainted are kept only if the page's origin is opaque",
            "Taint changes nothing then.",
            Source.MEASURED,
            Engine.WEBKIT),
    OPAQUE_ORIGIN_IS_NOT_KEPT(
            "Results for pages with an opaque origin are not kept",
            "It concerns sandboxed frames, `data:` and `file:` pages.",
            Source.MEASURED,
            Engine.CHROMIUM),
    REFUSAL_IS_KEPT(
            "The result of a preflight is kept although it refused the call that asked",
            "The standard keeps what allowed the call.",
            Source.MEASURED,
            Engine.WEBKIT),
    KEPT_RESULT_MUST_LIST_HEAD(
            "A kept result allows `HEAD` only if it lists it",
            "In the standard `HEAD` is safelisted.",
            Source.MEASURED,
            Engine.FIREFOX),

    // Redirects and modes
    DELETE_BECOMES_GET(
            "A redirect of any status to another origin makes a GET of a DELETE",
            "WebKit's port to libsoup does so; other ports may differ.",
            Source.MEASURED,
            Engine.WEBKIT),
    NO_CORS_REFUSES_CREDENTIALS(
            "Mode `no-cors`, too, does not follow a redirect to a URL with a user name",
            "The standard refuses it in mode `cors` only.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.WEBKIT),
    ORIGIN_STAYS_ON_REDIRECTS(
            "`Origin`, once sent, is sent again after a redirect within an origin has made a GET of the call",
            "In the standard a same-origin GET has no `Origin`.",
            Source.MEASURED,
            Engine.WEBKIT),
    REDIRECT_ERROR_NEEDS_A_LOCATION(
            "Redirect mode `error` fails only if the redirect has a `Location`",
            "In the standard the status is enough.",
            Source.MEASURED,
            Engine.CHROMIUM,
            Engine.WEBKIT),

    // Cookies
    LOOPBACK_TAKES_SECURE_COOKIES(
            "`Secure` cookies travel over plain http to this machine",
            "It concerns `localhost`, names under it and loopback addresses.",
            Source.DOCUMENTED,
            Engine.CHROMIUM,
            Engine.FIREFOX),
    SAME_SITE_NONE_NEEDS_SECURE(
            "A cookie with `SameSite=None` that is not `Secure` is not kept", "", Source.MEASURED, Engine.CHROMIUM),
    PARTITIONED_NEEDS_SECURE(
            "A `Partitioned` cookie that is not `Secure` is not kept",
            "WebKit supports the attribute since Safari 26.2, later than the version that is modelled.",
            Source.DOCUMENTED,
            Engine.CHROMIUM,
            Engine.FIREFOX),
    COOKIES_ARE_LAX_BY_DEFAULT(
            "A cookie without `SameSite` counts as `SameSite=Lax`", "", Source.MEASURED, Engine.CHROMIUM),
    SITES_HAVE_A_SCHEME("http and https of one domain are two sites", "", Source.MEASURED, Engine.CHROMIUM),
    THIRD_PARTY_COOKIES_TRAVEL(
            "Third-party cookies travel, unless the user decides otherwise", "", Source.MEASURED, Engine.CHROMIUM),
    THIRD_PARTY_COOKIES_ARE_PARTITIONED(
            "Each site that embeds a server has third-party cookies of its own", "", Source.DOCUMENTED, Engine.FIREFOX),
    THIRD_PARTY_COOKIES_ARE_BLOCKED("Third-party cookies are blocked", "", Source.DOCUMENTED, Engine.WEBKIT);

    /** How a rule is known. */
    public enum Source {
        /** Observed in the engine, in the version that {@link Engine} names. */
        MEASURED("measured"),
        /** Read in the engine's source, not measured. */
        SOURCE_CODE("read in the engine's source"),
        /** Stated in the documentation of its vendor or of MDN, not measured. */
        DOCUMENTED("documented");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** Returns the source in words. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final String title;
    private final String rationale;
    private final Source source;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and no other reference to it is kept
    private final Set<Engine> engines;

    EngineRule(String title, String rationale, Source source, Engine first, Engine... others) {
        this.title = title;
        this.rationale = rationale;
        this.source = source;
        this.engines = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    /** Returns what these engines do, in one sentence without a full stop; Markdown. */
    public String title() {
        return title;
    }

    /** Returns what the standard says instead, or why it matters; empty if the title says it all; Markdown. */
    public String rationale() {
        return rationale;
    }

    /** Returns how the rule is known. */
    public Source source() {
        return source;
    }

    /** Returns the engines that follow the rule. */
    public Set<Engine> engines() {
        return engines;
    }
}
