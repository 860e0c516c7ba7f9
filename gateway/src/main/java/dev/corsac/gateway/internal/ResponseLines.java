package dev.corsac.gateway.internal;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a response in the making, each with the component that made it: the one writer of every front. Not
 * thread-safe.
 */
public final class ResponseLines {

    private final List<Header> lines = new ArrayList<>(16);
    private final List<Component> sources = new ArrayList<>(16);

    /** Returns the lines of a response, to be changed. */
    public static ResponseLines of(AttributedResponse response) {
        ResponseLines lines = new ResponseLines();
        List<Header> headers = response.response().headers().lines();
        for (int i = 0; i < headers.size(); i++) {
            lines.add(headers.get(i), response.sources().get(i));
        }
        return lines;
    }

    /** Adds a line. */
    public void add(Header line, Component source) {
        lines.add(line);
        sources.add(source);
    }

    /** Adds a line. */
    public void add(String name, String value, Component source) {
        add(new Header(name, value), source);
    }

    /** Adds lines that one component made. */
    public void addAll(Iterable<Header> headers, Component source) {
        for (Header line : headers) {
            add(line, source);
        }
    }

    /** Removes the lines of that name, whatever its case. */
    public void remove(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(name)) {
                lines.remove(i);
                sources.remove(i);
            }
        }
    }

    /** Returns whether there is a line of that name, whatever its case. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** Returns the value of the first line of that name, whatever its case; null if there is none. */
    public @Nullable String first(String name) {
        for (Header line : lines) {
            if (line.is(name)) {
                return line.value();
            }
        }
        return null;
    }

    /** Returns whether there is a CORS header. */
    public boolean hasCors() {
        for (Header line : lines) {
            if (line.lowerCaseName().startsWith("access-control-")) {
                return true;
            }
        }
        return false;
    }

    /** Attributes every line to that component, whatever made it. */
    public void attributeTo(Component source) {
        sources.replaceAll(before -> source);
    }

    /** Returns the size of all lines on the wire, with {@code ": "} and line ends, in characters. */
    public int length() {
        int length = 0;
        for (Header line : lines) {
            length += line.name().length() + line.value().length() + ": \r\n".length();
        }
        return length;
    }

    /**
     * Returns the response.
     *
     * @param source the component that made the status
     * @param reason why that status, in words for the log; empty for what a function returned
     */
    public AttributedResponse respond(int status, Body body, Component source, String reason) {
        return new AttributedResponse(new Response(status, Headers.of(lines), body), source, reason, sources);
    }
}
