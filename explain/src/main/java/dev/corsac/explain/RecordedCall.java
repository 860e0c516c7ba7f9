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

    /** Returns a builder of a call of which nothing else is known. */
    public static Builder builder(Source source, InputPlace place) {
        return new Builder(source, place);
    }

    /** Returns a builder with everything that is known of this call, to change some of it. */
    public Builder toBuilder() {
        return new Builder(source, place)
                .engine(engine)
                .initiator(initiator)
                .page(page)
                .method(method)
                .url(url)
                .credentials(credentials)
                .requestHeaders(requestHeaders)
                .exchanges(exchanges)
                .cookies(cookies)
                .error(error)
                .assumed(assumed);
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
        return RecordedCall.builder(source, new InputPlace("", 0, 0))
                .engine(engine)
                .page(origin)
                .method(call.method())
                .url(call.url().toString())
                .credentials(credentials)
                .requestHeaders(call.headers())
                .exchanges(exchanges)
                .cookies(actual == null ? List.of() : cookies.of(call.url().toString(), actual.requestHeaders()))
                .build();
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

    /** Builds a {@link RecordedCall}. Whatever is not set is not known. Not thread-safe. */
    public static final class Builder {
        private final Source source;
        private final InputPlace place;
        private @Nullable Engine engine;
        private @Nullable Initiator initiator;
        private @Nullable String page;
        private @Nullable String method;
        private @Nullable String url;
        private @Nullable CredentialsMode credentials;
        private Headers requestHeaders = Headers.EMPTY;
        private List<RecordedExchange> exchanges = List.of();
        private List<SeenCookie> cookies = List.of();
        private @Nullable BrowserError error;
        private List<String> assumed = List.of();

        private Builder(Source source, InputPlace place) {
            this.source = source;
            this.place = place;
        }

        /** Sets the browser that made the call. */
        public Builder engine(@Nullable Engine engine) {
            this.engine = engine;
            return this;
        }

        /** Sets what made the call. */
        public Builder initiator(@Nullable Initiator initiator) {
            this.initiator = initiator;
            return this;
        }

        /** Sets the page's origin as the browser sends it. */
        public Builder page(@Nullable String page) {
            this.page = page;
            return this;
        }

        /** Sets the method as the script wrote it. */
        public Builder method(@Nullable String method) {
            this.method = method;
            return this;
        }

        /** Sets what the script called, before any redirect. */
        public Builder url(@Nullable String url) {
            this.url = url;
            return this;
        }

        /** Sets the credentials mode. */
        public Builder credentials(@Nullable CredentialsMode credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Sets the headers that the script set. */
        public Builder requestHeaders(Headers requestHeaders) {
            this.requestHeaders = requestHeaders;
            return this;
        }

        /** Sets what was sent for the call, in order. */
        public Builder exchanges(List<RecordedExchange> exchanges) {
            this.exchanges = exchanges;
            return this;
        }

        /** Sets what was sent for the call, in order. */
        public Builder exchanges(RecordedExchange... exchanges) {
            return exchanges(List.of(exchanges));
        }

        /** Sets the called server's cookies. */
        public Builder cookies(List<SeenCookie> cookies) {
            this.cookies = cookies;
            return this;
        }

        /** Sets what the browser's own error message states. */
        public Builder error(@Nullable BrowserError error) {
            this.error = error;
            return this;
        }

        /** Sets the names of values that a reader had to assume. */
        public Builder assumed(List<String> assumed) {
            this.assumed = assumed;
            return this;
        }

        /** Builds the call. */
        public RecordedCall build() {
            return new RecordedCall(
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
                    assumed);
        }
    }
}
