package dev.corsac.gateway;

import dev.corsac.http.Header;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A response, and which components of the deployment made it.
 *
 * @param response what the client gets
 * @param madeBy which component made the status
 * @param reason why that status, in words for the log: {@code no resource and method for GET /carts}; empty for what a
 *     function returned
 * @param sources which component made each header line, in the order of the response's lines
 */
public record AttributedResponse(Response response, Component madeBy, String reason, List<Component> sources) {

    /** @throws IllegalArgumentException if there is not one source for each header line */
    public AttributedResponse {
        sources = List.copyOf(sources);
        if (sources.size() != response.headers().size()) {
            throw new IllegalArgumentException(
                    sources.size() + " sources for " + response.headers().size() + " header lines");
        }
    }

    /** Returns a response that one component made. */
    public static AttributedResponse by(Component component, String reason, Response response) {
        return new AttributedResponse(
                response,
                component,
                reason,
                Collections.nCopies(response.headers().size(), component));
    }

    /** Returns the CORS headers and {@code Vary}, line by line in the response's order, each with the component that made it. */
    public List<Line> corsLines() {
        List<Line> made = new ArrayList<>();
        List<Header> lines = response.headers().lines();
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).lowerCaseName();
            if (name.startsWith("access-control-") || name.equals("vary")) {
                made.add(new Line(lines.get(i), sources.get(i)));
            }
        }
        return made;
    }

    /**
     * A header line of the response.
     *
     * @param header name and value
     * @param madeBy which component made it
     */
    public record Line(Header header, Component madeBy) {}
}
