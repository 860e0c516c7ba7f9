package dev.corsac.lambda.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the policy does around a framework's handler that is named in {@code CORSAC_HANDLER}, whatever the framework. The
 * function behind it responds to {@code /ok} with the text {@code ok}; to {@code /own-cors} too, with CORS headers of the
 * framework's own for any origin; {@code /fail} throws an exception that says {@code secret}. Of each request that reaches
 * it, it writes {@code reached: METHOD path} to its standard output.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
public abstract class FrameworkContract {

    /** The payload format of the events. */
    public enum Format {
        /** Of a REST API. */
        REST_API,
        /** Of an HTTP API with payload format 2.0, or a function URL. */
        HTTP_API
    }

    private static final String SHOP = "https://shop.example";

    /** The folder that the function runs in. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What {@code CORSAC_HANDLER} is set to. */
    protected abstract String handler();

    /** The payload formats that the handler takes. */
    protected abstract List<Format> formats();

    /** What the framework wants to find in the environment. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    /** Whether the framework makes an response of an exception, with a body of its own. */
    protected boolean respondsToErrorsItself() {
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void the_policy_goes_around_the_framework(RuntimeClient client) throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("CORSAC_HANDLER", handler());
        environment.put("ALLOWED_ORIGINS", SHOP);
        environment.put("ALLOW_CREDENTIALS", "true");
        environment.put("ALLOWED_METHODS", "PUT");
        try (FunctionProcess function =
                new FunctionProcess(client, folder, "dev.corsac.lambda.CorsHandler", environment)) {
            for (Format format : formats()) {
                Sent ok = send(function, format, "GET", "/ok", Map.of("origin", SHOP));
                assertThat(ok.status()).isEqualTo(200);
                assertThat(ok.body()).isEqualTo("ok");
                assertThat(ok.lines())
                        .containsEntry("access-control-allow-origin", List.of(SHOP))
                        .containsEntry("access-control-allow-credentials", List.of("true"));
                assertThat(ok.vary()).contains("origin");

                Sent own = send(function, format, "GET", "/own-cors", Map.of("origin", SHOP));
                assertThat(own.status()).isEqualTo(200);
                assertThat(own.lines())
                        .containsEntry("access-control-allow-origin", List.of(SHOP))
                        .doesNotContainKey("access-control-expose-headers");
                assertThat(own.vary()).contains("origin").doesNotHaveDuplicates();

                Sent foreign = send(function, format, "GET", "/own-cors", Map.of("origin", "https://evil.example"));
                assertThat(foreign.status()).isEqualTo(200);
                assertThat(foreign.lines()).doesNotContainKey("access-control-allow-origin");
                assertThat(foreign.vary()).contains("origin");

                Sent failed = send(function, format, "GET", "/fail", Map.of("origin", SHOP));
                assertThat(failed.status()).isEqualTo(500);
                if (!respondsToErrorsItself()) {
                    assertThat(failed.body()).doesNotContain("secret");
                    assertThat(function.log()).contains("secret");
                }
                assertThat(failed.lines()).containsEntry("access-control-allow-origin", List.of(SHOP));

                Sent preflight = send(
                        function,
                        format,
                        "OPTIONS",
                        "/ok",
                        Map.of("origin", SHOP, "access-control-request-method", "PUT"));
                assertThat(preflight.status()).isEqualTo(204);
                assertThat(preflight.lines())
                        .containsEntry("access-control-allow-origin", List.of(SHOP))
                        .containsEntry("access-control-allow-methods", List.of("GET,HEAD,POST,PUT"));
            }
            assertThat(function.log()).contains("reached: GET /ok").doesNotContain("reached: OPTIONS");
        } catch (AssertionError | Exception e) {
            System.out.println(Files.readString(folder.resolve("function.log")));
            throw e;
        }
    }

    private record Sent(int status, String body, Map<String, List<String>> lines) {

        List<String> vary() {
            List<String> names = new ArrayList<>();
            for (String line : lines.getOrDefault("vary", List.of())) {
                for (String name : line.split(",", -1)) {
                    names.add(name.trim().toLowerCase(Locale.ROOT));
                }
            }
            return names;
        }
    }

    private static Sent send(
            FunctionProcess function, Format format, String method, String path, Map<String, String> headers)
            throws Exception {
        String response = function.respond(event(format, method, path, headers).getBytes(UTF_8))
                .get();
        assertThat(response).startsWith("{");
        Map<?, ?> members = (Map<?, ?>) object(response);
        Map<String, List<String>> lines = new HashMap<>();
        if (format == Format.REST_API && members.get("multiValueHeaders") instanceof Map<?, ?> lists) {
            lists.forEach((name, values) -> ((List<?>) values).forEach(value -> add(lines, name, value)));
        }
        if (members.get("headers") instanceof Map<?, ?> single) {
            single.forEach((name, value) -> add(lines, name, value));
        }
        String body = String.valueOf(members.get("body"));
        if (Boolean.TRUE.equals(members.get("isBase64Encoded"))) {
            body = new String(Base64.getDecoder().decode(body), UTF_8);
        }
        return new Sent((Integer) Objects.requireNonNull(members.get("statusCode"), response), body, lines);
    }

    private static void add(Map<String, List<String>> lines, @Nullable Object name, @Nullable Object value) {
        lines.computeIfAbsent(String.valueOf(name).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(String.valueOf(value));
    }

    /** By what AWS's own runtime reads JSON with. */
    @SuppressWarnings("unchecked")
    private static Object object(String json) {
        PojoSerializer<Object> serializer = (PojoSerializer<Object>)
                (PojoSerializer<?>) JacksonFactory.getInstance().getSerializer(Map.class);
        return serializer.fromJson(json);
    }

    private static String event(Format format, String method, String path, Map<String, String> headers) {
        StringBuilder lines = new StringBuilder("{\"host\":\"api.example\"");
        StringBuilder lists = new StringBuilder("{\"host\":[\"api.example\"]");
        headers.forEach((name, value) -> {
            lines.append(",\"").append(name).append("\":\"").append(value).append('"');
            lists.append(",\"").append(name).append("\":[\"").append(value).append("\"]");
        });
        return switch (format) {
            case REST_API -> """
                {"resource":"/{proxy+}","path":"%2$s","httpMethod":"%1$s","headers":%3$s},"multiValueHeaders":%4$s},\
                "queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":{"proxy":"x"},\
                "stageVariables":null,"requestContext":{"accountId":"123456789012","apiId":"abc","resourceId":"2gxmpl",\
                "resourcePath":"/{proxy+}","httpMethod":"%1$s","path":"/prod%2$s","stage":"prod","requestId":"1",\
                "protocol":"HTTP/1.1","requestTime":"04/Mar/2020:19:15:17 +0000","requestTimeEpoch":1583349317135,\
                "identity":{"sourceIp":"203.0.113.7","userAgent":"agent"}},"body":null,"isBase64Encoded":false}""".formatted(method, path, lines, lists);
            case HTTP_API -> """
                {"version":"2.0","routeKey":"$default","rawPath":"%2$s","rawQueryString":"","headers":%3$s},\
                "requestContext":{"accountId":"123456789012","apiId":"abc","domainName":"api.example","domainPrefix":"api",\
                "http":{"method":"%1$s","path":"%2$s","protocol":"HTTP/1.1","sourceIp":"203.0.113.7","userAgent":"agent"},\
                "requestId":"1","routeKey":"$default","stage":"$default","time":"04/Mar/2020:19:15:17 +0000",\
                "timeEpoch":1583349317135},"isBase64Encoded":false}""".formatted(method, path, lines);
        };
    }
}
