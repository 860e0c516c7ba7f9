package dev.corsac.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions as Lambda makes them, with the environment that the pom sets. */
class FunctionsTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String STRANGER = "https://stranger.example.com";

    private final RequestStreamHandler catalog = new CatalogFunction();
    private final RequestStreamHandler account = new AccountFunction();

    @ParameterizedTest
    @CsvSource({"Origin", "origin", "ORIGIN"})
    void the_account_responds_to_an_allowed_origin_whatever_the_header_is_spelled_like(String name) {
        Call.Response response = Call.get("/account/me").with(name, SHOP).to(account);

        assertThat(response.status()).isEqualTo(200);
        assertThat(cors(response))
                .containsEntry("access-control-allow-origin", SHOP)
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("vary", "Origin");
    }

    @Test
    void the_account_responds_to_a_stranger_without_cors_headers() {
        Call.Response response =
                Call.get("/account/me").with("Origin", STRANGER).to(account);

        assertThat(response.status()).isEqualTo(200);
        assertThat(cors(response)).isEqualTo(Map.of("vary", "Origin"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /account/fail, 500",
        "GET, /account/nothing, 404",
        "PUT, /account/me, 401",
        "POST, /account/me, 405"
    })
    void the_account_s_errors_are_readable_too(String method, String path, int status) {
        Call.Response response = Call.json(method, path, "{\"name\":\"Ada\"}")
                .with("origin", SHOP)
                .to(account);

        assertThat(response.status()).isEqualTo(status);
        assertThat(cors(response)).containsEntry("access-control-allow-origin", SHOP);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /account/me", "DELETE, /account/session", "POST, /account/session"})
    void the_account_grants_the_preflights_of_its_page(String method, String path) {
        Call.Response granted = preflight(method, path, SHOP).to(account);
        Call.Response refused = preflight(method, path, STRANGER).to(account);

        assertThat(granted.status()).isEqualTo(204);
        assertThat(cors(granted)).containsEntry("access-control-allow-origin", SHOP);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(cors(refused)).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void the_catalog_responds_to_every_origin_and_lets_pages_read_the_count() {
        for (String origin : List.of(SHOP, STRANGER, "null")) {
            Call.Response response = Call.get("/catalog").with("origin", origin).to(catalog);

            assertThat(cors(response))
                    .containsEntry("access-control-allow-origin", "*")
                    .containsEntry("access-control-expose-headers", "x-total-count")
                    .doesNotContainKey("access-control-allow-credentials");
        }
        assertThat(preflight("POST", "/catalog/token", STRANGER).to(catalog).status())
                .isEqualTo(204);
    }

    private static Call preflight(String method, String path, String origin) {
        return Call.get(path)
                .method("OPTIONS")
                .with("origin", origin)
                .with("access-control-request-method", method)
                .with("access-control-request-headers", "content-type");
    }

    /** The headers that the policy sets, their names in lower case. */
    private static Map<String, String> cors(Call.Response response) {
        Map<String, String> found = new TreeMap<>();
        response.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("access-control-") || lower.equals("vary")) {
                found.put(
                        lower, lower.equals("access-control-expose-headers") ? value.toLowerCase(Locale.ROOT) : value);
            }
        });
        return found;
    }
}
