package dev.corsac.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String API = "https://api.example.com";

    private static RequestMetadata arrival() {
        return new RequestMetadata(Instant.EPOCH, "11111111-2222-3333-4444-555555555555", "192.0.2.1");
    }

    private static LambdaFunction function(String name, String response) {
        return LambdaFunction.of(name, event -> InvocationResult.Payload.of(response));
    }

    /** A front whose lines are made by the elements named before them. */
    private static Front front(int status, Component element, Object... elementsAndLines) {
        List<Component> sources = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < elementsAndLines.length; i += 3) {
            sources.add((Component) elementsAndLines[i]);
            lines.add((String) elementsAndLines[i + 1]);
            lines.add((String) elementsAndLines[i + 2]);
        }
        Response response = new Response(status, Headers.of(lines.toArray(new String[0])), Body.EMPTY);
        return (request, arrival) -> new AttributedResponse(response, element, "", sources);
    }

    private static String sentence(Front front, Call call) {
        return Network.builder()
                .serve(API, front)
                .build()
                .call(Engine.CHROMIUM, call, NetworkTest::arrival)
                .sentence();
    }

    @Test
    void a_preflight_without_a_route_for_it() {
        RestApi api = RestApi.builder()
                .method("PUT", "/cart", function("cart", "{\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}"))
                .build();
        CallOutcome outcome = Network.builder()
                .serve(API, api)
                .build()
                .call(Engine.FIREFOX, Call.fetch(SHOP, "PUT", API + "/cart"), NetworkTest::arrival);
        assertThat(outcome.allowed()).isFalse();
        assertThat(outcome.responses()).hasSize(1);
        assertThat(outcome.sentence())
                .startsWith("Firefox blocks the call: ")
                .contains("the preflight (OPTIONS) failed with status 403", "; status 403 comes from ");
    }

    @Test
    void a_response_with_the_header() {
        RestApi api = RestApi.builder()
                .method("GET", "/cart", function("cart", "{\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}}"))
                .build();
        assertThat(sentence(api, Call.fetch(SHOP, "GET", API + "/cart")))
                .isEqualTo("Chromium lets the script read status 200; \"*\" comes from the function cart.");
    }

    @Test
    void two_elements_with_a_header_of_which_there_may_be_one() {
        Component cors = Component.of(Component.Kind.FUNCTION_URL_CORS, "cart");
        Component function = Component.of(Component.Kind.FUNCTION, "cart");
        Front url = front(
                200,
                function,
                function,
                "Access-Control-Allow-Origin",
                SHOP,
                cors,
                "Access-Control-Allow-Origin",
                SHOP);
        assertThat(sentence(url, Call.fetch(SHOP, "GET", API + "/")))
                .contains("\"" + SHOP + "\" comes from the function cart and \"" + SHOP
                        + "\" comes from the Cors block of the Function URL of cart.");
    }

    @Test
    void credentials_that_nobody_allows() {
        Component policy = Component.of(Component.Kind.RESPONSE_HEADERS_POLICY, "simple");
        Front front =
                front(200, Component.of(Component.Kind.FUNCTION, "cart"), policy, "Access-Control-Allow-Origin", SHOP);
        assertThat(sentence(front, Call.fetch(SHOP, "GET", API + "/").withCredentials(CredentialsMode.INCLUDE)))
                .endsWith("; status 200 comes from the function cart, without Access-Control-Allow-Credentials.");
    }

    @Test
    void a_method_that_the_preflights_response_does_not_list() {
        Component mock = Component.of(Component.Kind.MOCK, "OPTIONS /cart");
        Front front = front(
                204, mock, mock, "Access-Control-Allow-Origin", "*", mock, "Access-Control-Allow-Methods", "GET,POST");
        assertThat(sentence(front, Call.fetch(SHOP, "PUT", API + "/cart")))
                .isEqualTo(
                        "Chromium blocks the call: Access-Control-Allow-Methods of the preflight's response does not list PUT;"
                                + " \"GET,POST\" comes from the MOCK integration of OPTIONS /cart.");
    }

    @Test
    void an_origin_where_nothing_is_served() {
        assertThat(sentence(
                        front(200, Component.of(Component.Kind.BUCKET, "")),
                        Call.fetch(SHOP, "GET", "https://other.example.com/")))
                .startsWith("Chromium blocks the call: no response came from other.example.com");
    }

    @Test
    void origins_are_written_as_browsers_have_them_and_once() {
        Front front = front(200, Component.of(Component.Kind.BUCKET, ""));
        assertThatThrownBy(() -> Network.builder().serve("https://api.example.com:443/", front))
                .hasMessage("\"https://api.example.com:443/\" is not an origin: write \"https://api.example.com\"");
        assertThatThrownBy(() -> Network.builder().serve(API, front).serve(API, front))
                .hasMessage("https://api.example.com has a front already");
    }
}
