package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.Cookie;
import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Sites;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether one cookie goes with the call, in each engine with its defaults: a question next to that of CORS.
 *
 * @param name of the cookie; empty if it stands for any with these attributes
 * @param attributes as the server set them; null if they are not known
 * @param travels for each engine asked for, in order
 */
public record CookieDiagnosis(String name, @Nullable Cookie attributes, Map<Engine, Travel> travels) {

    /**
     * What one engine does with the cookie.
     *
     * @param result null if it is not known
     * @param reason a {@link CookieCheck.Reason}, or {@code RECORDED}, or, without a result, what is not known
     * @param text the reason in words
     */
    public record Travel(CookieCheck.@Nullable Result result, String reason, String text) {

        /** The result in words, as the cookie's predicate. */
        public String words() {
            if (result == null) {
                return "not known";
            }
            return switch (result) {
                case TRAVELS -> "travels";
                case TRAVELS_IF_SET_HERE -> "travels only if it was set in a call from a page of this site";
                case STAYS -> "stays behind";
            };
        }
    }

    private static final Travel RECORDED =
            new Travel(CookieCheck.Result.TRAVELS, "RECORDED", "the recorded call had it");
    private static final Travel NO_SITES = new Travel(
            null, "SITES", "it takes the sites of page and server: --origin https://… and --url https://… say them");

    /** Stands for the cookies of a call that is made with credentials, where none was recorded. */
    private static final List<SeenCookie> TYPICAL = List.of(
            new SeenCookie("", Cookie.parse("=; SameSite=None; Secure"), false),
            new SeenCookie("", Cookie.parse("=; Secure"), false));

    /**
     * The diagnoses for each cookie that was recorded; for typical ones if the call is made with credentials and none was.
     *
     * @param seen the engine that made the call; null if it is not known
     * @param sites asked only where a cookie depends on it; null if the page or the server is not known
     */
    static List<CookieDiagnosis> of(
            Call call, List<SeenCookie> recorded, @Nullable Engine seen, @Nullable Sites sites, Set<Engine> engines) {
        boolean include = call.credentials() == CredentialsMode.INCLUDE;
        List<CookieDiagnosis> diagnoses = new ArrayList<>();
        for (SeenCookie cookie : recorded.isEmpty() && include ? TYPICAL : recorded) {
            Map<Engine, Travel> travels = new EnumMap<>(Engine.class);
            for (Engine engine : engines) {
                if (cookie.sent() && engine == seen && include) {
                    travels.put(engine, RECORDED);
                } else {
                    travels.put(engine, sites == null ? NO_SITES : travel(engine, call, cookie, sites));
                }
            }
            diagnoses.add(new CookieDiagnosis(cookie.name(), cookie.attributes(), travels));
        }
        return diagnoses;
    }

    /** A result that all cookies share that it may be; none if they differ. */
    private static Travel travel(Engine engine, Call call, SeenCookie cookie, Sites sites) {
        Set<CookieCheck.Result> results = EnumSet.noneOf(CookieCheck.Result.class);
        Set<CookieCheck.Reason> reasons = EnumSet.noneOf(CookieCheck.Reason.class);
        for (Cookie candidate : cookie.candidates()) {
            CookieCheck check = CookieCheck.of(engine, call, candidate, sites);
            results.add(check.result());
            reasons.add(check.reason());
        }
        if (results.size() > 1) {
            return new Travel(
                    null,
                    "ATTRIBUTES",
                    "it takes the cookie's SameSite, Secure and Partitioned: record the response that sets it too");
        }
        // In the order of the enumeration: the last is the one that no attribute of the cookie changes.
        CookieCheck.Reason reason = List.copyOf(reasons).get(reasons.size() - 1);
        return new Travel(results.iterator().next(), reason.name(), reason.toString());
    }

    /** The cookie as a server sets it, its value masked. */
    public String describe() {
        if (attributes == null) {
            return Masking.text(name) + "=" + Masking.MASK + " (attributes not recorded)";
        }
        StringBuilder text = new StringBuilder();
        if (name.isEmpty()) {
            text.append("any cookie, such as sid=").append(Masking.MASK);
        } else {
            text.append(Masking.text(name)).append('=').append(Masking.MASK);
        }
        if (attributes.sameSite() != Cookie.SameSite.UNSPECIFIED) {
            text.append("; SameSite=").append(sameSite(attributes.sameSite()));
        }
        return text.append(attributes.secure() ? "; Secure" : "")
                .append(attributes.partitioned() ? "; Partitioned" : "")
                .toString();
    }

    private static String sameSite(Cookie.SameSite value) {
        return value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
