package dev.corsac.gateway;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;

/** The header lines of an answer in the making, each with the element that made it. Not safe to share between threads. */
final class AnswerLines {

    private final List<Header> lines = new ArrayList<>(16);
    private final List<Element> sources = new ArrayList<>(16);

    void add(Header line, Element madeBy) {
        lines.add(line);
        sources.add(madeBy);
    }

    void add(String name, String value, Element madeBy) {
        add(new Header(name, value), madeBy);
    }

    /** Without the lines of that lower-case name. */
    void remove(String lowerCaseName) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(lowerCaseName)) {
                lines.remove(i);
                sources.remove(i);
            }
        }
    }

    boolean has(String name) {
        for (Header line : lines) {
            if (line.is(name)) {
                return true;
            }
        }
        return false;
    }

    Answer answer(int status, Body body, Element madeBy, String reason) {
        return new Answer(new Response(status, Headers.of(lines), body), madeBy, reason, sources);
    }
}
