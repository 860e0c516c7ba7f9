package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people paste, in {@code pastes.txt}: a case has a name after {@code ###}, the paste, and after {@code ---} one line for
 * each call that is read. {@code -Dcorsac.pastes=write} writes those lines; read every change of them.
 */
class PasteReaderTest {

    private static final Path CASES = Path.of("src/test/resources/dev/corsac/explain/pastes.txt");

    private record Case(String name, String paste, String expected) {}

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String part : ("\n" + Files.readString(CASES)).split("\n### ", -1)) {
            if (!part.isBlank()) {
                int name = part.indexOf('\n');
                int end = part.lastIndexOf("\n---\n");
                cases.add(new Case(
                        part.substring(0, name),
                        end < name ? part.substring(name + 1) : part.substring(name + 1, end),
                        end < 0 ? "" : part.substring(end + 5).stripTrailing()));
            }
        }
        return cases;
    }

    static Stream<Arguments> pastes() throws IOException {
        List<Case> cases = cases();
        if ("write".equals(System.getProperty("corsac.pastes"))) {
            StringBuilder text = new StringBuilder();
            for (Case each : cases) {
                text.append("### ")
                        .append(each.name())
                        .append('\n')
                        .append(each.paste())
                        .append("\n---\n");
                text.append(rendered(PasteReader.read("-", each.paste()))).append('\n');
            }
            Files.writeString(CASES, text);
            cases = cases();
        }
        return cases.stream().map(each -> Arguments.of(each.name(), each.paste(), each.expected()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pastes")
    void a_paste_is_read(String name, String paste, String expected) {
        assertThat(rendered(PasteReader.read("-", paste))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pastes")
    void a_paste_from_windows_is_read_the_same(String name, String paste, String expected) {
        String windows = "\uFEFF" + paste.replace("\n", "\r\n") + "\r\n";
        assertThat(rendered(PasteReader.read("-", windows))).isEqualTo(expected);
    }

    private static String rendered(ReadResult result) {
        if (!result.problem().isEmpty()) {
            assertThat(result.calls()).isEmpty();
            return "problem " + result.problem();
        }
        List<String> lines = new ArrayList<>();
        for (RecordedCall call : result.calls()) {
            StringBuilder line = new StringBuilder();
            line.append(call.engine() == null ? "?" : call.engine().displayName());
            line.append(" | ").append(call.page() == null ? "?" : call.page());
            line.append(" | ").append(call.method() == null ? "?" : call.method());
            line.append(' ').append(call.url() == null ? "?" : call.url());
            line.append(
                    call.credentials() == null ? "" : " | " + call.credentials().value());
            line.append(call.assumed().isEmpty() ? "" : " | assumed " + call.assumed());
            line.append(
                    call.requestHeaders().isEmpty()
                            ? ""
                            : " | " + call.requestHeaders().names());
            BrowserError error = call.error();
            if (error != null) {
                line.append(" | ").append(error.code());
                line.append(error.preflight() == null ? "" : error.preflight() ? " preflight" : " call");
                line.append(error.parameter().isEmpty() ? "" : " \"" + error.parameter() + "\"");
                line.append(error.status() == 0 ? "" : " " + error.status());
                line.append(error.location() == null ? "" : " to " + error.location());
            }
            lines.add(line.toString());
            for (RecordedExchange each : call.exchanges()) {
                lines.add("  " + (each.method().isEmpty() ? "?" : each.method()) + " "
                        + (each.url().isEmpty() ? "?" : each.url()) + " " + each.status() + " "
                        + each.requestHeaders().names() + " "
                        + each.responseHeaders().names()
                        + (each.body().isEmpty() ? "" : " " + each.body().replace('\n', ' ')));
            }
        }
        return String.join("\n", lines);
    }

    @Test
    void nothing_is_a_problem_and_no_exception() {
        assertThat(PasteReader.read("-", " \n").problem()).startsWith("-: ");
        assertThat(PasteReader.read("a.har", "{\"log\": {\"entries\": [").problem())
                .startsWith("a.har: ");
    }

    /** Every paste cut off, doubled, mixed with others and sprinkled with odd characters: a result, whatever it is. */
    @Test
    @Timeout(300)
    void no_text_is_too_odd() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Case> cases = cases();
        String odd = "\0\u001B[\"'‘’{}()<>\\\n\r\t:/?#%^`$@=,;üß日\uD83D\uDE00\uD83D";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text =
                    new StringBuilder(cases.get(random.nextInt(cases.size())).paste());
            if (random.nextBoolean()) {
                text.append(random.nextBoolean() ? "\n" : "")
                        .append(cases.get(random.nextInt(cases.size())).paste());
            }
            text.setLength(random.nextInt(text.length() + 1));
            for (int j = random.nextInt(6); j > 0 && !text.isEmpty(); j--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
            }
            ReadResult result = PasteReader.read("-", text.toString());
            assertThat(result.calls().isEmpty())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(!result.problem().isEmpty());
        }
    }

    /** What took a time that grows with the square of the length would not end within the limit. */
    @ParameterizedTest(name = "{0} …")
    @MethodSource("long_texts")
    @Timeout(300)
    void a_long_text_takes_no_long_time(String part) {
        PasteReader.read("-", part.repeat(100_000 / part.length()));
    }

    static Stream<String> long_texts() {
        return Stream.of(
                "Access to fetch at 'https://a' from origin 'https://b'\n",
                "Access to fetch at ",
                "Failed to load https://a",
                "XMLHttpRequest cannot load ",
                "Origin https://a is not allowed by ",
                "HTTP/1.1 200 OK\nA: b\n\n",
                "> GET / HTTP/1.1\n",
                "curl 'a' \\\n",
                "curl -d 'a\n",
                "fetch(\"https://a\", {\n",
                "GET https://a.example/ net::ERR_FAILED\n",
                "https://a.example/ (Grund: CORS) ",
                "Request URL\nhttps://a\n",
                "](http",
                "x",
                "a:b\n",
                "&quot;",
                "'",
                "{");
    }
}
