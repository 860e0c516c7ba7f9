package dev.corsac.deployment;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fronts at one host name, of which each has its own beginning of the path: the stages of an API, or APIs under base paths of a
 * domain name. A request whose path begins with none of them gets the response of the first front. Immutable and thread-safe.
 */
public final class SharedHost implements Front {

    private record Part(String path, Front front) {}

    private final Front first;
    private final List<Part> longestFirst;

    private SharedHost(Map<String, Front> byPath) {
        first = byPath.values().iterator().next();
        List<Part> parts = new ArrayList<>();
        byPath.forEach((path, front) -> parts.add(new Part(path, front)));
        parts.sort(Comparator.comparingInt((Part part) -> part.path().length()).reversed());
        longestFirst = List.copyOf(parts);
    }

    /**
     * Returns one front in the place of several.
     *
     * @param byPath the fronts by what their paths begin with, {@code /prod} or empty, the one for other paths first; at least one
     * @throws IllegalArgumentException if there is no front
     */
    public static Front of(Map<String, Front> byPath) {
        if (byPath.isEmpty()) {
            throw new IllegalArgumentException("there is no front. Give at least one");
        }
        return byPath.size() == 1 ? byPath.values().iterator().next() : new SharedHost(new LinkedHashMap<>(byPath));
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata metadata) {
        String path = request.url().path();
        for (Part part : longestFirst) {
            if (path.startsWith(part.path())
                    && (path.length() == part.path().length()
                            || part.path().isEmpty()
                            || path.charAt(part.path().length()) == '/')) {
                return part.front().respond(request, metadata);
            }
        }
        return first.respond(request, metadata);
    }

    @Override
    public int maxRequestBody() {
        return longestFirst.stream()
                .mapToInt(part -> part.front().maxRequestBody())
                .max()
                .orElse(0);
    }
}
