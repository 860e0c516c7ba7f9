package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieCheckTest {

    /** A registrable domain is the last two labels here; enough for names under {@code .com}. */
    private static final Sites SITES = host -> {
        int last = host.lastIndexOf('.');
        int before = host.lastIndexOf('.', last - 1);
        return before < 0 ? host : host.substring(before + 1);
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://www.example.com | https://api.example.com | include     | s=1; SameSite=Strict           | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL
            https://www.example.com | https://api.example.com | same-origin | s=1                            | STAYS/CREDENTIALS_MODE | STAYS/CREDENTIALS_MODE | STAYS/CREDENTIALS_MODE
            https://www.example.com | https://www.example.com | same-origin | s=1; Secure                    | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL
            https://www.example.com | https://www.example.com | omit        | s=1                            | STAYS/CREDENTIALS_MODE | STAYS/CREDENTIALS_MODE | STAYS/CREDENTIALS_MODE
            https://page.com        | https://api.com         | include     | s=1; SameSite=None; Secure     | TRAVELS/THIRD_PARTY_ALLOWED | TRAVELS_IF_SET_HERE/PARTITIONED | STAYS/THIRD_PARTY_BLOCKED
            https://page.com        | https://api.com         | include     | s=1; SameSite=None; Secure; Partitioned | TRAVELS_IF_SET_HERE/PARTITIONED | TRAVELS_IF_SET_HERE/PARTITIONED | STAYS/THIRD_PARTY_BLOCKED
            https://page.com        | https://api.com         | include     | s=1; samesite=none             | STAYS/NOT_KEPT | TRAVELS_IF_SET_HERE/PARTITIONED | STAYS/THIRD_PARTY_BLOCKED
            https://page.com        | https://api.com         | include     | s=1; Secure                    | STAYS/SAME_SITE_ATTRIBUTE | TRAVELS_IF_SET_HERE/PARTITIONED | STAYS/THIRD_PARTY_BLOCKED
            https://page.com        | https://api.com         | include     | s=1; SameSite=Lax; Secure      | STAYS/SAME_SITE_ATTRIBUTE | STAYS/SAME_SITE_ATTRIBUTE | STAYS/SAME_SITE_ATTRIBUTE
            http://www.example.com  | http://api.example.com  | include     | s=1; Secure                    | STAYS/NOT_SECURE | STAYS/NOT_SECURE | STAYS/NOT_SECURE
            http://www.example.com  | https://api.example.com | include     | s=1; Secure; SameSite=Lax      | STAYS/SAME_SITE_ATTRIBUTE | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL
            http://localhost:3000   | http://localhost:8080   | include     | s=1; Secure                    | TRAVELS/SAME_SITE_CALL | TRAVELS/SAME_SITE_CALL | STAYS/NOT_SECURE
            null                    | https://api.com         | include     | s=1; Secure; SameSite=Strict   | STAYS/SAME_SITE_ATTRIBUTE | STAYS/SAME_SITE_ATTRIBUTE | STAYS/SAME_SITE_ATTRIBUTE
            """)
    void a_cookie_travels_as_each_engine_has_it(
            String page,
            String server,
            String credentials,
            String setCookie,
            String chromium,
            String firefox,
            String webkit) {
        CredentialsMode mode = CredentialsMode.valueOf(
                credentials.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        Call call = Call.fetch(page, "GET", server + "/").withCredentials(mode);
        assertThat(describe(Engine.CHROMIUM, call, setCookie)).isEqualTo(chromium);
        assertThat(describe(Engine.FIREFOX, call, setCookie)).isEqualTo(firefox);
        assertThat(describe(Engine.WEBKIT, call, setCookie)).isEqualTo(webkit);
    }

    private static String describe(Engine engine, Call call, String setCookie) {
        CookieCheck check = CookieCheck.of(engine, call, Cookie.parse(setCookie), SITES);
        return check.result() + "/" + check.reason().name();
    }
}
