package dev.corsac.config.template;

import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages of an API while it is read, and the domain names that lead to them. Not safe to share between threads. */
final class Stages {

    /** The stage of an HTTP API whose URLs do not have its name. */
    static final String DEFAULT = "$default";

    /** A stage. */
    record Stage(Value<String> name, Map<String, Value<String>> variables) {

        /** Returns what comes before every path at the API's own host name. */
        private String path() {
            String known = name.known();
            return known == null ? "/stage" : known.isEmpty() || known.equals(DEFAULT) ? "" : "/" + known;
        }
    }

    /**
     * A base path of a domain name.
     *
     * @param path {@code /v1}, or empty
     * @param stage null where callers write the stage after the base path
     */
    private record Mapping(
            Value<String> domain, String path, @Nullable Value<String> stage) {}

    /**
     * A stage with the addresses at which it is reached.
     *
     * @param id the id of the front: the API's own for its first stage, {@code Api/dev} for another
     */
    record Reached(String id, Stage stage, List<Endpoint> endpoints) {}

    private final Value<String> byDefault;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private boolean disabled;

    /** @param byDefault the name of the stage of an API of which no stage is declared */
    Stages(String byDefault) {
        this.byDefault = Value.byDefault(byDefault);
    }

    /** Adds a stage; nothing if the API has one of that name. */
    void add(Value<String> name, Map<String, Value<String>> variables) {
        if (stages.stream().noneMatch(stage -> stage.name().same(name))) {
            stages.add(new Stage(name, variables));
        }
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    /** Adds a domain name. */
    void map(Value<String> domain, @Nullable String basePath, @Nullable Value<String> stage) {
        boolean none = basePath == null || basePath.isEmpty() || basePath.equals("(none)") || basePath.equals("/");
        String path = basePath == null || none ? "" : basePath.startsWith("/") ? basePath : "/" + basePath;
        mappings.add(new Mapping(domain, path, stage));
    }

    /** Leaves out the host name that AWS makes for the API. */
    void disableExecuteApi() {
        disabled = true;
    }

    /** Returns each stage with its addresses; at least one. */
    List<Reached> reached(String api, Place place, TemplateMessages findings) {
        List<Stage> all = stages.isEmpty() ? List.of(new Stage(byDefault, Map.of())) : stages;
        List<Reached> reached = new ArrayList<>();
        for (Stage stage : all) {
            List<Endpoint> endpoints = new ArrayList<>();
            if (!disabled) {
                endpoints.add(host(api, stage, place));
            }
            for (Mapping mapping : mappings) {
                Value<String> mapped = mapping.stage();
                boolean first = stage.equals(all.get(0));
                if (mapped == null && !stages.isEmpty()) {
                    endpoints.add(new Endpoint(mapping.domain(), mapping.path() + stage.path(), true));
                } else if (mapped == null
                        ? first
                        : mapped.same(stage.name())
                                || (first && all.stream().noneMatch(other -> mapped.same(other.name())))) {
                    endpoints.add(new Endpoint(mapping.domain(), mapping.path(), true));
                }
            }
            if (endpoints.isEmpty() && mappings.isEmpty()) {
                findings.notice(
                        NoticeCode.PROPERTY_NOT_MODELLED,
                        "DisableExecuteApiEndpoint of " + api + " has no effect here, because no domain name of this"
                                + " template leads to the API: AWS refuses calls of its own host name",
                        place);
                endpoints.add(host(api, stage, place));
            }
            if (!endpoints.isEmpty()) {
                String name = reached.isEmpty() ? api : api + "/" + stage.name();
                reached.add(new Reached(name, stage, endpoints));
            }
        }
        return reached;
    }

    private static Endpoint host(String api, Stage stage, Place place) {
        return new Endpoint(Value.of(new Symbol(api, Symbol.HOST), place), stage.path(), false);
    }
}
