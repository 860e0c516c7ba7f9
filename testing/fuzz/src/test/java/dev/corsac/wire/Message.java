package dev.corsac.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * A message of {@code http-messages.tsv}. Texts have one character for each byte.
 *
 * @param end {@code request}, {@code response} or {@code both}
 * @param outcome {@code accept}, {@code refuse} or {@code cut}
 */
public record Message(
        String end, String outcome, String headers, String sent, String read, String trailer, String reason) {

    /** Returns the messages for one end. */
    public static List<Message> of(String end) {
        List<Message> messages = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Message.class.getResourceAsStream("/http-messages.tsv"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                String[] columns = line.split("\t", -1);
                if (columns.length == 7 && (columns[0].equals("both") || columns[0].equals(end))) {
                    messages.add(new Message(
                            columns[0],
                            columns[1],
                            unescaped(columns[2]),
                            unescaped(columns[3]),
                            unescaped(columns[4]),
                            unescaped(columns[5]),
                            columns[6]));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }

    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 't' -> result.append('\t');
                case '\\' -> result.append('\\');
                case 'x' -> {
                    result.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("\\" + escape + " in " + text);
            }
        }
        return result.toString();
    }

    /** Returns the bytes of a text that has one character for each. */
    public static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Returns a text with some bytes changed, removed, repeated or cut off. */
    public static String mutated(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0 && mutant.length() > 1; times--) {
            int from = random.nextInt(mutant.length());
            int to = from + random.nextInt(Math.min(6, mutant.length() - from) + 1);
            switch (random.nextInt(5)) {
                case 0 -> mutant.setCharAt(from, "\r\n: \t;,0159afxG-+\0\u00ff".charAt(random.nextInt(19)));
                case 1 -> mutant.delete(from, to);
                case 2 -> mutant.insert(from, mutant.substring(from, to));
                case 3 -> mutant.insert(from, random.nextBoolean() ? "\r\n" : "0\r\n\r\n");
                default -> mutant.setLength(Math.max(1, mutant.length() - random.nextInt(3)));
            }
        }
        return mutant.toString();
    }

    @Override
    public String toString() {
        return outcome + ": " + reason;
    }
}
