package dev.corsac.local.console;

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
import org.jspecify.annotations.Nullable;

/**
 * A message's parts, all but its body, one after the other in one string, each with its length before it: {@code 3:GET}. A
 * thousand exchanges are kept, and a collection of the garbage copies each object of them while requests wait: a message
 * has one in place of some twenty.
 */
final class Packed {

    /** In place of a length: there is no such part. */
    private static final String ABSENT = "-:";

    /** Room that grew past this is not kept. */
    private static final int MOST_ROOM = 1 << 14;

    private static final ThreadLocal<@Nullable StringBuilder> ROOM = new ThreadLocal<>();

    private final String text;
    private int at;

    private Packed(String text) {
        this.text = text;
    }

    static String of(Request request) {
        Url url = request.url();
        StringBuilder text = room();
        put(text, request.method());
        put(text, url.scheme());
        put(text, url.host());
        put(text, Integer.toString(url.port()));
        put(text, url.path());
        put(text, url.query());
        for (Header line : request.headers()) {
            put(text, line.name());
            put(text, line.value());
        }
        return text.toString();
    }

    static Request request(String text, Body body) {
        Packed parts = new Packed(text);
        String method = parts.next();
        Url url = new Url(parts.next(), parts.next(), Integer.parseInt(parts.next()), parts.next(), parts.nextOrNull());
        List<Header> lines = new ArrayList<>();
        while (parts.hasNext()) {
            lines.add(new Header(parts.next(), parts.next()));
        }
        return new Request(method, url, Headers.of(lines), body);
    }

    static String of(AttributedResponse response) {
        Headers headers = response.response().headers();
        StringBuilder text = room();
        put(text, Integer.toString(response.response().status()));
        put(text, response.reason());
        put(text, response.madeBy());
        Component previous = response.madeBy();
        for (int i = 0; i < headers.size(); i++) {
            Header line = headers.lines().get(i);
            Component source = response.sources().get(i);
            put(text, line.name());
            put(text, line.value());
            if (source.equals(previous)) {
                text.append(ABSENT);
            } else {
                put(text, source);
            }
            previous = source;
        }
        return text.toString();
    }

    static AttributedResponse response(String text, Body body) {
        Packed parts = new Packed(text);
        int status = Integer.parseInt(parts.next());
        String reason = parts.next();
        Component madeBy = parts.component(parts.next());
        List<Header> lines = new ArrayList<>();
        List<Component> sources = new ArrayList<>();
        Component previous = madeBy;
        while (parts.hasNext()) {
            lines.add(new Header(parts.next(), parts.next()));
            String kind = parts.nextOrNull();
            previous = kind == null ? previous : parts.component(kind);
            sources.add(previous);
        }
        return new AttributedResponse(new Response(status, Headers.of(lines), body), madeBy, reason, sources);
    }

    /** The thread's room to write in, empty: a message costs its own characters and no more. */
    private static StringBuilder room() {
        StringBuilder kept = ROOM.get();
        if (kept == null || kept.capacity() > MOST_ROOM) {
            kept = new StringBuilder(1024);
            ROOM.set(kept);
        }
        kept.setLength(0);
        return kept;
    }

    private static void put(StringBuilder text, Component component) {
        put(text, component.kind().name());
        put(text, component.name());
    }

    private static void put(StringBuilder text, @Nullable String part) {
        if (part == null) {
            text.append(ABSENT);
        } else {
            text.append(part.length()).append(':').append(part);
        }
    }

    private Component component(String kind) {
        return Component.of(Component.Kind.valueOf(kind), next());
    }

    private boolean hasNext() {
        return at < text.length();
    }

    private String next() {
        String part = nextOrNull();
        if (part == null) {
            throw new IllegalStateException("a part is missing before character " + at);
        }
        return part;
    }

    private @Nullable String nextOrNull() {
        int colon = text.indexOf(':', at);
        if (text.charAt(at) == '-') {
            at = colon + 1;
            return null;
        }
        int end = colon + 1 + Integer.parseInt(text, at, colon, 10);
        at = end;
        return text.substring(colon + 1, end);
    }
}
