package dev.corsac.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.InputPlace;
import dev.corsac.explain.PolicyRefusal;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.local.console.LocalDiagnosis.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final String PAGE = "http://page.localhost";
    private static final String API = "http://api.page.localhost/cart";

    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final History history = new History(clock);
    private final Calls calls = new Calls(history, clock, host -> host, this::refusal);

    private @Nullable PolicyRefusal refused;

    private @Nullable PolicyRefusal refusal(String function, Request request) {
        return refused;
    }

    private FrontExchange begin(String method, String... headers) {
        return history.begin(
                Request.of(method, API, Headers.of(headers)), (request, id) -> Response.of(200, Headers.EMPTY), 0);
    }

    private void end(FrontExchange exchange, int status, String... headers) {
        history.end(
                exchange,
                AttributedResponse.by(
                        Component.of(Component.Kind.FUNCTION, "cart"), "", Response.of(status, Headers.of(headers))),
                Duration.ofMillis(5),
                null);
    }

    private FrontExchange preflight(int status, String... headers) {
        FrontExchange exchange = begin("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "PUT");
        end(exchange, status, headers);
        return exchange;
    }

    private List<PageCall> all() {
        calls.update();
        return calls.changedAfter(0);
    }

    private LocalDiagnosis explained() {
        List<PageCall> all = all();
        return calls.explain(all.get(all.size() - 1));
    }

    @Test
    void a_preflight_that_is_refused_blocks_the_call_at_once() {
        preflight(403);
        assertThat(explained().state()).isEqualTo(State.BLOCKED);
        assertThat(explained().refusal()).isNotNull();
    }

    @Test
    void a_refusal_by_the_functions_own_policy_is_the_reason() {
        refused = new PolicyRefusal(
                "cart", "allow " + PAGE, "ALLOWED_ORIGINS", PAGE, new InputPlace("corsac.yaml", 60, 0));
        FrontExchange exchange = begin("GET", "Origin", PAGE);
        history.end(
                exchange,
                AttributedResponse.by(
                        Component.of(Component.Kind.FUNCTION, "cart"), "", Response.of(200, Headers.EMPTY)),
                Duration.ofMillis(5),
                new Invoked("cart", Duration.ofMillis(3)));
        assertThat(explained().state()).isEqualTo(State.BLOCKED);
        assertThat(Objects.requireNonNull(explained().refusal()).fixes().get(0).text())
                .isEqualTo("If the page is yours, add " + PAGE + " to ALLOWED_ORIGINS of the function cart"
                        + " (corsac.yaml:60).");
    }

    @Test
    void a_preflight_that_is_granted_waits_for_the_call() {
        preflight(204, "Access-Control-Allow-Origin", PAGE, "Access-Control-Allow-Methods", "PUT");
        assertThat(explained().state()).isEqualTo(State.PENDING);
        now = now.plusSeconds(1);
        FrontExchange actual = begin("PUT", "Origin", PAGE);
        assertThat(explained().state()).isEqualTo(State.PENDING);
        assertThat(all()).hasSize(1);
        end(actual, 200, "Access-Control-Allow-Origin", PAGE);
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
        assertThat(explained().mode()).isNull();
        assertThat(explained().included()).contains("it would be blocked");
    }

    @Test
    void a_call_that_follows_its_preflight_tells_that_it_had_no_credentials() {
        FrontExchange asked =
                begin("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "PUT", "User-Agent", CHROME);
        end(asked, 204, "Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "*");
        end(begin("PUT", "Origin", PAGE, "User-Agent", CHROME), 200, "Access-Control-Allow-Origin", "*");
        assertThat(all()).hasSize(1);
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
        assertThat(explained().mode()).isEqualTo(CredentialsMode.SAME_ORIGIN);
        assertThat(explained().included()).isEmpty();
    }

    @Test
    void a_call_whose_mode_is_not_known_counts_as_fetchs_default() {
        end(begin("GET", "Origin", PAGE, "User-Agent", CHROME), 200, "Access-Control-Allow-Origin", "*");
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
        assertThat(explained().refusal()).isNull();
        assertThat(explained().included())
                .startsWith("Shown as made without credentials")
                .contains("it would be blocked");
    }

    @Test
    void a_preflight_of_curl_is_not_a_browsers_and_that_of_one_call_is_not_anothers() {
        preflight(204, "Access-Control-Allow-Origin", PAGE, "Access-Control-Allow-Methods", "PUT");
        end(begin("PUT", "Origin", PAGE, "User-Agent", CHROME), 200, "Access-Control-Allow-Origin", PAGE);
        assertThat(all()).hasSize(2);
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
        now = now.plus(Calls.SETTLED).plusMillis(100);
        all();
        // What came of the preflight is not what the browser's call got.
        assertThat(calls.explain(all().get(0)).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void a_call_does_not_follow_a_preflight_that_was_refused() {
        preflight(403);
        end(begin("PUT", "Origin", PAGE), 200, "Access-Control-Allow-Origin", PAGE);
        assertThat(all()).hasSize(2);
        assertThat(calls.explain(all().get(0)).state()).isEqualTo(State.BLOCKED);
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
    }

    @Test
    void a_call_with_credentials_and_no_cookie_says_why_somebody_is_signed_out() {
        end(
                begin("GET", "Origin", PAGE, "User-Agent", CHROME, "Sec-Fetch-Storage-Access", "none"),
                401,
                "Access-Control-Allow-Origin",
                PAGE,
                "Access-Control-Allow-Credentials",
                "true");
        LocalDiagnosis explained = explained();
        assertThat(explained.state()).isEqualTo(State.ALLOWED);
        PageCall call = all().get(0);
        assertThat(SeenCookieOutcome.signedOut(explained, Objects.requireNonNull(call.actual), calls.cookies(call)))
                .startsWith("No cookie came with this call");
    }

    @Test
    void a_call_that_never_comes_was_made_with_credentials_if_only_that_explains_it() {
        FrontExchange asked =
                begin("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "PUT", "User-Agent", CHROME);
        end(asked, 204, "Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "*");
        assertThat(explained().state()).isEqualTo(State.PENDING);
        now = now.plus(Calls.SETTLED).plusMillis(100);
        assertThat(explained().state()).isEqualTo(State.BLOCKED);
        assertThat(explained().mode()).isEqualTo(CredentialsMode.INCLUDE);
        assertThat(explained().notes()).anyMatch(note -> note.startsWith("Taken for a call with credentials"));
    }

    @Test
    void a_call_that_never_comes_for_no_reason_is_not_explained() {
        preflight(
                204,
                "Access-Control-Allow-Origin",
                PAGE,
                "Access-Control-Allow-Credentials",
                "true",
                "Access-Control-Allow-Methods",
                "PUT");
        now = now.plus(Calls.SETTLED).plusMillis(100);
        assertThat(explained().state()).isEqualTo(State.ABSENT);
    }

    @Test
    void a_call_long_after_a_preflight_is_another_one_that_remembered_it() {
        for (String maxAge : new String[] {"600", "5"}) {
            history.clear();
            FrontExchange asked =
                    begin("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "PUT", "User-Agent", CHROME);
            end(
                    asked,
                    204,
                    "Access-Control-Allow-Origin",
                    PAGE,
                    "Access-Control-Allow-Methods",
                    "PUT",
                    "Access-Control-Max-Age",
                    maxAge);
            now = now.plus(Calls.PREFLIGHT_TO_CALL).plusSeconds(1);
            end(begin("PUT", "Origin", PAGE, "User-Agent", CHROME), 200, "Access-Control-Allow-Origin", PAGE);
            assertThat(all()).hasSize(2);
            boolean claimed = explained().notes().stream()
                    .anyMatch(note -> note.contains("remembered the response to an earlier one, which"));
            assertThat(claimed).as(maxAge).isEqualTo(maxAge.equals("600"));
        }
    }

    @Test
    void a_cookie_shows_that_the_call_has_credentials() {
        end(begin("GET", "Origin", PAGE, "Cookie", "a=b"), 200, "Access-Control-Allow-Origin", "*");
        assertThat(explained().state()).isEqualTo(State.BLOCKED);
        assertThat(explained().mode()).isEqualTo(CredentialsMode.INCLUDE);
    }

    @Test
    void the_engine_that_made_the_call_counts() {
        String firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
        end(
                begin("GET", "Origin", PAGE, "User-Agent", firefox),
                200,
                "Access-Control-Allow-Origin",
                PAGE,
                "Access-Control-Allow-Credentials",
                "true");
        assertThat(explained().state()).isEqualTo(State.ALLOWED);
        assertThat(explained().seen()).isEqualTo(Engine.FIREFOX);
    }

    @Test
    void pages_files_and_calls_within_an_origin_are_no_matter_of_cors() {
        end(begin("GET"), 200);
        assertThat(explained().state()).isEqualTo(State.PLAIN);
        end(begin("POST", "Origin", "http://api.page.localhost"), 200);
        assertThat(explained().state()).isEqualTo(State.PLAIN);
        end(begin("POST", "Origin", PAGE, "Sec-Fetch-Mode", "navigate"), 200);
        assertThat(explained().state()).isEqualTo(State.PLAIN);
        end(begin("GET", "Origin", "no origin at all"), 200);
        assertThat(explained().state()).isEqualTo(State.PLAIN);
        end(
                begin("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "no token"),
                204,
                "Access-Control-Allow-Origin",
                "*",
                "Access-Control-Allow-Methods",
                "*");
        assertThat(explained().state()).isEqualTo(State.PLAIN);
    }

    @Test
    void a_redirect_to_where_nothing_is_recorded_is_not_explained() {
        end(begin("GET", "Origin", PAGE), 302, "Access-Control-Allow-Origin", PAGE, "Location", "https://a.example/");
        assertThat(explained().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void two_calls_at_once_have_a_preflight_each() {
        FrontExchange first =
                preflight(204, "Access-Control-Allow-Origin", PAGE, "Access-Control-Allow-Methods", "PUT");
        FrontExchange second =
                preflight(204, "Access-Control-Allow-Origin", PAGE, "Access-Control-Allow-Methods", "PUT");
        FrontExchange one = begin("PUT", "Origin", PAGE);
        FrontExchange other = begin("PUT", "Origin", PAGE);
        List<PageCall> all = all();
        assertThat(all).hasSize(2);
        assertThat(all).extracting(each -> each.preflight).containsExactly(first, second);
        assertThat(all).extracting(each -> each.actual).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void what_leaves_the_history_leaves_the_calls() {
        for (int i = 0; i < 1_200; i++) {
            end(begin("GET", "Origin", PAGE), 200);
        }
        assertThat(all()).hasSize(History.MOST_EXCHANGES);
        history.clear();
        assertThat(all()).isEmpty();
    }
}
