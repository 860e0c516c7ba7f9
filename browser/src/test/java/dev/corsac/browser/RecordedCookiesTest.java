package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./record-browsers --cookies} saw: whether a cookie that was set so went with a call from a page, in Chromium with
 * third-party cookies let through and blocked.
 */
class RecordedCookiesTest {

    /** No name there is under a listed suffix: the last two labels are the site. */
    private static final Sites SITES = host -> {
        int before = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
        return host.substring(before + 1);
    };

    @Test
    void a_cookie_went_with_the_call_where_the_model_says_so() {
        List<Map<String, Object>> recorded = RecordedCase.cookies();
        List<String> wrong = new ArrayList<>();
        int sent = 0;
        for (Map<String, Object> each : recorded) {
            boolean went = Boolean.TRUE.equals(each.get("sent"));
            sent += went ? 1 : 0;
            if (travels(each) != went) {
                wrong.add(each.toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(recorded).hasSize(500);
        assertThat(sent).isEqualTo(65);
    }

    private static boolean travels(Map<String, Object> each) {
        boolean setByCall = "call".equals(each.get("setBy"));
        // A call that set the cookie could only do so where one would have travelled.
        return travels(each, String.valueOf(each.get("credentials")), setByCall)
                && (!setByCall || travels(each, "include", true));
    }

    private static boolean travels(Map<String, Object> each, String credentials, boolean setByCall) {
        CredentialsMode mode =
                CredentialsMode.valueOf(credentials.toUpperCase(Locale.ROOT).replace('-', '_'));
        Call call = Call.fetch(String.valueOf(each.get("page")), "GET", String.valueOf(each.get("url")))
                .withCredentials(mode);
        CookieCheck check =
                CookieCheck.of(Engine.CHROMIUM, call, Cookie.parse(String.valueOf(each.get("setCookie"))), SITES);
        return switch (check.result()) {
            case TRAVELS ->
                !("blocked".equals(each.get("thirdParty")) && check.reason() == CookieCheck.Reason.THIRD_PARTY_ALLOWED);
            case TRAVELS_IF_SET_HERE -> setByCall;
            case STAYS -> false;
        };
    }
}
