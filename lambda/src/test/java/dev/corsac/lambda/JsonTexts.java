package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The texts of {@code json-texts.tsv}: what a reader of JSON must accept, must refuse, and may decide. */
final class JsonTexts {

    private JsonTexts() {}

    /**
     * A text.
     *
     * @param optional whether RFC 8259 leaves the decision to the reader
     * @param accepted whether {@link JsonCursor} accepts it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(boolean optional, boolean accepted, byte[] bytes, String escaped, String reason) {

        /** Whether it would be another text within an array: two values with a comma between them, or no value. */
        boolean isSequence() {
            return List.of("1,5", "[1],", "[],[]", "1]", "1}", "[]]", "{\"a\":1}}", "\"a\" \"b\"")
                    .contains(escaped);
        }

        /** Whether there is nothing but white space, which an array may have. */
        boolean isEmpty() {
            return new String(bytes, UTF_8).isBlank();
        }

        boolean isString() {
            return bytes.length > 1 && bytes[0] == '"';
        }

        /** Returns it in place of the question mark. */
        byte[] within(String around) {
            return around.replace("?", new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
        }

        /** Returns the string with that many letters at its start. */
        byte[] longer(int length) {
            return ("\"" + "a".repeat(length) + new String(bytes, ISO_8859_1).substring(1)).getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            return escaped + ": " + reason;
        }
    }

    static List<Text> all() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(JsonTexts.class.getResourceAsStream("json-texts.tsv"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (!line.startsWith("# JSON") && !line.startsWith("# in")) {
                    String[] columns = line.split("\t", -1);
                    texts.add(new Text(
                            columns[0].equals("may"),
                            columns[1].equals("accept"),
                            unescaped(columns[2]),
                            columns[2],
                            columns[3]));
                }
            }
        }
        return texts;
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                characters.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> characters.append('\n');
                case 'r' -> characters.append('\r');
                case 't' -> characters.append('\t');
                case '\\' -> characters.append('\\');
                case 'u' -> {
                    characters.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                case 'x' -> {
                    bytes.writeBytes(characters.toString().getBytes(UTF_8));
                    characters.setLength(0);
                    bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("\\" + escape + " in " + text);
            }
        }
        bytes.writeBytes(characters.toString().getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
