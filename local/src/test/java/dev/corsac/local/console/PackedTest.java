package dev.corsac.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unpacked is what was packed, whatever characters it has. */
class PackedTest {

    /** Texts that would end a part, or begin another, if lengths did not say where parts end. */
    private static final String[] TEXTS = {
        "",
        "a",
        ":",
        "3:abc",
        "-:",
        "-",
        "0:",
        "12",
        "\t",
        "é",
        "😀",
        "a b",
        "https://page.localhost",
        "x".repeat(70_000)
    };

    private static Request request(String path, @Nullable String query, Header... lines) {
        return new Request(
                "PATCH",
                new Url("https", "api.localhost", 8443, path, query),
                Headers.of(List.of(lines)),
                Body.of("body"));
    }

    private static void isUnpackedAgain(Request request) {
        assertThat(Packed.request(Packed.of(request), request.body())).isEqualTo(request);
    }

    private static void isUnpackedAgain(AttributedResponse response) {
        assertThat(Packed.response(Packed.of(response), response.response().body()))
                .isEqualTo(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2Fb", "//", "/a:b", "/3:abc", "/#", "/é"})
    void paths_and_queries_are_as_they_were_sent(String path) {
        isUnpackedAgain(request(path, null));
        isUnpackedAgain(request(path, ""));
        isUnpackedAgain(request(path, "q=3:abc&-:"));
    }

    @Test
    void a_port_that_is_none_stays_so() {
        isUnpackedAgain(new Request("GET", new Url("custom", "host", -1, "/", null), Headers.EMPTY, Body.EMPTY));
    }

    @Test
    void lines_keep_their_order_spelling_and_makers() {
        Component function = Component.of(Component.Kind.FUNCTION, "orders");
        Component cors = Component.of(Component.Kind.HTTP_API_CORS, "");
        Headers lines = Headers.of("Vary", "Origin", "x-a", "", "X-A", "2", "vary", "Accept");
        isUnpackedAgain(new AttributedResponse(
                new Response(200, lines, Body.EMPTY), function, "", List.of(function, cors, cors, function)));
    }

    @Test
    void any_text_survives() {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Header> lines = new ArrayList<>();
            List<Component> sources = new ArrayList<>();
            for (int line = random.nextInt(5); line > 0; line--) {
                String name = random.nextBoolean() ? "X-Name" : "3";
                String value = TEXTS[random.nextInt(TEXTS.length)].strip();
                lines.add(new Header(name, value));
                sources.add(component(random));
            }
            Headers headers = Headers.of(lines);
            String query = random.nextInt(4) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
            Request request =
                    request("/" + TEXTS[random.nextInt(TEXTS.length)], query).withHeaders(headers);
            AttributedResponse response = new AttributedResponse(
                    new Response(200 + random.nextInt(300), headers, Body.EMPTY),
                    component(random),
                    TEXTS[random.nextInt(TEXTS.length)] + "\nsecond line",
                    sources);
            assertThat(Packed.request(Packed.of(request), request.body()))
                    .as("seed " + seed)
                    .isEqualTo(request);
            assertThat(Packed.response(Packed.of(response), Body.EMPTY))
                    .as("seed " + seed)
                    .isEqualTo(response);
        }
    }

    private static Component component(RandomGenerator random) {
        Component.Kind[] kinds = Component.Kind.values();
        return Component.of(kinds[random.nextInt(kinds.length)], TEXTS[random.nextInt(TEXTS.length)]);
    }
}
