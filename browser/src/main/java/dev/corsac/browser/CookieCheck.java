package dev.corsac.browser;

import dev.corsac.http.Url;

/**
 * The check whether a cookie goes with a call, about which the CORS protocol has no rule. Each engine has its default
 * settings.
 *
 * @param result the effect on the cookie
 * @param reason the rule that decided
 */
public record CookieCheck(Result result, Reason reason) {

    /** Whether the cookie goes with the call. */
    public enum Result {
        /** It goes with the call. */
        TRAVELS,
        /** It goes with the call if it was set in a response to a page of the same site; not if the user got it elsewhere. */
        TRAVELS_IF_SET_HERE,
        /** It does not go with the call. */
        STAYS
    }

    /** The rule that decides. */
    public enum Reason {
        /** Page and server belong to one site, and nothing else forbids it. */
        SAME_SITE_CALL("page and server are of one site"),
        /** The call does not ask for cookies. */
        CREDENTIALS_MODE("the call's credentials mode leaves cookies out: it takes credentials: \"include\""),
        /** {@code Secure}, and the connection is not. */
        NOT_SECURE("the cookie is Secure and the call goes over plain http"),
        /** The browser refuses to keep it. */
        NOT_KEPT("the browser does not keep a SameSite=None or Partitioned cookie that is not Secure"),
        /** {@code SameSite} keeps it within its site. */
        SAME_SITE_ATTRIBUTE("SameSite keeps the cookie within its own site, and the page is of another:"
                + " it takes SameSite=None; Secure"),
        /** Third-party cookies are let through. */
        THIRD_PARTY_ALLOWED("the browser still lets third-party cookies through, unless its user decides otherwise"),
        /** Third-party cookies live in a jar for each site that embeds their server. */
        PARTITIONED("third-party cookies are kept apart for each site that a page is of"),
        /** Third-party cookies are blocked. */
        THIRD_PARTY_BLOCKED("the browser blocks third-party cookies: serve page and API from one site, such as"
                + " www.example.com and api.example.com");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Returns the reason in words. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Decides whether this cookie of the server goes with the call; redirects are not considered. */
    public static CookieCheck of(Engine engine, Call call, Cookie cookie, Sites sites) {
        Profile rules = Profile.of(engine);
        Url url = call.url();
        boolean sameOrigin = call.origin().isSameOriginAs(url);
        if (call.credentials() == CredentialsMode.OMIT
                || (call.credentials() == CredentialsMode.SAME_ORIGIN && !sameOrigin)) {
            return new CookieCheck(Result.STAYS, Reason.CREDENTIALS_MODE);
        }
        boolean secure = url.scheme().equals("https")
                || (rules.has(EngineRule.LOOPBACK_TAKES_SECURE_COOKIES) && SecureContexts.isLoopback(url.host()));
        if (cookie.secure() && !secure) {
            return new CookieCheck(Result.STAYS, Reason.NOT_SECURE);
        }
        boolean noneNeedsSecure =
                rules.has(EngineRule.SAME_SITE_NONE_NEEDS_SECURE) && cookie.sameSite() == Cookie.SameSite.NONE;
        if (!cookie.secure()
                && (noneNeedsSecure || (cookie.partitioned() && rules.has(EngineRule.PARTITIONED_NEEDS_SECURE)))) {
            return new CookieCheck(Result.STAYS, Reason.NOT_KEPT);
        }
        if (sameOrigin || isSameSite(rules, call.origin(), url, sites)) {
            return new CookieCheck(Result.TRAVELS, Reason.SAME_SITE_CALL);
        }
        boolean keptWithin = switch (cookie.sameSite()) {
            case STRICT, LAX -> true;
            case NONE -> false;
            case UNSPECIFIED -> rules.has(EngineRule.COOKIES_ARE_LAX_BY_DEFAULT);
        };
        if (keptWithin) {
            return new CookieCheck(Result.STAYS, Reason.SAME_SITE_ATTRIBUTE);
        }
        if (rules.has(EngineRule.THIRD_PARTY_COOKIES_ARE_BLOCKED)) {
            return new CookieCheck(Result.STAYS, Reason.THIRD_PARTY_BLOCKED);
        }
        return cookie.partitioned() || rules.has(EngineRule.THIRD_PARTY_COOKIES_ARE_PARTITIONED)
                ? new CookieCheck(Result.TRAVELS_IF_SET_HERE, Reason.PARTITIONED)
                : new CookieCheck(Result.TRAVELS, Reason.THIRD_PARTY_ALLOWED);
    }

    /** <a href="https://html.spec.whatwg.org/multipage/browsers.html#same-site">Same site</a>; with the scheme in Chromium only. */
    private static boolean isSameSite(Profile rules, Origin page, Url server, Sites sites) {
        Url url = page.url();
        if (url == null) {
            return false;
        }
        if (rules.has(EngineRule.SITES_HAVE_A_SCHEME) && !url.scheme().equals(server.scheme())) {
            return false;
        }
        return url.host().equals(server.host())
                || sites.registrableDomain(url.host()).equals(sites.registrableDomain(server.host()));
    }
}
