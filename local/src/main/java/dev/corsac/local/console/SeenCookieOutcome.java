package dev.corsac.local.console;

import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the call's own request shows of its cookies, before what the model expects of them. */
final class SeenCookieOutcome {

    private SeenCookieOutcome() {}

    /** Returns the diagnoses with what was seen in place of what was expected, for the engine that made the call. */
    static List<CookieDiagnosis> of(LocalDiagnosis call, FrontExchange actual, List<CookieDiagnosis> expected) {
        Engine seen = call.seen();
        if (seen == null || call.mode() != CredentialsMode.INCLUDE) {
            return expected;
        }
        List<CookieDiagnosis> shown = new ArrayList<>();
        for (CookieDiagnosis each : expected) {
            CookieDiagnosis.Travel travel = each.travels().get(seen);
            boolean isExpected = travel == null || travel.result() != CookieCheck.Result.STAYS;
            if (each.name().isEmpty() || !isExpected || isSent(actual, each.name())) {
                shown.add(each);
                continue;
            }
            Map<Engine, CookieDiagnosis.Travel> travels = new EnumMap<>(each.travels());
            travels.put(
                    seen,
                    new CookieDiagnosis.Travel(
                            CookieCheck.Result.STAYS, "RECORDED", "this call did not have it" + access(actual)));
            shown.add(new CookieDiagnosis(each.name(), each.attributes(), travels));
        }
        return shown;
    }

    private static boolean isSent(FrontExchange actual, String name) {
        for (String line : actual.request().headers().all("Cookie")) {
            for (String pair : line.split(";", -1)) {
                if (pair.strip().startsWith(name + "=")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the browser states of its unpartitioned cookies. */
    private static String access(FrontExchange actual) {
        String access = actual.request().headers().first("Sec-Fetch-Storage-Access");
        return "none".equals(access)
                ? ": the browser keeps third-party cookies from this page (Sec-Fetch-Storage-Access: none)"
                : "inactive".equals(access)
                        ? ": the page has permission for third-party cookies and has not used it"
                                + " (Sec-Fetch-Storage-Access: inactive)"
                        : "";
    }

    /**
     * Returns why somebody is signed out, where the cookies explain it: the call has credentials, the script gets 401 or 403,
     * and no cookie came with it. Empty otherwise.
     */
    static String signedOut(LocalDiagnosis call, FrontExchange actual, List<CookieDiagnosis> cookies) {
        FrontExchange.Done done = actual.done;
        Headers sent = actual.request().headers();
        int status = done == null ? 0 : done.response().response().status();
        if (call.mode() != CredentialsMode.INCLUDE || (status != 401 && status != 403) || sent.has("Cookie")) {
            return "";
        }
        Engine seen = call.seen();
        for (CookieDiagnosis each : cookies) {
            CookieDiagnosis.Travel travel = seen == null ? null : each.travels().get(seen);
            if (travel != null && travel.result() == CookieCheck.Result.STAYS) {
                return "No cookie came with this call. " + each.describe() + " stays behind: " + travel.text() + ".";
            }
        }
        return "No cookie came with this call" + access(actual) + ".";
    }
}
