package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.RandomMessages;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whatever comes in and whatever the function does, there is a response. */
class RestApiRobustnessTest {

    private final RandomMessages random = new RandomMessages();

    private RestApi api() {
        RestMock mock = RestMock.builder()
                .requestTemplate(
                        "application/json", random.json().replace("$", "").replace("#", ""))
                .methodResponse(200, "X-A")
                .response(RestMockResponse.of(200)
                        .selectionPattern(random.flip() ? "2.." : "")
                        .parameter("method.response.header.X-A", "context.path")
                        .template("text/html", "$input.params('q')"))
                .build();
        FakeFunction function = new FakeFunction(random.result());
        RestMethod lambda = RestMethod.lambda(function);
        RestApi.Builder builder = RestApi.builder()
                .apiKey("secret")
                .method("ANY", "/{proxy+}", lambda)
                .method("GET", "/a/{id}", lambda.streaming())
                .method(
                        "POST",
                        "/a/{id}",
                        lambda.authorizer(RestAuthorizer.token("who", new FakeFunction(random.result()))))
                .method("PATCH", "/a/{id}", lambda.apiKeyRequired())
                .method("OPTIONS", "/a/{id}", RestMethod.mock(mock))
                .gatewayResponse(RestGatewayResponse.of(RestResponseType.DEFAULT_4XX)
                        .parameter("gatewayresponse.header.X-Q", "method.request.querystring.q")
                        .parameter("gatewayresponse.header.X-P", "method.request.path.proxy")
                        .template("application/json", "$method.request.querystring.q$context.error.messageString"));
        if (random.flip()) {
            builder.binaryMediaType(random.flip() ? "*/*" : "image/*");
        }
        if (random.below(4) == 0) {
            builder.executeApi();
        }
        return builder.build();
    }

    @Test
    void there_is_a_response_whatever_comes_in_and_whatever_the_function_does() {
        RequestMetadata arrival = new RequestMetadata(Instant.parse("2026-11-22T10:00:00Z"), "short", "::1");
        int[] statuses = new int[1000];
        for (int i = 0; i < 5_000; i++) {
            RestApi api = api();
            Request request = random.request();
            try {
                statuses[api.respond(request, arrival).response().status()]++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + random.seed() + ", round " + i + ": " + request, e);
            }
        }
        // not all by one way out: functions responded, and failed, and were not reached
        assertThat(statuses[200]).as("seed %d: 200", random.seed()).isPositive();
        assertThat(statuses[403]).as("seed %d: 403", random.seed()).isPositive();
        assertThat(statuses[502]).as("seed %d: 502", random.seed()).isPositive();
        assertThat(statuses[500]).as("seed %d: 500", random.seed()).isPositive();
    }
}
