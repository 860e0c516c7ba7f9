package dev.corsac.http.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * A message of {@code http-messages.tsv}, where its columns are described. Texts have one character for each byte.
 *
 * @param start the start line
 * @param headers the header lines, each with its end
 * @param sent the body as it is sent
 * @param read the body as it is to be read
 */
public record Message(
        Outcome outcome,
        String start,
        String headers,
        String sent,
        String read,
        String trailer,
        String reason,
        Outcome outcomeWithJetty) {

    /** What becomes of a message. */
    public enum Outcome {
        ACCEPT,
        LAST,
        REFUSE,
        BREAK,
        CUT;

        /** Returns whether the message is read to its end. */
        public boolean isAccepted() {
            return this == ACCEPT || this == LAST;
        }
    }

    /** Returns the requests. */
    public static List<Message> requests() {
        return of("request", "POST /first?query HTTP/1.1", "Host: a\r\n");
    }

    /** Returns the responses. */
    public static List<Message> responses() {
        return of("response", "HTTP/1.1 200 OK", "");
    }

    private static List<Message> of(String end, String start, String headers) {
        List<Message> messages = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Message.class.getResourceAsStream("/http-messages.tsv"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                String[] columns = line.split("\t", -1);
                if (columns.length == 9 && (columns[0].equals("both") || columns[0].equals(end))) {
                    Outcome outcome = outcome(columns[1]);
                    messages.add(new Message(
                            outcome,
                            columns[2].isEmpty() ? start : unescaped(columns[2]),
                            headers + unescaped(columns[3]),
                            unescaped(columns[4]),
                            unescaped(columns[5]),
                            unescaped(columns[6]),
                            columns[7],
                            columns[8].isEmpty() ? outcome : outcome(columns[8])));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }

    private static Outcome outcome(String name) {
        return Outcome.valueOf(name.toUpperCase(Locale.ROOT));
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

    /** Returns the whole message. */
    public String text() {
        return start + "\r\n" + headers + "\r\n" + sent;
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
        return outcome + ": " + reason + ": " + start;
    }
}
