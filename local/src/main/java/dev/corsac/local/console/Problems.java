package dev.corsac.local.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.explain.Masking;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What keeps the run from being what its files ask for: shown until it is fixed. Safe for use by several threads. */
final class Problems {

    /** A compiler may report more; its first lines matter. */
    private static final int MOST_TEXT = 64 * 1024;

    private final Map<String, String> functions = new LinkedHashMap<>();
    private String configuration = "";
    private long version;

    /** Shows what is wrong with the configuration, or with an empty text that nothing is any more. */
    synchronized void configuration(String problem) {
        configuration = cut(problem);
        version++;
    }

    /** Shows why a function cannot run. */
    synchronized void failed(String function, String problem) {
        functions.put(function, cut(problem));
        version++;
    }

    /** Shows no problem of that function any more. */
    synchronized void fixed(String function) {
        if (functions.remove(function) != null) {
            version++;
        }
    }

    /** Counts the changes. */
    synchronized long version() {
        return version;
    }

    synchronized void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("problems");
        if (!configuration.isEmpty()) {
            write(json, "The configuration cannot be used; what was served before goes on", configuration);
        }
        for (Map.Entry<String, String> each : functions.entrySet()) {
            write(json, "The function " + each.getKey() + " does not run", each.getValue());
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String title, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title);
        json.writeStringField("text", Masking.log(text));
        json.writeEndObject();
    }

    private static String cut(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
    }
}
