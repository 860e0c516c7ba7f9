package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SendPlanTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String API = "https://api.example.com/cart";

    private final List<Request> sent = new ArrayList<>();

    private static SendPlan plan(String method, Headers headers, Body body, boolean unsafe) {
        return new SendPlan(API, SHOP, method, headers, CredentialsMode.INCLUDE, body, unsafe, "Corsac/1.0");
    }

    private Sender responding(int status, String... headers) {
        return request -> {
            sent.add(request);
            return new RecordedExchange(
                    request.method(), request.url().toString(), request.headers(), status, Headers.of(headers), "");
        };
    }

    private List<String> requests() {
        return sent.stream()
                .map(each -> each.method() + " " + each.headers().first("Origin"))
                .toList();
    }

    @Test
    void a_simple_call_is_made_as_the_page_as_a_stranger_and_without_an_origin() {
        List<RecordedCall> calls = plan("GET", Headers.of("Cookie", "a=1"), Body.EMPTY, false)
                .run(responding(200, "Access-Control-Allow-Origin", SHOP));
        assertThat(requests()).containsExactly("GET " + SHOP, "GET " + SendPlan.STRANGER, "GET null");
        assertThat(sent).allSatisfy(each -> {
            assertThat(each.headers().all("User-Agent")).containsExactly("Corsac/1.0");
            assertThat(each.headers().all("Cookie")).containsExactly("a=1");
        });
        assertThat(calls).extracting(RecordedCall::page).containsExactly(SHOP, SendPlan.STRANGER, null);
        assertThat(calls).allSatisfy(call -> assertThat(call.source()).isEqualTo(RecordedCall.Source.SENT));
    }

    @Test
    void after_a_refused_preflight_the_call_is_sent_only_if_it_is_safe() {
        plan("GET", Headers.of("Authorization", "x"), Body.EMPTY, false).run(responding(403));
        assertThat(requests())
                .containsExactly(
                        "OPTIONS " + SHOP,
                        "GET " + SHOP,
                        "OPTIONS " + SendPlan.STRANGER,
                        "GET " + SendPlan.STRANGER,
                        "GET null");
        assertThat(sent.get(0).headers().first("Access-Control-Request-Headers"))
                .isEqualTo("authorization");
        assertThat(sent.get(0).headers().has("Cookie")).isFalse();
    }

    @Test
    void of_a_call_that_may_change_something_only_the_preflight_is_sent() {
        String[] granted = {
            "Access-Control-Allow-Origin",
            SHOP,
            "Access-Control-Allow-Credentials",
            "true",
            "Access-Control-Allow-Methods",
            "PUT"
        };
        List<RecordedCall> calls = plan("PUT", Headers.EMPTY, Body.EMPTY, false).run(responding(204, granted));
        assertThat(requests()).containsExactly("OPTIONS " + SHOP, "OPTIONS " + SendPlan.STRANGER);
        assertThat(calls.get(2).exchanges()).isEmpty();
        sent.clear();
        plan("PUT", Headers.EMPTY, Body.of("x"), true).run(responding(204, granted));
        assertThat(requests())
                .containsExactly("OPTIONS " + SHOP, "PUT " + SHOP, "OPTIONS " + SendPlan.STRANGER, "PUT null");
    }

    @Test
    void a_redirect_is_not_followed() {
        List<RecordedCall> calls = plan("GET", Headers.EMPTY, Body.EMPTY, false)
                .run(responding(
                        302,
                        "Location",
                        "https://other.example/",
                        "Access-Control-Allow-Origin",
                        SHOP,
                        "Access-Control-Allow-Credentials",
                        "true"));
        assertThat(sent)
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.url().toString()).isEqualTo(API));
        assertThat(calls.get(0).exchanges()).hasSize(1);
    }

    @Test
    void what_the_network_did_is_the_calls_error() {
        List<RecordedCall> calls = plan("PUT", Headers.EMPTY, Body.EMPTY, false)
                .run(request -> new RecordedExchange(
                        request.method(), request.url().toString(), request.headers(), 0, Headers.EMPTY, "dns"));
        BrowserError error = Objects.requireNonNull(calls.get(0).error());
        assertThat(error.code()).isEqualTo(MessageCode.DNS.code());
        assertThat(error.preflight()).isTrue();
    }

    @Test
    void problems_name_the_option() {
        assertThat(plan("POST", Headers.EMPTY, Body.EMPTY, false).problems())
                .singleElement()
                .asString()
                .startsWith("--method");
        assertThat(plan("POST", Headers.EMPTY, Body.EMPTY, true).problems()).isEmpty();
        assertThat(plan("POST", Headers.of("Content-Type", "application/json"), Body.of("{}"), false)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("--data");
        SendPlan bad = new SendPlan(
                "api.example.com", SHOP + "/", "G T", Headers.EMPTY, CredentialsMode.OMIT, Body.EMPTY, false, "Corsac");
        assertThat(bad.problems()).hasSize(3);
        assertThatThrownBy(() -> bad.run(responding(200))).isInstanceOf(IllegalStateException.class);
        assertThat(sent).isEmpty();
    }
}
