package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.corsac.e2e.Chromium.Result;
import dev.corsac.e2e.Chromium.Tab;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every button of the page, from both origins, in a real browser: what the browser reports, not what the server sent. */
@Tag("browser")
class ShopInChromiumTest {

    private static CorsacUp corsac;
    private static Playwright playwright;
    private static Chromium blocking;
    private static Chromium permitting;

    @BeforeAll
    static void start(@TempDir Path profiles) throws Exception {
        corsac = new CorsacUp();
        playwright = Playwright.create();
        blocking = new Chromium(playwright, profiles.resolve("blocking"), false);
        permitting = new Chromium(playwright, profiles.resolve("permitting"), true);
    }

    @AfterAll
    static void stop() throws Exception {
        permitting.close();
        blocking.close();
        playwright.close();
        corsac.close();
    }

    @ParameterizedTest(name = "{0} from the allowed origin, include {1}: {2}")
    @CsvSource({
        "catalog,          false, 200",
        "token,            false, 200",
        "orders,           false, 200",
        "orders-bad-token, false, 401",
        "invoice,          false, 200",
        "invoice-tampered, false, 403",
        "sign-in,          true,  200",
        "me,               true,  200",
        "update-me,        true,  200",
        "fail,             true,  500",
        "sign-out,         true,  204",
        "sign-in,          false, 200",
        "me,               false, 200",
        "update-me,        false, 401",
        "fail,             false, 500",
        "sign-out,         false, 204",
    })
    void the_allowed_origin_reads_every_response_errors_too(String call, boolean include, int status) {
        try (Tab tab = blocking.open(corsac.shop())) {
            tab.include(group(call), include);
            if (call.equals("update-me") && include) {
                assertThat(tab.call("sign-in").status()).isEqualTo(200);
            }
            Result result = tab.call(call);
            assertThat(result.corsErrors()).isEmpty();
            assertThat(result.status()).as(result.body()).isEqualTo(status);
        }
    }

    @ParameterizedTest(name = "{0} with credentials under *: {1}")
    @CsvSource({
        "catalog,          WildcardOriginNotAllowed",
        "token,            PreflightWildcardOriginNotAllowed",
        "orders-bad-token, WildcardOriginNotAllowed",
    })
    void the_wildcard_does_not_allow_credentials(String call, String corsError) {
        try (Tab tab = blocking.open(corsac.shop())) {
            Result result = tab.include("catalog", true).call(call);
            assertThat(result.status()).isZero();
            assertThat(result.body()).isEqualTo("TypeError: Failed to fetch");
            assertThat(result.corsErrors()).containsExactly(corsError);
        }
    }

    @ParameterizedTest(name = "{0} from the stranger, include {1}: {2}")
    @CsvSource({
        "sign-in,   true,  PreflightMissingAllowOriginHeader",
        "me,        true,  MissingAllowOriginHeader",
        "update-me, true,  PreflightMissingAllowOriginHeader",
        "sign-out,  true,  PreflightMissingAllowOriginHeader",
        "fail,      true,  MissingAllowOriginHeader",
        "sign-in,   false, PreflightMissingAllowOriginHeader",
        "me,        false, MissingAllowOriginHeader",
        "update-me, false, PreflightMissingAllowOriginHeader",
        "sign-out,  false, PreflightMissingAllowOriginHeader",
        "fail,      false, MissingAllowOriginHeader",
    })
    void the_stranger_is_blocked_from_the_account_with_the_error_of_the_article(
            String call, boolean include, String corsError) {
        try (Tab tab = blocking.open(corsac.stranger())) {
            Result result = tab.include("account", include).call(call);
            assertThat(result.status()).isZero();
            assertThat(result.body()).isEqualTo("TypeError: Failed to fetch");
            assertThat(result.corsErrors()).containsExactly(corsError);
            assertThat(result.console())
                    .contains("from origin '" + corsac.stranger() + "' has been blocked by CORS policy")
                    .contains("No 'Access-Control-Allow-Origin' header is present on the requested resource.");
        }
    }

    @ParameterizedTest(name = "{0} from the stranger: {1}")
    @CsvSource({
        "catalog,          200",
        "token,            200",
        "orders,           200",
        "orders-bad-token, 401",
        "invoice,          200",
        "invoice-tampered, 403",
    })
    void the_stranger_may_read_the_catalog(String call, int status) {
        try (Tab tab = blocking.open(corsac.stranger())) {
            Result result = tab.call(call);
            assertThat(result.corsErrors()).isEmpty();
            assertThat(result.status()).as(result.body()).isEqualTo(status);
        }
    }

    @ParameterizedTest(name = "{0}, third-party cookies blocked {1}: {2}")
    @CsvSource({
        "same-site,  true,  Ada",
        "same-site,  false, Ada",
        "cross-site, true,  anonymous",
        "cross-site, false, Ada",
    })
    void the_cookie_travels_unless_it_is_a_third_partys_and_those_are_blocked(
            String api, boolean thirdPartyCookiesBlocked, String expected) {
        Chromium chromium = thirdPartyCookiesBlocked ? blocking : permitting;
        try (Tab tab = chromium.open(corsac.shop())) {
            tab.api(api).include("account", true);
            Result signIn = tab.call("sign-in");
            assertThat(signIn.status()).isEqualTo(200);
            Result me = tab.call("me");
            assertThat(me.status()).isEqualTo(200);
            if (expected.equals("anonymous")) {
                assertThat(signIn.blockedCookies()).contains("UserPreferences");
                assertThat(me.body()).contains("\"signedIn\": false");
                assertThat(tab.call("update-me").status()).isEqualTo(401);
            } else {
                assertThat(signIn.blockedCookies()).isEmpty();
                assertThat(me.body()).contains("\"signedIn\": true");
                assertThat(tab.call("update-me").status()).isEqualTo(200);
                assertThat(tab.call("sign-out").status()).isEqualTo(204);
                assertThat(tab.call("me").body()).contains("\"signedIn\": false");
            }
        }
    }

    @Test
    void a_page_that_is_missing_is_the_websites_error_document() {
        try (Tab tab = blocking.open(corsac.shop())) {
            var response = tab.page.navigate(corsac.shop() + "/missing");
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.headerValue("x-amz-error-code")).isEqualTo("NoSuchKey");
            assertThat(tab.page.title()).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0} pixels wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
    void the_page_fits_wide_and_narrow_light_and_dark(int width, ColorScheme scheme) {
        try (Tab tab = blocking.open(corsac.shop())) {
            tab.page.setViewportSize(width, 900);
            tab.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            tab.call("catalog");
            tab.include("catalog", true).call("catalog");
            tab.page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screenshots", "shop-" + width + "-" + scheme + ".png")));
            assertThat(tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
    }

    private static String group(String call) {
        return switch (call) {
            case "sign-in", "me", "update-me", "sign-out", "fail" -> "account";
            default -> "catalog";
        };
    }
}
