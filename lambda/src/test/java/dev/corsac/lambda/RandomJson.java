package dev.corsac.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes random events and responses as no serializer would: odd white space, escapes, spellings, repeats and nesting. */
final class RandomJson {

    private static final List<String> NAMES = List.of(
            "httpMethod",
            "version",
            "headers",
            "multiValueHeaders",
            "requestContext",
            "http",
            "elb",
            "method",
            "statusCode",
            "statusDescription",
            "body",
            "isBase64Encoded",
            "cookies");
    private static final List<String> HEADERS = List.of(
            "Origin",
            "Access-Control-Request-Method",
            "Access-Control-Request-Headers",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Credentials",
            "Access-Control-Expose-Headers",
            "Vary",
            "Content-Type",
            "Set-Cookie",
            "Access",
            "Varying",
            "Originator",
            "\u0130origin",
            "K\u00e9y",
            "");
    private static final List<String> VALUES = List.of(
            "GET",
            "OPTIONS",
            "1.0",
            "2.0",
            "https://shop.example",
            "https://evil.example",
            "*",
            "Accept-Encoding",
            "Origin, Accept",
            "text/html; charset=\"utf-8\"",
            "a\\b",
            "\u20ac\ud83e\udd8a",
            "line\nbreak",
            "200",
            "");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    /** A valid document of the shape of an event or of a response. */
    byte[] document() {
        StringBuilder text = new StringBuilder();
        space(text);
        switch (random.nextInt(12)) {
            case 0 -> value(text, 3);
            default -> object(text, 3);
        }
        space(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A string of some kilobytes, with escapes everywhere, now and then or nowhere. */
    byte[] longString() {
        StringBuilder text = new StringBuilder("\"");
        int length = 4000 + random.nextInt(12_000);
        int rarity = 1 << random.nextInt(14);
        boolean simple = random.nextBoolean();
        while (text.length() < length) {
            if (random.nextInt(rarity) > 0) {
                text.append((char) ('a' + random.nextInt(26)));
            } else {
                text.append(pick(
                        simple
                                ? List.of("\\\"", "\\n", "\\/")
                                : List.of("\\\\", "\\u00E9", "\\\"", "\u20ac", "\ud83e\udd8a")));
            }
        }
        return text.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same with some ASCII bytes changed, removed, repeated or cut off: mostly no JSON any more. */
    byte[] mutated(byte[] json) {
        byte[] mutant = json.clone();
        for (int times = 1 + random.nextInt(3); times > 0 && mutant.length > 1; times--) {
            int at = random.nextInt(mutant.length);
            int to = at + random.nextInt(Math.min(8, mutant.length - at) + 1);
            mutant = switch (random.nextInt(4)) {
                case 0 ->
                    splice(mutant, at, at + 1, new byte[] {
                        (byte) "{}[]\",:\\ 0-.eEtfnu\n\u0001/".charAt(random.nextInt(21))
                    });
                case 1 -> splice(mutant, at, to, new byte[0]);
                case 2 -> splice(mutant, at, at, Arrays.copyOfRange(mutant, at, to));
                default -> Arrays.copyOf(mutant, at);
            };
        }
        return mutant;
    }

    private static byte[] splice(byte[] json, int from, int to, byte[] insertion) {
        byte[] result = new byte[from + insertion.length + json.length - to];
        System.arraycopy(json, 0, result, 0, from);
        System.arraycopy(insertion, 0, result, from, insertion.length);
        System.arraycopy(json, to, result, from + insertion.length, json.length - to);
        return result;
    }

    private void value(StringBuilder text, int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> text.append(pick(List.of("null", "true", "false")));
            case 1 ->
                text.append(pick(
                        List.of("0", "-0", "200", "204", "-7", "1.5", "2e2", "1E-7", "12345678901234567890", "99")));
            case 2, 3, 4, 5 -> string(text, pick(VALUES));
            case 6 -> array(text, depth);
            default -> object(text, depth);
        }
    }

    private void object(StringBuilder text, int depth) {
        text.append('{');
        int members = random.nextInt(9);
        for (int i = 0; i < members; i++) {
            separator(text, i);
            String name = name();
            string(text, random.nextInt(8) == 0 ? changedCase(name) : name);
            space(text);
            text.append(':');
            space(text);
            if (name.equals("headers") || name.equals("multiValueHeaders")) {
                headerMap(text);
            } else if (name.endsWith("ethod") && random.nextInt(5) > 0) {
                string(text, pick(VALUES));
            } else if ((name.equals("requestContext") || name.equals("http")) && random.nextInt(5) > 0) {
                object(text, depth - 1);
            } else if (name.equals("statusCode") && random.nextBoolean()) {
                text.append(pick(List.of("200", "404", "\"201\"", "0", "true")));
            } else {
                value(text, depth - 1);
            }
        }
        space(text);
        text.append('}');
    }

    private void headerMap(StringBuilder text) {
        if (random.nextInt(8) == 0) {
            value(text, 1);
            return;
        }
        text.append('{');
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            separator(text, i);
            String name = pick(HEADERS);
            string(text, random.nextBoolean() ? changedCase(name) : name);
            space(text);
            text.append(':');
            space(text);
            switch (random.nextInt(6)) {
                case 0 -> value(text, 1);
                case 1, 2 -> array(text, 0);
                default -> string(text, pick(VALUES));
            }
        }
        space(text);
        text.append('}');
    }

    private void array(StringBuilder text, int depth) {
        text.append('[');
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            separator(text, i);
            value(text, depth - 1);
        }
        space(text);
        text.append(']');
    }

    private void separator(StringBuilder text, int index) {
        space(text);
        if (index > 0) {
            text.append(',');
            space(text);
        }
    }

    private void string(StringBuilder text, String value) {
        boolean escapeMore = random.nextInt(5) == 0;
        text.append('"');
        String content = random.nextInt(12) == 0 ? value.repeat(random.nextInt(500) == 0 ? 600 : 20) : value;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c < ' ' || (escapeMore && random.nextInt(3) == 0)) {
                String digits = Integer.toHexString(0x10000 | c).substring(1);
                text.append("\\u").append(random.nextBoolean() ? digits : digits.toUpperCase(Locale.ROOT));
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '/' && random.nextBoolean()) {
                text.append("\\/");
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private String name() {
        if (random.nextInt(60) == 0) {
            return random.nextBoolean() ? "methodArn" : "routeArn";
        }
        return pick(random.nextInt(4) == 0 ? HEADERS : NAMES);
    }

    private String changedCase(String name) {
        return random.nextBoolean() ? name.toLowerCase(Locale.ROOT) : name.toUpperCase(Locale.ROOT);
    }

    private void space(StringBuilder text) {
        if (random.nextInt(4) == 0) {
            text.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
