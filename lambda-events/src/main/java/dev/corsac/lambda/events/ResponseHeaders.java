package dev.corsac.lambda.events;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.HeaderNames;
import dev.corsac.lambda.internal.VaryHeader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of one response: the handler's without its CORS headers, and the policy's. It also collects the first
 * reason why the front at hand would reject the response. The handler's maps are never changed. Not thread-safe.
 */
final class ResponseHeaders {

    private static final String CORS_PREFIX = "access-control-";

    private final PayloadFormat format;
    private final CorsDecision decision;
    private final VaryHeader vary = new VaryHeader();
    private @Nullable String problem;

    ResponseHeaders(PayloadFormat format, CorsDecision decision) {
        this.format = format;
        this.decision = decision;
    }

    /** Returns why the front would reject the response, naming the member at fault; null if it accepts what was read. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Reports a problem; only the first one is kept. */
    void malformed(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /** Checks a status; null counts as missing. */
    void checkStatus(@Nullable Number status) {
        if (status == null) {
            if (format != PayloadFormat.REST_API) {
                malformed("it has no statusCode");
            }
        } else if (!isWhole(status) || status.longValue() < 200 || status.longValue() > format.highestStatus()) {
            malformed("its statusCode, " + status + ", is not a whole number from 200 to " + format.highestStatus());
        }
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number.toString().matches("[0-9]{1,9}");
    }

    /** Checks a body that is said to be Base64. */
    void checkBase64(@Nullable Object base64, @Nullable String body) {
        if (Boolean.TRUE.equals(base64) && body != null) {
            try {
                Base64.getDecoder().decode(body);
            } catch (IllegalArgumentException e) {
                malformed("its isBase64Encoded is true, but its body is not Base64");
            }
        }
    }

    /**
     * Returns a copy of {@code headers} without CORS headers and without {@code Vary}, which is kept for {@link #add}; null if
     * there are none, or if the front does not read them.
     */
    @Nullable
    Map<String, String> lines(@Nullable Object map) {
        if (map == null || isNoMap(map, "headers", format.readsLines)) {
            return null;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<?, ?> line : ((Map<?, ?>) map).entrySet()) {
            String name = keptName(line.getKey(), line.getValue(), "headers", format.readsLines);
            if (name != null) {
                String value = value(line.getValue(), "headers", name);
                if (value != null) {
                    kept.put(name, value);
                }
            }
        }
        return format.readsLines ? kept : null;
    }

    /** Returns a copy of {@code multiValueHeaders}; see {@link #lines}. */
    @Nullable
    Map<String, List<String>> lists(@Nullable Object map) {
        if (map == null || isNoMap(map, "multiValueHeaders", format.readsLists)) {
            return null;
        }
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (Map.Entry<?, ?> line : ((Map<?, ?>) map).entrySet()) {
            String name = keptName(line.getKey(), line.getValue(), "multiValueHeaders", format.readsLists);
            if (name != null) {
                List<?> elements = PlainValues.elements(line.getValue());
                if (elements == null) {
                    malformed("its multiValueHeaders have a value that is not a list: \"" + name + "\"");
                    continue;
                }
                List<String> values = new ArrayList<>(elements.size());
                for (Object element : elements) {
                    if (element == null && format.isLoadBalancer()) {
                        malformed("its multiValueHeaders have a value that is null: \"" + name + "\"");
                    }
                    String value = element == null ? null : value(element, "multiValueHeaders", name);
                    if (value != null) {
                        values.add(value);
                    }
                }
                kept.put(name, values);
            }
        }
        return format.readsLists ? kept : null;
    }

    private boolean isNoMap(Object map, String member, boolean read) {
        if (map instanceof Map<?, ?>) {
            return false;
        }
        if (read) {
            malformed("its " + member + " are not a map");
        }
        return true;
    }

    /** Returns the name of a header that stays; null for the others, of which {@code Vary} is read. */
    private @Nullable String keptName(@Nullable Object key, @Nullable Object value, String member, boolean read) {
        if (key == null || value == null) {
            return null; // Lambda's runtime leaves them out
        }
        String name = PlainValues.name(key);
        if (HeaderNames.startsWith(name, CORS_PREFIX)) {
            return null;
        }
        if (HeaderNames.areEqual(name, "vary") && !decision.vary().isEmpty()) {
            takeVary(value);
            return null;
        }
        if (!read) {
            return null;
        }
        if (!HeaderNames.isToken(name)) {
            malformed("its " + member + " have a name that is not a valid header name: \"" + name + "\"");
        }
        return name;
    }

    private void takeVary(Object value) {
        String line = PlainValues.string(value);
        if (line != null) {
            if (endsLine(line)) {
                malformed("its Vary header contains a line break or NUL");
            }
            vary.add(line);
            return;
        }
        List<?> lines = PlainValues.elements(value);
        if (lines != null) {
            for (Object element : lines) {
                if (element != null) {
                    takeVary(element);
                }
            }
        }
    }

    private @Nullable String value(Object value, String member, String name) {
        String text = format.isLoadBalancer() ? PlainValues.string(value) : PlainValues.scalar(value);
        if (text == null) {
            malformed("its " + member + " have a value that is not a string: \"" + name + "\"");
        } else if (endsLine(text)) {
            malformed("its " + member + " have a value that contains a line break or NUL: \"" + name + "\"");
        }
        return text;
    }

    private static boolean endsLine(String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0;
    }

    /** Returns cookies for payload format 2.0. */
    @Nullable
    List<String> cookies(@Nullable Object list) {
        List<?> elements = list == null ? null : PlainValues.elements(list);
        if (list != null && elements == null) {
            malformed("its cookies are not a list");
        }
        if (elements == null) {
            return null;
        }
        List<String> cookies = new ArrayList<>(elements.size());
        for (Object element : elements) {
            String cookie = element == null ? null : PlainValues.string(element);
            if (cookie == null || endsLine(cookie)) {
                malformed("its cookies contain a value that is not a string of one line");
            } else {
                cookies.add(cookie);
            }
        }
        return cookies;
    }

    /** Adds the policy's lines to those that were kept. To be called after every map of the response has been read. */
    Map<String, String> add(@Nullable Map<String, String> kept) {
        Map<String, String> lines = kept == null ? new LinkedHashMap<>() : kept;
        for (CorsHeader header : decision.headers()) {
            lines.put(header.name(), header.value());
        }
        vary.addMissing(decision.vary());
        String merged = vary.value();
        if (merged != null) {
            lines.put("Vary", merged);
        }
        return lines;
    }

    /** Adds the policy's lines to lists that were kept; see {@link #add}. */
    Map<String, List<String>> addLists(@Nullable Map<String, List<String>> kept) {
        Map<String, List<String>> lists = kept == null ? new LinkedHashMap<>() : kept;
        lists.putAll(asLists(add(null)));
        return lists;
    }

    /** Returns each line as a list of one. */
    static Map<String, List<String>> asLists(Map<String, String> lines) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            lists.put(line.getKey(), List.of(line.getValue()));
        }
        return lists;
    }

    /** Returns the lines of a response of our own. */
    static Map<String, String> of(PayloadFormat format, CorsDecision decision, @Nullable String jsonBody) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (jsonBody != null) {
            lines.put("Content-Type", "application/json");
        }
        return new ResponseHeaders(format, decision).add(lines);
    }
}
