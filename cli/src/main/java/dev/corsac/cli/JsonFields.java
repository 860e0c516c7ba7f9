package dev.corsac.cli;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object; a {@link Failure} names the one that is missing or of the wrong kind.
 *
 * @param where the path to the object, for errors
 * @param fields its fields
 */
record JsonFields(String where, Map<?, ?> fields) {

    static JsonFields of(String where, @Nullable Object json) {
        if (json instanceof Map<?, ?> fields) {
            return new JsonFields(where, fields);
        }
        throw new Failure(where + " is no JSON object");
    }

    String string(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "a string");
    }

    String string(String name, String otherwise) {
        return fields.get(name) == null ? otherwise : string(name);
    }

    int integer(String name) {
        if (fields.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw missing(name, "a number");
    }

    boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw missing(name, "true or false");
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    JsonFields object(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw missing(name, "an object");
        }
        return of(where + "." + name, value);
    }

    /** A list of {@code [name, value]}; none if the field is not there. */
    Headers headers(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Headers.EMPTY;
        }
        if (!(value instanceof List<?> list)) {
            throw missing(name, "a list of [name, value]");
        }
        List<Header> lines = new ArrayList<>(list.size());
        for (Object line : list) {
            if (line instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String headerName
                    && pair.get(1) instanceof String headerValue) {
                lines.add(header(headerName, headerValue));
            } else {
                throw missing(name, "a list of [name, value]");
            }
        }
        return Headers.of(lines);
    }

    private Header header(String name, String value) {
        try {
            return new Header(name, value);
        } catch (IllegalArgumentException e) {
            throw new Failure(where + ": " + e.getMessage(), e);
        }
    }

    private Failure missing(String name, String kind) {
        return new Failure(where + "." + name + (fields.get(name) == null ? " is missing: it is " : " is not ") + kind);
    }
}
