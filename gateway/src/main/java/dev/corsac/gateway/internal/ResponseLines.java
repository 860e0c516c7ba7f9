package dev.corsac.gateway.internal;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;

/** The header lines of an answer in the making, each with the element that made it. Not safe to share between threads. */
public final class ResponseLines {

    private final List<Header> lines = new ArrayList<>(16);
    private final List<Component> sources = new ArrayList<>(16);

    public void add(Header line, Component madeBy) {
        lines.add(line);
        sources.add(madeBy);
    }

    public void add(String name, String value, Component madeBy) {
        add(new Header(name, value), madeBy);
    }

    /** Without the lines of that lower-case name. */
    public void remove(String lowerCaseName) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(lowerCaseName)) {
                lines.remove(i);
                sources.remove(i);
            }
        }
    }

    public boolean has(String name) {
        for (Header line : lines) {
            if (line.is(name)) {
                return true;
            }
        }
        return false;
    }

    public AttributedResponse answer(int status, Body body, Component madeBy, String reason) {
        return new AttributedResponse(new Response(status, Headers.of(lines), body), madeBy, reason, sources);
    }
}
