package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.http.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages of an HTTP API and its API mappings, and which of them a path selects. Immutable. */
final class HttpApiStages {

    /** The name of the stage that takes the requests that no other stage does. */
    static final String DEFAULT = "$default";

    private final Map<String, Map<String, String>> stages;

    /** The longest base path first. */
    private final List<Mapping> mappings;

    /** An API mapping of a custom domain name. */
    record Mapping(String basePath, String stage) {}

    /**
     * The stage of a request, and its paths.
     *
     * @param stage the stage's name
     * @param routed the path that routes are matched with
     * @param rawPath {@code rawPath} of the event
     * @param path {@code path} of an event of payload 1.0
     */
    record Selected(String stage, String routed, String rawPath, String path) {}

    /** @throws DeploymentException if a mapping is to a stage that does not exist */
    HttpApiStages(Map<String, Map<String, String>> stages, List<Mapping> mappings) {
        this.stages = stages.isEmpty() ? Map.of(DEFAULT, Map.of()) : Map.copyOf(new LinkedHashMap<>(stages));
        for (Mapping mapping : mappings) {
            if (!this.stages.containsKey(mapping.stage())) {
                throw new DeploymentException(
                        "Invalid stage identifier specified",
                        "the API mapping \"" + mapping.basePath() + "\" is to the stage \"" + mapping.stage()
                                + "\", which does not exist");
            }
        }
        List<Mapping> longestFirst = new ArrayList<>(mappings);
        longestFirst.sort(
                (a, b) -> Integer.compare(b.basePath().length(), a.basePath().length()));
        this.mappings = List.copyOf(longestFirst);
    }

    /** Returns the variables of a stage. */
    Map<String, String> variables(String stage) {
        return stages.getOrDefault(stage, Map.of());
    }

    /** Returns the stage for a path; null if there is none. */
    @Nullable
    Selected select(String path) {
        if (!mappings.isEmpty()) {
            for (Mapping mapping : mappings) {
                String rest = after(mapping.basePath(), path);
                if (rest != null) {
                    return new Selected(mapping.stage(), rest, decode(rest), decode(path));
                }
            }
            return null;
        }
        int slash = path.indexOf('/', 1);
        String first = path.substring(1, slash < 0 ? path.length() : slash);
        String decoded = decode(path);
        if (stages.containsKey(first) && !first.equals(DEFAULT)) {
            return new Selected(first, slash < 0 ? "/" : path.substring(slash), decoded, decoded);
        }
        return stages.containsKey(DEFAULT) ? new Selected(DEFAULT, path, decoded, decoded) : null;
    }

    /** Returns the path after the base path; null if it is not below it. */
    private static @Nullable String after(String basePath, String path) {
        if (basePath.isEmpty()) {
            return path;
        }
        int end = basePath.length() + 1;
        if (!path.startsWith(basePath, 1) || (path.length() > end && path.charAt(end) != '/')) {
            return null;
        }
        return path.length() <= end ? "/" : path.substring(end);
    }

    /**
     * Returns a path as HTTP APIs hand it to functions: decoded, and cut off at a question mark that appears so (recorded:
     * hotsock/voker#8 by way of standard-server#93).
     */
    static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        String decoded = PercentCoding.decode(path);
        int question = decoded.indexOf('?');
        return question < 0 ? decoded : decoded.substring(0, question);
    }
}
