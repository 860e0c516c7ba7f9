package dev.corsac.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One recorded exchange: the call, the server's responses, and what each engine did. */
public record RecordedCase(int id, List<Call> calls, Server server, Map<Engine, List<Map<String, Object>>> observed) {

    /** The only call. */
    public Call call() {
        return calls.get(0);
    }

    /** The 4,000 single calls that the model was built after. */
    public static List<RecordedCase> all() {
        return read("recorded-cases.jsonl.gz", false);
    }

    /** What {@code ./record-browsers --out} wrote: more kinds of calls, some of them in sequence. */
    static List<RecordedCase> sequences() {
        return read("recorded-sequences.jsonl.gz", true);
    }

    /** What {@code ./record-browsers --cookies --out} wrote. */
    static List<Map<String, Object>> cookies() {
        return objects("recorded-cookies.jsonl.gz");
    }

    private static List<RecordedCase> read(String resource, boolean sequences) {
        List<RecordedCase> cases = new ArrayList<>();
        for (Map<String, Object> each : objects(resource)) {
            cases.add(of(each, sequences));
        }
        return cases;
    }

    private static List<Map<String, Object>> objects(String resource) {
        try (InputStream in = RecordedCase.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Objects.requireNonNull(in)), StandardCharsets.UTF_8))) {
            List<Map<String, Object>> objects = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                objects.add(object(read(line)));
            }
            return objects;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordedCase of(Map<String, Object> json, boolean sequence) {
        List<Call> calls = new ArrayList<>();
        if (sequence) {
            for (Object call : (List<?>) Objects.requireNonNull(json.get("calls"))) {
                calls.add(call(object(call)));
            }
        } else {
            calls.add(call(object(json.get("request"))));
        }
        Map<String, Response[]> pairs = new LinkedHashMap<>();
        object(json.get("server"))
                .forEach((url, pair) -> pairs.put(url, new Response[] {
                    response(object(pair).get("preflight")),
                    response(object(pair).get("actual"))
                }));
        Map<Engine, List<Map<String, Object>>> observed = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            Object seen = object(json.get("observed")).get(engine.name().toLowerCase(Locale.ROOT));
            List<Map<String, Object>> results = new ArrayList<>();
            for (Object each : seen instanceof List<?> list ? list : List.of(Objects.requireNonNull(seen))) {
                results.add(object(each));
            }
            observed.put(engine, results);
        }
        int id = ((Number) Objects.requireNonNull(json.get("id"))).intValue();
        return new RecordedCase(id, calls, request -> response(pairs, request), observed);
    }

    private static Call call(Map<String, Object> request) {
        Call call = Call.fetch(string(request.get("origin")), string(request.get("method")), string(request.get("url")))
                .withHeaders(headers(request.get("headers")))
                .withCredentials(mode(CredentialsMode.class, string(request.get("credentials"))));
        if (!request.containsKey("mode")) {
            return call;
        }
        return call.withMode(mode(RequestMode.class, string(request.get("mode"))))
                .withRedirect(mode(RedirectMode.class, string(request.get("redirect"))))
                .withBody(Body.of(string(request.get("body"))))
                .withInitiator(Boolean.TRUE.equals(request.get("xhr")) ? Initiator.XML_HTTP_REQUEST : Initiator.FETCH)
                .withUseCorsPreflight(Boolean.TRUE.equals(request.get("uploadListener")));
    }

    private static <E extends Enum<E>> E mode(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Response response(Map<String, Response[]> pairs, Request request) {
        boolean preflight =
                request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
        Response[] both = Objects.requireNonNull(pairs.get(request.url().toString()), request.url()::toString);
        Response response = both[preflight ? 0 : 1];
        // The recording servers end a body with its length, and say nothing of a body that is not there.
        return request.method().equals("HEAD") || response.status() == 204 || response.status() == 304
                ? response
                : response.withHeaders(response.headers().plus("Content-Length", "2"));
    }

    private static @Nullable Response response(@Nullable Object json) {
        if (json == null) {
            return null;
        }
        Map<String, Object> response = object(json);
        return Response.of(
                ((Number) Objects.requireNonNull(response.get("status"))).intValue(), headers(response.get("headers")));
    }

    private static Headers headers(@Nullable Object json) {
        List<Header> lines = new ArrayList<>();
        for (Object line : (List<?>) Objects.requireNonNull(json)) {
            List<?> pair = (List<?>) line;
            lines.add(new Header((String) pair.get(0), (String) pair.get(1)));
        }
        return Headers.of(lines);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(@Nullable Object json) {
        return (Map<String, Object>) Objects.requireNonNull(json);
    }

    static String string(@Nullable Object json) {
        return (String) Objects.requireNonNull(json);
    }

    static Object read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return Objects.requireNonNull(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getIntValue();
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
