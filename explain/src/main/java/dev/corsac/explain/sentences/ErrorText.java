package dev.corsac.explain.sentences;

import dev.corsac.browser.Check;
import dev.corsac.browser.CorsError;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Origin;
import dev.corsac.explain.MessageCode;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the sentences of all tables in a pasted text. */
public final class ErrorText {

    /**
     * A sentence in the text.
     *
     * @param engine whose wording it is; null if it is shared or not known
     * @param kind what part of an error it is
     * @param preflight whether it is about a preflight; null if it does not state it
     * @param start in the compact form
     * @param end in the compact form
     */
    public record Found(
            @Nullable Engine engine,
            Kind kind,
            MessageCode code,
            @Nullable Boolean preflight,
            Map<String, String> values,
            int start,
            int end) {

        /** Returns a value, or null. */
        public @Nullable String get(String name) {
            return values.get(name);
        }
    }

    /** The parts of an error. */
    public enum Kind {
        /** The call and the reason. */
        WHOLE,
        /** The reason without the call. */
        REASON,
        /** The call without the reason, as Safari has it in a line of its own. */
        CALL,
        /** A line that is not one of the above. */
        OTHER
    }

    private record Introduced(Sentence introduction, List<Sentence> joined) {}

    private static final List<Introduced> CHROMIUM =
            introduced(ChromiumSentences.INTRODUCTIONS, ChromiumSentences.REASONS);
    private static final List<Introduced> FIREFOX =
            introduced(FirefoxSentences.INTRODUCTIONS, FirefoxSentences.REASONS);

    /** Safari up to version 10 has the reason in the same line. */
    private static final List<Introduced> WEBKIT = introduced(
            List.of(
                    Sentence.sentence(MessageCode.UNKNOWN_REASON, "XMLHttpRequest cannot load {url}. "),
                    Sentence.sentence(MessageCode.UNKNOWN_REASON, "Fetch API cannot load {url}. ")),
            WebKitSentences.REASONS);

    /** Chromium's names of the errors, which its developer tools show. */
    private static final Map<String, MessageCode> NAMES = new LinkedHashMap<>();

    private static final String PREFLIGHT_NAME = "preflight";

    static {
        Url url = Url.parse("https://a.example");
        for (Check check : Check.values()) {
            for (boolean preflight : new boolean[] {false, true}) {
                CorsError error = new Failure(check, preflight, url, Origin.OPAQUE, 0, "", List.of()).corsError();
                if (error != null) {
                    NAMES.put(PastedText.compact(error.toString()), MessageCode.of(check));
                }
            }
        }
        NAMES.put("insecurelocalnetwork", MessageCode.INSECURE_LOCAL_NETWORK);
        NAMES.put("insecureprivatenetwork", MessageCode.INSECURE_LOCAL_NETWORK);
        NAMES.put("invalidlocalnetworkaccess", MessageCode.INVALID_LOCAL_NETWORK_ACCESS);
        NAMES.put("localnetworkaccesspermissiondenied", MessageCode.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED);
        NAMES.put("privatenetworkaccesspermissiondenied", MessageCode.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED);
        NAMES.put("preflightmissingallowprivatenetwork", MessageCode.PRIVATE_NETWORK_PREFLIGHT);
        NAMES.put("preflightinvalidallowprivatenetwork", MessageCode.PRIVATE_NETWORK_PREFLIGHT);
    }

    private final PastedText text;
    private final boolean[] taken;
    private final List<Found> found = new ArrayList<>();

    private ErrorText(PastedText text) {
        this.text = text;
        this.taken = new boolean[text.compact().length() + 1];
    }

    /** Returns every sentence, in the order of the text. */
    public static List<Found> find(PastedText text) {
        ErrorText search = new ErrorText(text);
        search.introduced(Engine.CHROMIUM, CHROMIUM, ChromiumSentences.TAILS);
        search.introduced(Engine.FIREFOX, FIREFOX, FirefoxSentences.TAILS);
        search.introduced(Engine.WEBKIT, WEBKIT, ChromiumSentences.TAILS);
        search.reasons();
        search.names();
        search.others();
        search.found.sort(Comparator.comparingInt(Found::start));
        return search.found;
    }

    private static List<Introduced> introduced(List<Sentence> introductions, List<Sentence> reasons) {
        List<Introduced> all = new ArrayList<>();
        for (Sentence introduction : introductions) {
            List<Sentence> joined = new ArrayList<>();
            for (Sentence reason : reasons) {
                joined.add(introduction.then(reason));
            }
            all.add(new Introduced(introduction, List.copyOf(joined)));
        }
        return List.copyOf(all);
    }

    private void introduced(Engine engine, List<Introduced> table, List<Sentence> tails) {
        for (Introduced each : table) {
            int from = 0;
            while (true) {
                int start = text.compact().indexOf(each.introduction().anchor(), from);
                if (start < 0) {
                    break;
                }
                from = start + 1;
                if (!taken[start]) {
                    from = Math.max(from, introduced(engine, each, tails, start));
                }
            }
        }
    }

    private int introduced(Engine engine, Introduced each, List<Sentence> tails, int start) {
        if (each.introduction().at(text, start) == null) {
            return start + 1;
        }
        for (Sentence joined : each.joined()) {
            Sentence.Match match = joined.at(text, start);
            if (match != null) {
                Map<String, String> values = new LinkedHashMap<>(match.values());
                int end = tails(tails, match.end(), values);
                // Versions of both engines before 2013 share this one.
                boolean shared = joined.code() == MessageCode.ALLOW_ORIGIN_MISSING
                        && match.get("page") != null
                        && !each.introduction().equals(ChromiumSentences.INTRODUCTION);
                boolean ofPreflight = values.containsKey("preflight");
                Boolean preflight = (joined.isAboutPreflight() != null || ofPreflight)
                        ? Boolean.TRUE
                        : engine == Engine.CHROMIUM ? Boolean.FALSE : null;
                add(shared ? null : engine, Kind.WHOLE, joined.code(), preflight, values, start, end);
                return end;
            }
        }
        Sentence.Match match = each.introduction().at(text, start);
        boolean names = match != null
                && (engine == Engine.FIREFOX
                        || text.compact().substring(start, match.end()).contains("hasbeenblocked"));
        if (match != null && names) {
            add(engine, Kind.WHOLE, MessageCode.UNKNOWN_REASON, null, match.values(), start, match.end());
            return match.end();
        }
        return start + 1;
    }

    private int tails(List<Sentence> tails, int from, Map<String, String> values) {
        int end = from;
        boolean more = true;
        while (more) {
            more = false;
            for (Sentence tail : tails) {
                Sentence.Match match = tail.at(text, end);
                if (match != null && match.end() > end) {
                    match.values().forEach(values::putIfAbsent);
                    end = match.end();
                    more = true;
                }
            }
        }
        return end;
    }

    private void reasons() {
        List<Found> all = new ArrayList<>();
        collect(all, Engine.WEBKIT, Kind.CALL, WebKitSentences.CALLED);
        collect(all, Engine.WEBKIT, Kind.REASON, WebKitSentences.REASONS);
        collect(all, Engine.FIREFOX, Kind.WHOLE, List.of(FirefoxSentences.WITHOUT_REASON));
        collect(all, Engine.CHROMIUM, Kind.REASON, ChromiumSentences.REASONS);
        collect(all, null, Kind.OTHER, OtherLines.GUESSES);
        List<Sentence> firefox = new ArrayList<>(FirefoxSentences.REASONS);
        firefox.removeIf(each -> each.code() == MessageCode.CORS_DISABLED);
        collect(all, Engine.FIREFOX, Kind.REASON, firefox);
        if (text.compact().contains("reason:corsdisabled")) {
            collect(
                    all,
                    Engine.FIREFOX,
                    Kind.REASON,
                    List.of(Sentence.sentence(MessageCode.CORS_DISABLED, "Reason: " + FirefoxSentences.DISABLED)));
        }
        collect(all, Engine.FIREFOX, Kind.REASON, FirefoxSentences.LABELS);
        for (OtherLines.Line line : OtherLines.all()) {
            if (line.sentence().code().check() != null) {
                collect(all, line.engine(), Kind.OTHER, List.of(line.sentence()));
            }
        }
        // The longest first, and of two that are equally long the one whose table is first.
        all.sort(Comparator.comparingInt((Found each) -> each.start() - each.end()));
        for (Found each : all) {
            if (!isTaken(each.start(), each.end())) {
                boolean isFirefox = each.engine() == Engine.FIREFOX;
                Map<String, String> values = new LinkedHashMap<>(each.values());
                int end = each.kind() == Kind.REASON
                        ? tails(isFirefox ? FirefoxSentences.TAILS : ChromiumSentences.TAILS, each.end(), values)
                        : each.end();
                add(each.engine(), each.kind(), each.code(), each.preflight(), values, each.start(), end);
            }
        }
    }

    private void collect(List<Found> all, @Nullable Engine engine, Kind kind, List<Sentence> sentences) {
        for (Sentence sentence : sentences) {
            Sentence.Match match = sentence.find(text, 0);
            while (match != null) {
                if (!isTaken(match.start(), match.end())) {
                    all.add(new Found(
                            engine,
                            kind,
                            sentence.code(),
                            sentence.isAboutPreflight(),
                            match.values(),
                            match.start(),
                            match.end()));
                }
                match = sentence.find(text, match.start() + 1);
            }
        }
    }

    private void names() {
        for (Map.Entry<String, MessageCode> name : NAMES.entrySet()) {
            int start = text.compact().indexOf(name.getKey());
            while (start >= 0) {
                int end = start + name.getKey().length();
                int place = text.place(start);
                boolean isWord =
                        (place == 0 || !Character.isLetterOrDigit(text.text().charAt(place - 1)))
                                && text.place(end - 1) - place == name.getKey().length() - 1;
                if (isWord && !isTaken(start, end)) {
                    boolean preflight = name.getKey().startsWith(PREFLIGHT_NAME)
                            || name.getKey().endsWith("preflightresponse");
                    add(Engine.CHROMIUM, Kind.REASON, name.getValue(), preflight, Map.of(), start, end);
                }
                start = text.compact().indexOf(name.getKey(), end);
            }
        }
    }

    private void others() {
        for (OtherLines.Line line : OtherLines.all()) {
            Sentence.Match match = line.sentence().find(text, 0);
            while (match != null) {
                if (!isTaken(match.start(), match.end()) && isWord(match.start(), match.end())) {
                    add(
                            line.engine(),
                            Kind.OTHER,
                            line.sentence().code(),
                            line.sentence().isAboutPreflight(),
                            match.values(),
                            match.start(),
                            match.end());
                }
                match = line.sentence().find(text, match.start() + 1);
            }
        }
    }

    /** Whether a short line is not part of a longer word: {@code CORS} in {@code corsac}. */
    private boolean isWord(int start, int end) {
        int from = text.place(start);
        int to = text.place(end - 1) + 1;
        String all = text.text();
        boolean begins = from == 0
                || !Character.isLetterOrDigit(all.charAt(from - 1))
                || !Character.isLetterOrDigit(all.charAt(from));
        boolean ends = to >= all.length()
                || !Character.isLetterOrDigit(all.charAt(to))
                || !Character.isLetterOrDigit(all.charAt(to - 1))
                || end - start > 12;
        return begins && ends;
    }

    private boolean isTaken(int start, int end) {
        for (int i = start; i < end; i++) {
            if (taken[i]) {
                return true;
            }
        }
        return false;
    }

    private void add(
            @Nullable Engine engine,
            Kind kind,
            MessageCode code,
            @Nullable Boolean preflight,
            Map<String, String> values,
            int start,
            int end) {
        for (int i = start; i < end; i++) {
            taken[i] = true;
        }
        found.add(new Found(engine, kind, code, preflight, values, start, end));
    }
}
