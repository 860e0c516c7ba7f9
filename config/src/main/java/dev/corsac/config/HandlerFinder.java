package dev.corsac.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the handlers of a project that no template describes. */
@FunctionalInterface
public interface HandlerFinder {

    /** Which service sends a handler its events. */
    enum EventSource {
        /** A REST API, or whatever sends events in payload format 1.0; also where the handler does not say. */
        REST_API,
        /** An HTTP API or Function URL: events in payload format 2.0. */
        HTTP_API,
        /** A service that no page calls. */
        OTHER
    }

    /**
     * A handler.
     *
     * @param className its class, with dots
     * @param framework the framework that it belongs to; null for none that is known
     * @param source what sends its events
     * @param environment the variables that its framework needs to find the user's code
     * @param isLibrary whether it is a class of a library rather than the project's
     * @param where where it was found, in words
     */
    record Handler(
            String className,
            @Nullable String framework,
            EventSource source,
            Map<String, String> environment,
            boolean isLibrary,
            String where) {

        /** Copies the map. */
        public Handler {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * A project, or a module of one, with handlers.
     *
     * @param tool the build tool, {@code Maven} or {@code Gradle}
     * @param field the setting of a function that names its code: {@code project} or {@code package}
     * @param code the value of that setting, relative to the folder that was searched
     * @param handlers its handlers, one or more
     */
    record Module(String tool, String field, String code, List<Handler> handlers) {

        /** Copies the list. */
        public Module {
            handlers = List.copyOf(handlers);
        }
    }

    /**
     * What was found.
     *
     * @param modules the modules with handlers
     * @param missing what could not be found out, in words
     */
    record Found(List<Module> modules, List<String> missing) {

        /** Nothing. */
        public static final Found NOTHING = new Found(List.of(), List.of());

        /** Copies the lists. */
        public Found {
            modules = List.copyOf(modules);
            missing = List.copyOf(missing);
        }
    }

    /** Returns the handlers of the Maven or Gradle project in a folder, and of its modules. */
    Found in(Path folder);
}
