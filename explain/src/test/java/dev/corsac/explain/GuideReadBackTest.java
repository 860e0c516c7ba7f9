package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of "Read a CORS error" is read back to the entry that it is in. */
class GuideReadBackTest {

    private static final Pattern SENTENCE = Pattern.compile("- (Chrome, Edge|Firefox|Safari): `(.*)`");

    /** The entries, and what a sentence of each is read as. */
    private static final Map<String, MessageCode> ENTRIES = new LinkedHashMap<>();

    static {
        for (String preflight : List.of("", "Preflight")) {
            ENTRIES.put(preflight + "MissingAllowOriginHeader", MessageCode.ALLOW_ORIGIN_MISSING);
            ENTRIES.put(preflight + "WildcardOriginNotAllowed", MessageCode.ALLOW_ORIGIN_WILDCARD);
            ENTRIES.put(preflight + "MultipleAllowOriginValues", MessageCode.ALLOW_ORIGIN_MULTIPLE);
            ENTRIES.put(preflight + "InvalidAllowOriginValue", MessageCode.ALLOW_ORIGIN_INVALID);
            ENTRIES.put(preflight + "AllowOriginMismatch", MessageCode.ALLOW_ORIGIN_MISMATCH);
            ENTRIES.put(preflight + "InvalidAllowCredentials", MessageCode.ALLOW_CREDENTIALS);
        }
        ENTRIES.put("PreflightInvalidStatus", MessageCode.PREFLIGHT_STATUS);
        ENTRIES.put("PreflightDisallowedRedirect", MessageCode.PREFLIGHT_REDIRECT);
        ENTRIES.put("InvalidAllowMethodsPreflightResponse", MessageCode.ALLOW_METHODS_SYNTAX);
        ENTRIES.put("InvalidAllowHeadersPreflightResponse", MessageCode.ALLOW_HEADERS_SYNTAX);
        ENTRIES.put("MethodDisallowedByPreflightResponse", MessageCode.METHOD);
        ENTRIES.put("HeaderDisallowedByPreflightResponse", MessageCode.HEADERS);
        ENTRIES.put("RedirectContainsCredentials", MessageCode.REDIRECT_CREDENTIALS);
        ENTRIES.put("DisallowedByMode", MessageCode.SAME_ORIGIN_MODE);
        ENTRIES.put("NoCorsRedirectModeNotFollow", MessageCode.NO_CORS_REDIRECT_MODE);
        ENTRIES.put("CorsDisabledScheme", MessageCode.SCHEME);
        ENTRIES.put("InsecureLocalNetwork", MessageCode.INSECURE_LOCAL_NETWORK);
        ENTRIES.put("LocalNetworkAccessPermissionDenied", MessageCode.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED);
        ENTRIES.put("Mixed content", MessageCode.MIXED_CONTENT);
        ENTRIES.put("No response", MessageCode.CONNECTION);
        ENTRIES.put("A forbidden method", MessageCode.FORBIDDEN_METHOD);
        ENTRIES.put("A method that no-cors has not", MessageCode.NO_CORS_METHOD);
        ENTRIES.put("A body where there is none", MessageCode.BODY_OF_GET);
        ENTRIES.put("A redirect that was not wanted", MessageCode.REDIRECT_MODE);
        ENTRIES.put("A redirect to an invalid URL", MessageCode.REDIRECT_LOCATION);
        ENTRIES.put("A redirect to another scheme", MessageCode.REDIRECT_SCHEME);
        ENTRIES.put("Too many redirects", MessageCode.REDIRECT_COUNT);
    }

    /** What browsers do not tell apart: the code that a sentence is read as, and the entries that it stands for, too. */
    private static final Map<MessageCode, Set<MessageCode>> ALIKE = Map.of(
            MessageCode.CONNECTION_REFUSED, Set.of(MessageCode.CONNECTION),
            MessageCode.ALLOW_ORIGIN_MISMATCH,
                    Set.of(MessageCode.ALLOW_ORIGIN_MULTIPLE, MessageCode.ALLOW_ORIGIN_INVALID),
            MessageCode.ALLOW_ORIGIN_MISSING,
                    Set.of(MessageCode.ALLOW_ORIGIN_INVALID, MessageCode.ALLOW_ORIGIN_MISMATCH),
            MessageCode.PREFLIGHT_STATUS, Set.of(MessageCode.PREFLIGHT_REDIRECT),
            MessageCode.FORBIDDEN_METHOD, Set.of(MessageCode.NO_CORS_METHOD),
            MessageCode.REDIRECT_SCHEME, Set.of(MessageCode.SCHEME, MessageCode.REDIRECT_LOCATION),
            MessageCode.REDIRECT_MODE, Set.of(MessageCode.NO_CORS_REDIRECT_MODE));

    private record Sentence(String entry, Engine engine, String text) {}

    private static List<Sentence> sentences() throws IOException {
        List<Sentence> sentences = new ArrayList<>();
        String entry = "";
        for (String line : Files.readAllLines(Path.of("..", "docs", "errors.md"))) {
            if (line.startsWith("## ")) {
                entry = line.substring(3);
            }
            Matcher sentence = SENTENCE.matcher(line);
            if (sentence.matches()) {
                Engine engine = switch (sentence.group(1)) {
                    case "Firefox" -> Engine.FIREFOX;
                    case "Safari" -> Engine.WEBKIT;
                    default -> Engine.CHROMIUM;
                };
                sentences.add(new Sentence(entry, engine, sentence.group(2)));
            }
        }
        return sentences;
    }

    @Test
    void the_page_has_its_sentences() throws IOException {
        assertThat(sentences()).hasSizeGreaterThanOrEqualTo(135);
        assertThat(ENTRIES.keySet())
                .containsAll(sentences().stream().map(Sentence::entry).toList());
    }

    static Stream<Arguments> forms() {
        UnaryOperator<String> mail = text -> "> " + wrapped(text, 60).replace("\n", "\n> ");
        UnaryOperator<String> straight = text -> text.replaceAll("[‘’]", "'").replaceAll("[“”]", "\"");
        return Stream.of(
                Arguments.of("as it is", UnaryOperator.<String>identity()),
                Arguments.of("with straight quotation marks", straight),
                Arguments.of("with typographic quotation marks", (UnaryOperator<String>)
                        text -> text.replaceAll("(?<![\\w])'", "‘").replace("'", "’")),
                Arguments.of("quoted in a mail", mail),
                Arguments.of("wrapped", (UnaryOperator<String>) text -> wrapped(text, 72)),
                Arguments.of("with its source", (UnaryOperator<String>) text -> "app.js:12 " + text),
                Arguments.of(
                        "with a time", (UnaryOperator<String>) text -> "12:01:07.213 [Error] " + text + " app.js:12:7"),
                Arguments.of("in colours", (UnaryOperator<String>) text -> "\u001B[31m" + text + "\u001B[0m"),
                Arguments.of("from Windows", (UnaryOperator<String>)
                        text -> wrapped(text, 72).replace("\n", "\r\n") + "\r\n"),
                Arguments.of("in a fence", (UnaryOperator<String>) text -> "Please help:\n```\n" + text + "\n```\n"),
                Arguments.of("as HTML", (UnaryOperator<String>) text -> text.replace("&", "&amp;")
                        .replace("'", "&#39;")
                        .replace("\"", "&quot;")
                        .replace("‘", "&lsquo;")
                        .replace("’", "&rsquo;")));
    }

    private static String wrapped(String text, int width) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ", -1)) {
            boolean breaks = length > 0 && length + word.length() > width;
            lines.append(length == 0 ? "" : breaks ? "\n" : " ").append(word);
            length = breaks ? word.length() : length + word.length() + 1;
        }
        return lines.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void a_sentence_alone_is_read_as_its_entry(String form, UnaryOperator<String> change) throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Set<MessageCode>> entriesOf = new LinkedHashMap<>();
        for (Sentence each : sentences()) {
            entriesOf
                    .computeIfAbsent(each.text(), text -> new LinkedHashSet<>())
                    .add(ENTRIES.get(each.entry()));
        }
        for (Map.Entry<String, Set<MessageCode>> each : entriesOf.entrySet()) {
            ReadResult result = PasteReader.read("-", change.apply(each.getKey()));
            Set<MessageCode> read = codes(result);
            // Chrome writes ERR_FAILED for whatever it does not want to name.
            boolean saysLittle = read.equals(Set.of(MessageCode.NEEDS_MORE))
                    && (each.getValue().size() > 1 || each.getKey().endsWith("net::ERR_FAILED"));
            if (read.size() != 1 || !(saysLittle || stand(read.iterator().next(), each.getValue()))) {
                wrong.add(each.getKey() + "\n    is of " + each.getValue() + ", read as " + read + result.problem());
            }
        }
        assertThat(wrong).as(form).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void the_lines_of_one_browser_are_read_as_one_call(String form, UnaryOperator<String> change) throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Sentence each : sentences()) {
            lines.computeIfAbsent(each.entry() + "\n" + each.engine(), key -> new ArrayList<>())
                    .add(change.apply(each.text()));
        }
        for (Map.Entry<String, List<String>> each : lines.entrySet()) {
            MessageCode entry = ENTRIES.get(each.getKey().split("\n", -1)[0]);
            String text = String.join("\n", each.getValue());
            ReadResult result = PasteReader.read("-", text);
            Set<MessageCode> read = codes(result);
            boolean saysLittle = text.contains("NetworkError") || text.contains("net::ERR_FAILED");
            boolean isRight = read.equals(Set.of(
                            entry == MessageCode.REDIRECT_CREDENTIALS
                                            && text.replaceAll("[\\s>]+", " ").contains("did not succeed")
                                    ? MessageCode.CONNECTION
                                    : MessageCode.NEEDS_MORE))
                    && (saysLittle || entry == MessageCode.REDIRECT_CREDENTIALS);
            isRight |= read.size() == 1 && stand(read.iterator().next(), Set.of(entry));
            if (!isRight || result.calls().size() != 1) {
                wrong.add(text + "\n    is of " + entry + ", read as " + result.calls() + result.problem());
            } else if (!each.getKey().endsWith("FIREFOX") || each.getValue().size() > 1) {
                Boolean preflight = java.util.Objects.requireNonNull(
                                result.calls().get(0).error())
                        .preflight();
                boolean isPreflight = each.getKey().startsWith("Preflight");
                if (preflight != null && isPreflight && !preflight) {
                    wrong.add(text + "\n    is about a preflight");
                }
            }
        }
        assertThat(wrong).as(form).isEmpty();
    }

    private static Set<MessageCode> codes(ReadResult result) {
        Set<MessageCode> codes = new LinkedHashSet<>();
        for (RecordedCall call : result.calls()) {
            for (MessageCode code : MessageCode.values()) {
                if (call.error() != null && code.code().equals(call.error().code())) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    private static boolean stand(MessageCode read, Set<MessageCode> entries) {
        if (entries.contains(read)) {
            return true;
        }
        return ALIKE.getOrDefault(read, Set.of()).stream().anyMatch(entries::contains);
    }
}
