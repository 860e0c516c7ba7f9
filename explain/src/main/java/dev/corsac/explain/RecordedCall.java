package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a page as far as an input shows it: a console's sentence, curl's output, a HAR file, the local run. Whatever
 * the input does not state is null, empty or 0 here: a reader never fills in a value. Immutable.
 *
 * @param source what kind of input it was read from
 * @param place where it begins in the input
 * @param engine the browser that made the call; null if it is not known
 * @param initiator what made the call; null if it is not known
 * @param page the page's origin as the browser sends it, {@code null} as text for an opaque origin; null if it is not known
 * @param method as the script wrote it; null if it is not known
 * @param url what the script called, before any redirect; null if it is not known
 * @param credentials the credentials mode; null if it is not known
 * @param requestHeaders what the script set, as far as requests show it; a value that is not known is {@code (unknown)}
 * @param exchanges what was sent for the call, in order: preflight, call, what redirects led to
 * @param cookies the called server's cookies, as far as the input shows them
 * @param error what the browser's own error message states; null if there is none
 * @param assumed the names of values that a reader had to assume, because they are part of one that is known: {@code
 *     scheme}, where a request shows the host and the path of a URL but not whether it is http or https
 */
public record RecordedCall(
        Source source,
        InputPlace place,
        @Nullable Engine engine,
        @Nullable Initiator initiator,
        @Nullable String page,
        @Nullable String method,
        @Nullable String url,
        @Nullable CredentialsMode credentials,
        Headers requestHeaders,
        List<RecordedExchange> exchanges,
        List<SeenCookie> cookies,
        @Nullable BrowserError error,
        List<String> assumed) {

    /** Copies the lists. */
    public RecordedCall {
        assumed = List.copyOf(assumed);
        exchanges = List.copyOf(exchanges);
        cookies = List.copyOf(cookies);
    }

    /** Returns a call of which nothing had to be assumed. */
    public RecordedCall(
            Source source,
            InputPlace place,
            @Nullable Engine engine,
            @Nullable Initiator initiator,
            @Nullable String page,
            @Nullable String method,
            @Nullable String url,
            @Nullable CredentialsMode credentials,
            Headers requestHeaders,
            List<RecordedExchange> exchanges,
            List<SeenCookie> cookies,
            @Nullable BrowserError error) {
        this(
                source,
                place,
                engine,
                initiator,
                page,
                method,
                url,
                credentials,
                requestHeaders,
                exchanges,
                cookies,
                error,
                List.of());
    }

    /**
     * Returns the call that recorded exchanges belong to: at least one of the two is there.
     *
     * @param origin of the page, as {@code Origin} has it
     * @param preflight null if there is none, or it was not recorded
     * @param actual the call's own exchange; null if only the preflight was recorded
     * @param all what was recorded besides, oldest first: it may have set the cookies of the called server
     * @param credentials null if it is not known
     * @throws IllegalArgumentException if no browser makes such a call, with the reason
     */
    public static RecordedCall of(
            Source source,
            @Nullable Engine engine,
            String origin,
            @Nullable RecordedExchange preflight,
            @Nullable RecordedExchange actual,
            Iterable<RecordedExchange> all,
            @Nullable CredentialsMode credentials) {
        RecordedExchange main = actual != null ? actual : preflight;
        if (main == null) {
            throw new IllegalArgumentException("neither a preflight nor a call");
        }
        String asked = actual == null ? main.requestHeaders().first("Access-Control-Request-Method") : null;
        Call call = Call.fetch(origin, asked == null ? main.method() : asked, main.url())
                .withHeaders(RequestParts.scriptHeaders(
                        preflight == null ? null : preflight.requestHeaders(),
                        actual == null ? null : actual.requestHeaders()));
        List<RecordedExchange> exchanges = new ArrayList<>();
        SeenCookies cookies = new SeenCookies();
        all.forEach(cookies::add);
        if (preflight != null) {
            exchanges.add(preflight);
        }
        if (actual != null) {
            exchanges.add(actual);
        }
        return new RecordedCall(
                source,
                new InputPlace("", 0, 0),
                engine,
                null,
                origin,
                call.method(),
                call.url().toString(),
                credentials,
                call.headers(),
                exchanges,
                actual == null ? List.of() : cookies.of(call.url().toString(), actual.requestHeaders()),
                null);
    }

    /** Returns the engine that a {@code User-Agent} names; null if it names none of the three. */
    public static @Nullable Engine engine(@Nullable String userAgent) {
        return RequestParts.engine(userAgent);
    }

    /** The kinds of input. */
    public enum Source {
        /** A browser's error message. */
        MESSAGE,
        /** The output of curl or HTTPie, or copied headers. */
        HEADERS,
        /** A HAR file, whole or in part. */
        HAR,
        /** The local run. */
        LOCAL_RUN,
        /** Requests that the explainer sent itself. */
        SENT
    }
}
