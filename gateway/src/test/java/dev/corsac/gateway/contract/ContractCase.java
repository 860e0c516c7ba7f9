package dev.corsac.gateway.contract;

import dev.corsac.gateway.Front;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment responds: one sentence, the deployment, what is sent and what comes back, and where that is known
 * from. A value: the test that runs it decides whether the front is called directly, is behind a socket, or is AWS itself.
 *
 * <pre>{@code
 * ContractCase.documented("an unknown path is a 403", "gateway response types", api)
 *         .exchange(get("/none"), response(403, "{\"message\":\"Missing Authentication Token\"}",
 *                 "Content-Type: application/json", "x-amzn-ErrorType: MissingAuthenticationTokenException"))
 * }</pre>
 *
 * @param name the behaviour as a sentence; a row of the documentation's table
 * @param known how it is known
 * @param source where from, short: {@code API Gateway developer guide: gateway response types}
 * @param front the deployment, its functions canned ({@link CannedFunction}); fresh for each case that it keeps anything for
 * @param exchanges what is sent and received, in order
 */
public record ContractCase(String name, Known known, String source, Front front, List<Exchange> exchanges) {

    /** The host that requests of {@link #request} go to. */
    public static final String HOST = "api.example.com";

    /** How a behaviour of AWS is known. */
    public enum Known {
        /** AWS's documentation states it. */
        DOCUMENTED,
        /** Somebody recorded it on AWS and published the recording. */
        RECORDED,
        /** Issues or articles report it. */
        REPORTED,
        /** It follows from what is documented or recorded; the source states a part, such as a limit without its status. */
        INFERRED,
        /** No public source settles it: the default, or the choice that {@code UnverifiedBehavior} was given. */
        UNVERIFIED
    }

    /**
     * A request and its response.
     *
     * @param request what is sent
     * @param after how long after the request before it; for caches
     * @param expected what must come back
     */
    public record Exchange(Request request, Duration after, Expected expected) {}

    /**
     * A response: this status, these header lines and no others but those that identify the request, this body.
     *
     * @param status the status code
     * @param body the whole body, as text; null if any will do
     * @param lines the header lines, spelled as on HTTP/1.1, in any order; a value {@code *any*} stands for any
     */
    public record Expected(int status, @Nullable String body, List<String> lines) {
        /** The lines are copied. */
        public Expected {
            lines = List.copyOf(lines);
        }
    }

    /** There is a name and a source; the exchanges are copied. */
    public ContractCase {
        if (name.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException(
                    "a case needs a name and a source: \"" + name + "\", \"" + source + "\"");
        }
        exchanges = List.copyOf(exchanges);
    }

    public static ContractCase documented(String name, String source, Front front) {
        return new ContractCase(name, Known.DOCUMENTED, source, front, List.of());
    }

    public static ContractCase recorded(String name, String source, Front front) {
        return new ContractCase(name, Known.RECORDED, source, front, List.of());
    }

    public static ContractCase reported(String name, String source, Front front) {
        return new ContractCase(name, Known.REPORTED, source, front, List.of());
    }

    public static ContractCase inferred(String name, String source, Front front) {
        return new ContractCase(name, Known.INFERRED, source, front, List.of());
    }

    public static ContractCase unverified(String name, String source, Front front) {
        return new ContractCase(name, Known.UNVERIFIED, source, front, List.of());
    }

    /** And this exchange, at once. */
    public ContractCase exchange(Request request, Expected expected) {
        return exchange(Duration.ZERO, request, expected);
    }

    /** And this exchange, so long after the one before. */
    public ContractCase exchange(Duration after, Request request, Expected expected) {
        List<Exchange> more = new ArrayList<>(exchanges);
        more.add(new Exchange(request, after, expected));
        return new ContractCase(name, known, source, front, more);
    }

    public static Expected response(int status, @Nullable String body, String... lines) {
        return new Expected(status, body, List.of(lines));
    }

    public static Request get(String target, String... namesAndValues) {
        return request("GET", target, namesAndValues);
    }

    /** A preflight as a browser sends it. */
    public static Request preflight(String target, String origin, String requestMethod) {
        return request("OPTIONS", target, "Origin", origin, "Access-Control-Request-Method", requestMethod);
    }

    /** A request to {@link #HOST}, or to the host of an absolute URL; without a body, {@code Host} before the lines. */
    public static Request request(String method, String target, String... namesAndValues) {
        Url url = Url.parse(target.startsWith("/") ? "https://" + HOST + target : target);
        Headers lines = Headers.of("Host", url.authority()).plus(Headers.of(namesAndValues));
        return new Request(method, url, lines, Body.EMPTY);
    }

    @Override
    public String toString() {
        return name;
    }
}
