package dev.corsac.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Catalog catalog = catalogAt(NOW);

    private static Catalog catalogAt(Instant time) {
        return new Catalog(Call.ENVIRONMENT, Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void anyone_sees_the_products() {
        Call.Response response = Call.get("/catalog").to(catalog);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("X-Total-Count", "3");
        assertThat((List<?>) response.jsonBody().get("products")).hasSize(3);
    }

    @Test
    void responses_have_the_keys_that_api_gateway_knows_and_no_other() {
        assertThat(Call.get("/catalog").to(catalog).json().keySet()).containsExactly("statusCode", "headers", "body");
    }

    @Test
    void a_password_buys_a_token_and_the_token_shows_ones_own_orders() {
        Call.Response response = orders(tokenOf("ada", "lovelace"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.jsonBody()).containsEntry("user", "ada");
        assertThat(ordersIn(response)).extracting("order").containsExactly("1001", "1002");
        assertThat(ordersIn(orders(tokenOf("grace", "hopper"))))
                .extracting("order")
                .containsExactly("1003");
    }

    @Test
    void responses_about_a_user_are_kept_by_no_cache() {
        assertThat(orders(tokenOf("ada", "lovelace")).headers()).containsEntry("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"user":"ada","password":"hopper"}   | 401
                    {"user":"ada","password":""}         | 401
                    {"user":"nobody","password":""}      | 401
                    {"user":"nobody","password":"x"}     | 401
                    {"user":"ada"}                       | 400
                    {"user":"ada","password":7}          | 400
                    ["ada"]                              | 400
                    {"user":                             | 400
                    ''                                   | 400
                    """)
    void no_token_without_the_right_password(String body, int status) {
        Call.Response response = Call.json("POST", "/catalog/token", body).to(catalog);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.jsonBody()).containsOnlyKeys("error");
    }

    @Test
    void a_token_is_good_for_ten_minutes() {
        String token = tokenOf("ada", "lovelace");

        assertThat(ordersAt(NOW.plus(Duration.ofMinutes(10)).minusSeconds(1), token)
                        .status())
                .isEqualTo(200);
        assertThat(ordersAt(NOW.plus(Duration.ofMinutes(10)), token).status()).isEqualTo(401);
    }

    @Test
    void a_token_with_any_character_changed_is_refused() {
        String token = tokenOf("ada", "lovelace");
        // The last character of a signature has two bits that say nothing, so only the one before it must count.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(orders(changed).status()).as(changed).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "%20", "eyJhbGciOiJIUzI1NiJ9.e30."})
    void a_token_that_is_none_is_refused_as_invalid(String token) {
        Call.Response response = orders(token);

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/catalog/orders", "/catalog/orders?token=a&token=b"})
    void without_one_token_nobody_is_known(String url) {
        Call.Response response = Call.get(url).to(catalog);

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer");
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        assertThat(orders(new PlainJWT(claims().build()).serialize()).status()).isEqualTo(401);
    }

    @Test
    void a_token_must_be_signed_with_our_key_and_our_algorithm() throws Exception {
        byte[] ours = "the key of the tokens, long enough for HS256".getBytes(UTF_8);
        byte[] longer = "a key of 64 bytes, as HS512 needs it, but it is nobody's at all.".getBytes(UTF_8);

        assertThat(orders(signed(JWSAlgorithm.HS256, ours, claims())).status()).isEqualTo(200);
        assertThat(orders(signed(JWSAlgorithm.HS256, longer, claims())).status())
                .isEqualTo(401);

        Catalog withLongKey = new Catalog(
                Map.of("DEMO_USERS", "ada:lovelace", "TOKEN_KEY", new String(longer, UTF_8), "URL_KEY", "u".repeat(32)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        Call another = Call.get("/catalog/orders?token=" + signed(JWSAlgorithm.HS512, longer, claims()));
        assertThat(another.to(withLongKey).status()).isEqualTo(401);
    }

    @Test
    void a_token_must_be_from_us_for_the_catalog_and_have_an_end() throws Exception {
        byte[] ours = "the key of the tokens, long enough for HS256".getBytes(UTF_8);
        List<JWTClaimsSet.Builder> wrong = List.of(
                claims().issuer("somebody"),
                claims().issuer(null),
                claims().audience("account"),
                claims().audience((String) null),
                claims().audience(List.of("catalog", "account")),
                claims().expirationTime(null),
                claims().expirationTime(Date.from(NOW)),
                claims().subject(null));
        for (JWTClaimsSet.Builder claims : wrong) {
            String token = signed(JWSAlgorithm.HS256, ours, claims);
            assertThat(orders(token).status()).as(claims.build().toString()).isEqualTo(401);
        }
    }

    @Test
    void a_session_is_no_token() {
        Account account = new Account(
                Map.of("DEMO_USERS", "ada:lovelace", "SESSION_KEY", "the key of the tokens, long enough for HS256"),
                Clock.fixed(NOW, ZoneOffset.UTC));
        Call.Response in = Call.json("POST", "/account/session", "{\"user\":\"ada\",\"password\":\"lovelace\"}")
                .to(account);

        assertThat(orders(in.cookie().substring("session=".length())).status()).isEqualTo(401);
    }

    @Test
    void a_signed_url_shows_the_invoice_to_whoever_holds_it() {
        Call.Response response = Call.get(invoiceUrl()).to(catalog);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.jsonBody()).containsEntry("invoice", "R-1001").containsEntry("billedTo", "ada");
    }

    @Test
    void the_order_of_the_query_and_its_spelling_do_not_matter() {
        String[] parts = invoiceUrl().split("[?&]", -1);
        String other = parts[0] + "?" + parts[3] + "&" + parts[2] + "&" + parts[1].replace("1001", "%31001");

        assertThat(Call.get(other).to(catalog).status()).isEqualTo(200);
    }

    @Test
    void a_signed_url_is_good_for_five_minutes() {
        Call call = Call.get(invoiceUrl());

        assertThat(call.to(catalogAt(NOW.plus(Duration.ofMinutes(5)).minusSeconds(1)))
                        .status())
                .isEqualTo(200);
        assertThat(call.to(catalogAt(NOW.plus(Duration.ofMinutes(5)))).status()).isEqualTo(403);
    }

    @Test
    void a_signed_url_with_any_character_of_a_value_changed_is_refused() {
        String url = invoiceUrl();
        int changed = 0;
        for (int i = url.indexOf('?'); i < url.length(); i++) {
            boolean inName = url.lastIndexOf('=', i) < Math.max(url.lastIndexOf('&', i), url.lastIndexOf('?', i));
            if (inName || url.charAt(i) == '=') {
                continue;
            }
            char other = url.charAt(i) == '7' ? '8' : '7';
            String tampered = url.substring(0, i) + other + url.substring(i + 1);
            assertThat(Call.get(tampered).to(catalog).status()).as(tampered).isEqualTo(403);
            changed++;
        }
        assertThat(changed).isGreaterThan("1001".length() + 10 + 43 - 1);
    }

    @Test
    void a_signed_url_with_anything_added_or_taken_away_is_refused() {
        String url = invoiceUrl();
        String order = "order=1001";
        String expires = url.substring(url.indexOf("expires="), url.indexOf("&signature="));
        String signature = url.substring(url.indexOf("signature="));
        String path = "/catalog/invoice?";
        List<String> tampered = List.of(
                path + order + "&" + expires,
                path + order + "&" + signature,
                path + expires + "&" + signature,
                path + order + "&order=1003&" + expires + "&" + signature,
                path + order + "&more=1&" + expires + "&" + signature,
                path + order + "&" + expires + "&" + expires + "&" + signature,
                path + order + "&" + expires + "&" + signature + "&" + signature,
                path + order + "&" + expires + "&signature=",
                path + order + "&expires=&" + signature,
                path + order + "&" + expires + "0&" + signature,
                path + order + "&" + expires.replace("=", "=0") + "&" + signature,
                path + order + "&" + expires + "&" + signature + "=",
                path + order.replace("=", "=%0A") + "&" + expires + "&" + signature,
                "/catalog/invoice?order%3D1001=&" + expires + "&" + signature);
        for (String other : tampered) {
            assertThat(Call.get(other).to(catalog).status()).as(other).isEqualTo(403);
        }
    }

    @Test
    void a_url_signed_with_another_key_is_refused() {
        Catalog other = new Catalog(
                Map.of(
                        "DEMO_USERS", "ada:lovelace",
                        "TOKEN_KEY", Call.ENVIRONMENT.get("TOKEN_KEY"),
                        "URL_KEY", "another key for URLs, as long as it has to be"),
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(Call.get(invoiceUrl()).to(other).status()).isEqualTo(403);
    }

    @Test
    void the_signature_covers_method_and_path() {
        SignedUrls urls = new SignedUrls("u".repeat(32).getBytes(UTF_8), Duration.ofMinutes(5), Clock.systemUTC());
        ProxyRequest signed =
                ProxyRequest.parse(Call.get(urls.sign("/a", "x", "é & =")).event());
        urls.check(signed);

        assertThat(refusal(urls, new ProxyRequest("PUT", "/a", signed.query(), Map.of(), "")))
                .isEqualTo(403);
        assertThat(refusal(urls, new ProxyRequest("GET", "/b", signed.query(), Map.of(), "")))
                .isEqualTo(403);
    }

    private static int refusal(SignedUrls urls, ProxyRequest request) {
        try {
            urls.check(request);
            return 0;
        } catch (HttpError e) {
            return e.response().status();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /catalog, GET",
        "HEAD, /catalog, GET",
        "OPTIONS, /catalog, GET",
        "GET, /catalog/token, POST",
        "POST, /catalog/orders, GET",
        "DELETE, /catalog/invoice, GET"
    })
    void other_methods_are_refused_with_those_that_are_allowed(String method, String path, String allowed) {
        Call.Response response = Call.get(path).method(method).to(catalog);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/catalog/", "/Catalog", "/catalogue", "/catalog/orders/1", "/account/me"})
    void other_paths_are_not_found(String path) {
        assertThat(Call.get(path).to(catalog).status()).isEqualTo(404);
    }

    private String tokenOf(String user, String password) {
        Call.Response response = Call.json(
                        "POST", "/catalog/token", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}")
                .to(catalog);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.jsonBody()).containsEntry("expiresInSeconds", 600L);
        return (String) response.bodyMember("token");
    }

    private Call.Response orders(String token) {
        return ordersAt(NOW, token);
    }

    private static Call.Response ordersAt(Instant time, String token) {
        return Call.get("/catalog/orders?token=" + token).to(catalogAt(time));
    }

    private String invoiceUrl() {
        Map<?, ?> first =
                (Map<?, ?>) ordersIn(orders(tokenOf("ada", "lovelace"))).get(0);
        return (String) Call.member(first, "invoice");
    }

    private static List<?> ordersIn(Call.Response response) {
        return (List<?>) response.bodyMember("orders");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("corsac-example-shop")
                .audience("catalog")
                .subject("ada")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String signed(JWSAlgorithm algorithm, byte[] key, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims.build());
        jwt.sign(new MACSigner(key));
        return jwt.serialize();
    }
}
