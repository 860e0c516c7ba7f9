package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in a line of cases; an {@link UnreadableException} names the line, the case and the field that is wrong.
 *
 * @param place the line and the case, for errors
 * @param path the path to the object within the line; empty for the line's own
 * @param fields its fields
 */
record CaseFields(String place, String path, Map<?, ?> fields) {

    /** A case that cannot be read; the message names the place and what is wrong. */
    static final class UnreadableException extends RuntimeException {
        UnreadableException(String message) {
            super(message);
        }

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Returns the fields of a value.
     *
     * @throws UnreadableException if it is not an object
     */
    static CaseFields of(String place, String path, @Nullable Object json) {
        if (json instanceof Map<?, ?> fields) {
            return new CaseFields(place, path, fields);
        }
        throw new UnreadableException(place + ": " + (path.isEmpty() ? "the line" : path) + " must be a JSON object");
    }

    /** Returns a failure about one of the fields. */
    UnreadableException failure(String name, String problem) {
        return new UnreadableException(place + ": " + path(name) + " " + problem);
    }

    String string(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    String string(String name, String otherwise) {
        return fields.get(name) == null ? otherwise : string(name);
    }

    int integer(String name, int from, int to) {
        if (fields.get(name) instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= from
                && number.intValue() <= to) {
            return number.intValue();
        }
        throw wrong(name, "a whole number from " + from + " to " + to);
    }

    boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    CaseFields object(String name) {
        Object value = fields.get(name);
        if (value instanceof Map<?, ?>) {
            return of(place, path(name), value);
        }
        throw wrong(name, "an object");
    }

    /** Returns a list of {@code [name, value]} as header lines; an empty one if the field is missing. */
    Headers headers(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Headers.EMPTY;
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of [name, value]");
        }
        List<Header> lines = new ArrayList<>(list.size());
        for (Object line : list) {
            if (line instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof String headerName
                    && pair.get(1) instanceof String headerValue) {
                lines.add(header(name, headerName, headerValue));
            } else {
                throw wrong(name, "a list of [name, value]");
            }
        }
        return Headers.of(lines);
    }

    private Header header(String field, String name, String value) {
        try {
            return new Header(name, value);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(place + ": " + path(field) + ": " + e.getMessage(), e);
        }
    }

    private UnreadableException wrong(String name, String kind) {
        return failure(name, fields.get(name) == null ? "is missing: it must be " + kind : "must be " + kind);
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
