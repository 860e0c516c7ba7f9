package dev.corsac.gateway.internal;

import dev.corsac.http.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query string as API Gateway hands it to a function: decoded, names in order. */
public final class QueryString {

    private QueryString() {}

    /** Returns all values of each name. {@code +} is a space; an invalid percent-encoding stays as it is. */
    public static Map<String, List<String>> decode(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        int from = 0;
        while (from <= query.length()) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            if (to > from) {
                String pair = query.substring(from, to);
                int equals = pair.indexOf('=');
                String name = PercentCoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentCoding.decodeForm(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
            from = to + 1;
        }
        return parameters;
    }
}
