package dev.corsac.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String CREDENTIALS = "{\"user\":\"ada\",\"password\":\"lovelace\"}";

    private final Account account = accountAt(NOW);

    private static Account accountAt(Instant time) {
        return new Account(Call.ENVIRONMENT, Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void signing_in_sets_a_cookie_that_says_who_calls() {
        Call.Response response =
                Call.get("/account/me").with("Cookie", session()).to(account);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.jsonBody())
                .containsEntry("signedIn", true)
                .containsEntry("user", "ada")
                .containsEntry("name", "ada");
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .doesNotContainKey("Set-Cookie");
    }

    @Test
    void without_a_cookie_the_caller_is_anonymous_and_that_is_no_error() {
        Call.Response response = Call.get("/account/me").to(account);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.jsonBody()).isEqualTo(Map.of("signedIn", false));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-site, Lax",
        "sec-fetch-site, same-site, Lax",
        "sec-fetch-site, same-origin, Lax",
        "sec-fetch-site, cross-site, None",
        "sec-fetch-site, none, None",
        "sec-fetch-site, SAME-SITE, None",
        "x-other, same-site, None"
    })
    void the_cookie_is_as_open_as_the_arrangement_needs(String header, String site, String sameSite) {
        Call.Response in = Call.json("POST", "/account/session", CREDENTIALS)
                .with(header, site)
                .to(account);
        Call.Response out =
                Call.get("/account/session").method("DELETE").with(header, site).to(account);

        assertThat(in.headers().get("Set-Cookie"))
                .matches("session=[\\w.-]+; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=" + sameSite);
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.body()).isEmpty();
        assertThat(out.headers())
                .containsEntry("Set-Cookie", "session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=" + sameSite);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"user":"ada","password":"hopper"}  | 401
                    {"user":"","password":""}           | 401
                    {"password":"lovelace"}             | 400
                    {"user":null,"password":null}       | 400
                    "ada"                               | 400
                    not json                            | 400
                    """)
    void no_cookie_without_the_right_password(String body, int status) {
        Call.Response response = Call.json("POST", "/account/session", body).to(account);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).doesNotContainKey("Set-Cookie");
        assertThat(response.jsonBody()).containsOnlyKeys("error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "text/plain; application/json",
                ""
            })
    void what_a_form_on_another_page_could_send_is_refused(String type) {
        Call in = new Call("POST", "/account/session", Map.of("Content-Type", List.of(type)), CREDENTIALS);
        Call update = new Call(
                "PUT",
                "/account/me",
                Map.of("Content-Type", List.of(type), "Cookie", List.of(session())),
                "{\"name\":\"Mallory\"}");

        assertThat(in.to(account).status()).isEqualTo(415);
        assertThat(update.to(account).status()).isEqualTo(415);
    }

    @Test
    void a_body_without_a_type_is_refused() {
        assertThat(new Call("POST", "/account/session", Map.of(), CREDENTIALS)
                        .to(account)
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x"
            })
    void json_is_json_however_it_is_written(String type) {
        Call call = new Call("POST", "/account/session", Map.of("CONTENT-TYPE", List.of(type)), CREDENTIALS);

        assertThat(call.to(account).status()).isEqualTo(200);
    }

    @Test
    void a_user_can_change_the_name_and_sees_it_from_then_on() {
        Call.Response changed = Call.json("PUT", "/account/me", "{\"name\":\"Ada, Countess of Lovelace ♥\"}")
                .with("cookie", session())
                .to(account);
        Call.Response seen = Call.get("/account/me").with("cookie", session()).to(account);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.jsonBody()).isEqualTo(seen.jsonBody()).containsEntry("name", "Ada, Countess of Lovelace ♥");
    }

    @Test
    void nobody_can_change_a_name_without_a_session() {
        assertThat(Call.json("PUT", "/account/me", "{\"name\":\"Mallory\"}")
                        .to(account)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\" \"}",
                "{\"name\":7}",
                "{\"name\":null}",
                "[]",
                "null",
                "{",
                "\"x\""
            })
    void a_name_that_is_none_is_refused(String body) {
        Call.Response response =
                Call.json("PUT", "/account/me", body).with("Cookie", session()).to(account);

        assertThat(response.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"80, 200", "81, 400"})
    void a_name_has_80_characters_at_most(int length, int status) {
        Call.Response response = Call.json("PUT", "/account/me", "{\"name\":\"" + "n".repeat(length) + "\"}")
                .with("Cookie", session())
                .to(account);

        assertThat(response.status()).isEqualTo(status);
    }

    @Test
    void a_session_ends_after_an_hour_and_no_instance_needs_to_remember_it() {
        String session = session();
        Call call = Call.get("/account/me").with("Cookie", session);

        assertThat(call.to(accountAt(NOW.plus(Duration.ofHours(1)).minusSeconds(1)))
                        .jsonBody())
                .containsEntry("user", "ada");
        assertThat(call.to(accountAt(NOW.plus(Duration.ofHours(1)))).jsonBody()).containsEntry("signedIn", false);
    }

    @Test
    void a_cookie_that_nobody_signed_makes_the_caller_anonymous() {
        String session = session();
        int payload = session.indexOf('.') + 3;
        String tampered = session.substring(0, payload)
                + (session.charAt(payload) == 'A' ? 'B' : 'A')
                + session.substring(payload + 1);
        for (String cookie : List.of("session=", "session", "session=x", "other=" + session, tampered, "x" + session)) {
            assertThat(Call.get("/account/me")
                            .with("Cookie", cookie)
                            .to(account)
                            .jsonBody())
                    .as(cookie)
                    .isEqualTo(Map.of("signedIn", false));
        }
    }

    @Test
    void the_session_is_found_among_other_cookies_and_in_any_line() {
        String session = session();
        List<List<String>> lines = List.of(
                List.of("a=b; " + session),
                List.of(session + ";c=d"),
                List.of("a=b", session, "c=d"),
                List.of("a", "=", ";;", " " + session + " "),
                List.of("session=stale; " + session),
                List.of("session=\"quoted\"", session));
        for (List<String> cookies : lines) {
            assertThat(Call.get("/account/me")
                            .with("cOOkie", cookies.toArray(new String[0]))
                            .to(account)
                            .jsonBody())
                    .as(cookies.toString())
                    .containsEntry("user", "ada");
        }
    }

    @Test
    void failing_fails() {
        assertThatThrownBy(() -> Call.get("/account/fail").to(account))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on purpose");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /account/session, 'POST, DELETE'",
        "PUT, /account/session, 'POST, DELETE'",
        "POST, /account/me, 'GET, PUT'",
        "OPTIONS, /account/me, 'GET, PUT'",
        "POST, /account/fail, GET"
    })
    void other_methods_are_refused_with_those_that_are_allowed(String method, String path, String allowed) {
        Call.Response response = Call.get(path).method(method).to(account);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/account", "/account/", "/account/you", "/account/me/", "/catalog"})
    void other_paths_are_not_found(String path) {
        assertThat(Call.get(path).to(account).status()).isEqualTo(404);
    }

    private String session() {
        return Call.json("POST", "/account/session", CREDENTIALS).to(account).cookie();
    }
}
