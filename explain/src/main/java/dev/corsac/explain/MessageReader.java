package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.explain.NetworkLines.NetworkLine;
import dev.corsac.explain.sentences.ErrorText;
import dev.corsac.explain.sentences.ErrorText.Found;
import dev.corsac.explain.sentences.ErrorText.Kind;
import dev.corsac.explain.sentences.PastedText;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of browsers' consoles: puts the lines that belong to one call together. */
final class MessageReader {

    private final String name;
    private final PastedText text;
    private final List<Draft> drafts = new ArrayList<>();

    /** A call while its lines are gathered. */
    private static final class Draft {
        private final int start;
        private @Nullable Engine engine;
        private MessageCode code;
        private @Nullable Boolean preflight;
        private final Map<String, String> values = new LinkedHashMap<>();
        private boolean hasReason;
        private boolean hasCall;
        private @Nullable NetworkLine line;
        private @Nullable NetworkLine preflightLine;
        private final List<String> lines = new ArrayList<>();

        private Draft(int start, MessageCode code) {
            this.start = start;
            this.code = code;
        }

        private @Nullable String url() {
            return values.get("url");
        }

        private boolean concerns(String url) {
            return same(url, values.get("url")) || same(url, values.get("first"));
        }

        private static boolean same(String url, @Nullable String other) {
            return other != null && (other.equals(url) || plain(other).equals(plain(url)));
        }

        private static String plain(String url) {
            int fragment = url.indexOf('#');
            String text = fragment < 0 ? url : url.substring(0, fragment);
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }
    }

    private MessageReader(String name, PastedText text) {
        this.name = name;
        this.text = text;
    }

    /** Returns the calls that the text's messages are about; empty if there are no messages. */
    static List<RecordedCall> read(String name, String pasted) {
        MessageReader reader = new MessageReader(name, PastedText.of(pasted));
        return reader.read();
    }

    private List<RecordedCall> read() {
        List<NetworkLine> network = NetworkLines.of(text.text());
        List<Found> found = new ArrayList<>(ErrorText.find(text));
        found.removeIf(each -> isNoise(each, network));
        found.addAll(OtherLanguages.find(text, found));
        found.sort(Comparator.comparingInt(Found::start));
        Draft open = null;
        for (Found each : found) {
            open = each.engine() == Engine.WEBKIT && (each.kind() == Kind.REASON || each.kind() == Kind.CALL)
                    ? webkit(each, open)
                    : alone(each);
        }
        attach(network);
        mergeFirefox();
        dropWhatSaysNothing();
        Map<String, RecordedCall> calls = new LinkedHashMap<>();
        drafts.sort(Comparator.comparingInt(each -> each.start));
        for (Draft each : drafts) {
            RecordedCall call = call(each);
            calls.putIfAbsent(identity(call), call);
        }
        return List.copyOf(calls.values());
    }

    /** What is said in a network line is read there. */
    private boolean isNoise(Found found, List<NetworkLine> network) {
        if (found.kind() == Kind.WHOLE) {
            return false;
        }
        int start = text.place(found.start());
        for (NetworkLine line : network) {
            if (start >= line.start() && start < line.end()) {
                return true;
            }
        }
        return false;
    }

    private Draft alone(Found found) {
        Draft draft = new Draft(text.place(found.start()), found.code());
        fill(draft, found);
        draft.hasReason = true;
        draft.hasCall = draft.url() != null;
        drafts.add(draft);
        return draft;
    }

    /** Safari's lines: a reason and the call it is about, in any order, the reason perhaps twice. */
    private Draft webkit(Found found, @Nullable Draft open) {
        boolean isReason = found.kind() == Kind.REASON;
        boolean fits = open != null
                && (open.engine == Engine.WEBKIT)
                && (isReason
                        ? !open.hasReason || isSameReason(open, found)
                        : !open.hasCall || Draft.same(String.valueOf(found.get("url")), open.url()));
        Draft draft = open;
        if (draft == null || !fits) {
            draft = new Draft(text.place(found.start()), found.code());
            drafts.add(draft);
        }
        if (isReason && !draft.hasReason) {
            draft.code = found.code();
        }
        fill(draft, found);
        draft.hasReason |= isReason;
        draft.hasCall |= draft.url() != null;
        return draft;
    }

    private static boolean isSameReason(Draft open, Found found) {
        for (Map.Entry<String, String> value : found.values().entrySet()) {
            String other = open.values.get(value.getKey());
            if (other != null && !other.equals(value.getValue())) {
                return false;
            }
        }
        return open.code == found.code();
    }

    private void fill(Draft draft, Found found) {
        draft.engine = draft.engine == null ? found.engine() : draft.engine;
        draft.preflight = draft.preflight == null ? found.preflight() : draft.preflight;
        found.values().forEach(draft.values::putIfAbsent);
        String all = text.text();
        int end = text.place(Math.max(found.start(), found.end() - 1)) + 1;
        while (end < all.length() && ".,'’”`\")]".indexOf(all.charAt(end)) >= 0) {
            end++;
        }
        for (String line : all.substring(text.place(found.start()), Math.min(end, all.length()))
                .split("\n", -1)) {
            String stripped = line.strip();
            while (stripped.startsWith(">")) {
                stripped = stripped.substring(1).strip();
            }
            if (!stripped.isEmpty() && !draft.lines.contains(stripped)) {
                draft.lines.add(stripped);
            }
        }
    }

    /** Gives each line of the network log to the error next to it that is about the same URL. */
    private void attach(List<NetworkLine> network) {
        for (NetworkLine line : network) {
            boolean isPreflight = line.method().equals("OPTIONS");
            Draft best = null;
            for (Draft draft : drafts) {
                boolean free = isPreflight ? draft.preflightLine == null : draft.line == null;
                boolean isError = draft.hasReason && draft.code != MessageCode.NEEDS_MORE || draft.hasCall;
                if (isError && free && draft.concerns(line.url())) {
                    // The last one before the line, or else the first one after it.
                    best = best == null || draft.start < line.start() ? draft : best;
                }
            }
            if (best == null) {
                add(line);
            } else if (isPreflight) {
                best.preflightLine = line;
            } else {
                best.line = line;
            }
        }
    }

    private void add(NetworkLine line) {
        for (Draft draft : drafts) {
            if (draft.concerns(line.url()) && draft.code != MessageCode.HTTP_ERROR) {
                return;
            }
        }
        MessageCode code = line.status() >= 400 ? MessageCode.HTTP_ERROR : MessageCode.NEEDS_MORE;
        Engine engine = line.engine();
        Boolean preflight = null;
        for (Found found : ErrorText.find(PastedText.of(line.error()))) {
            code = found.code();
            preflight = found.preflight();
        }
        if (line.status() > 0 && line.status() < 400 && line.error().isEmpty()) {
            return;
        }
        Draft draft = new Draft(line.start(), code);
        draft.engine = engine;
        draft.preflight = preflight;
        draft.values.put("url", line.url());
        draft.hasCall = true;
        draft.hasReason = true;
        if (line.method().equals("OPTIONS")) {
            draft.preflightLine = line;
        } else {
            draft.line = line;
        }
        draft.lines.add(text.text()
                .substring(line.start(), line.end())
                .replace('\n', ' ')
                .strip());
        drafts.add(draft);
    }

    /** Firefox writes a second line for a call whose preflight failed. */
    private void mergeFirefox() {
        List<Draft> seconds = new ArrayList<>();
        for (Draft second : drafts) {
            if (second.engine != Engine.FIREFOX || second.code != MessageCode.CONNECTION || second.url() == null) {
                continue;
            }
            for (Draft first : drafts) {
                if (first.engine == Engine.FIREFOX
                        && first.code != MessageCode.CONNECTION
                        && first.code != MessageCode.NEEDS_MORE
                        && first.concerns(String.valueOf(second.url()))) {
                    first.preflight = true;
                    second.lines.forEach(first.lines::add);
                    seconds.add(second);
                    break;
                }
            }
        }
        drafts.removeAll(seconds);
    }

    /** A line that states no reason is left out where another line does. */
    private void dropWhatSaysNothing() {
        List<Draft> telling = new ArrayList<>();
        boolean anyStrong = false;
        for (Draft each : drafts) {
            if (each.code != MessageCode.NEEDS_MORE) {
                telling.add(each);
                anyStrong |= each.code != MessageCode.HTTP_ERROR
                        && each.code != MessageCode.UNKNOWN_REASON
                        && each.code != MessageCode.OPAQUE_RESPONSE
                        && each.code != MessageCode.HTML_FOR_JSON;
            }
        }
        boolean strong = anyStrong;
        drafts.removeIf(each -> each.code == MessageCode.NEEDS_MORE && isCovered(each, telling, strong));
        // Of several that state nothing, the one that names the call is kept.
        boolean named = drafts.stream().anyMatch(each -> each.code == MessageCode.NEEDS_MORE && each.hasCall);
        boolean[] kept = {false};
        drafts.removeIf(each -> {
            if (each.code != MessageCode.NEEDS_MORE || each.hasCall) {
                return false;
            }
            boolean drop = named || kept[0];
            kept[0] = true;
            return drop;
        });
        boolean cors = drafts.stream().anyMatch(each -> isCors(each.code));
        if (cors) {
            drafts.removeIf(each -> !each.hasCall
                    && (each.code == MessageCode.OPAQUE_RESPONSE
                            || each.code == MessageCode.HTML_FOR_JSON
                            || each.code == MessageCode.EXTENSION));
        }
    }

    private static boolean isCors(MessageCode code) {
        Check check = code.check();
        return check != null && check.step().startsWith("CORS");
    }

    private static boolean isCovered(Draft draft, List<Draft> telling, boolean strong) {
        if (!draft.hasCall) {
            return strong;
        }
        for (Draft each : telling) {
            if (each.concerns(String.valueOf(draft.url())) || (each.url() == null && strong)) {
                return true;
            }
        }
        return false;
    }

    private RecordedCall call(Draft draft) {
        Map<String, String> values = draft.values;
        String called = values.get("first") != null && values.get("url") != null && !isMixed(draft)
                ? values.get("first")
                : values.get("url");
        String location = values.get("location");
        if (values.get("first") != null && values.get("url") != null && !isMixed(draft)) {
            location = values.get("url");
        }
        MessageCode code = refined(draft, called);
        Boolean preflight = draft.preflight;
        int status = values.containsKey("status") ? Integer.parseInt(values.get("status")) : 0;
        String method = values.get("method");
        NetworkLine line = draft.line;
        NetworkLine first = draft.preflightLine;
        if (line != null) {
            method = method == null ? line.method() : method;
            status = status == 0 && !Boolean.TRUE.equals(preflight) ? line.status() : status;
        }
        if (first != null) {
            preflight = preflight == null && line == null ? Boolean.TRUE : preflight;
            status = status == 0 && Boolean.TRUE.equals(preflight) ? first.status() : status;
        }
        List<String> lines = new ArrayList<>(draft.lines);
        for (NetworkLine each : new NetworkLine[] {first, line}) {
            if (each != null) {
                String shown = text.text()
                        .substring(each.start(), each.end())
                        .replace('\n', ' ')
                        .strip();
                if (!lines.contains(shown)) {
                    lines.add(shown);
                }
            }
        }
        String header = values.get("header");
        String parameter = code == MessageCode.METHOD || code == MessageCode.FORBIDDEN_METHOD
                ? values.getOrDefault("method", "")
                : header != null ? header : values.getOrDefault("value", "");
        boolean withCredentials = code == MessageCode.ALLOW_ORIGIN_WILDCARD || code == MessageCode.ALLOW_CREDENTIALS;
        Headers headers = header != null && Header.isToken(header) ? Headers.of(header, "(unknown)") : Headers.EMPTY;
        return new RecordedCall(
                RecordedCall.Source.MESSAGE,
                new Place(name, text.line(draft.start), text.column(draft.start)),
                draft.engine,
                initiator(values.get("initiator")),
                page(draft),
                method == null || method.isEmpty() ? null : method,
                called,
                withCredentials ? CredentialsMode.INCLUDE : null,
                headers,
                List.of(),
                List.of(),
                new BrowserError(
                        draft.engine, code.code(), code.check(), preflight, parameter, status, location, lines));
    }

    private static boolean isMixed(Draft draft) {
        return draft.code == MessageCode.MIXED_CONTENT || draft.code == MessageCode.EXTENSION;
    }

    /** The page's origin; a mixed content message names the page's whole URL. */
    private static @Nullable String page(Draft draft) {
        String page = draft.values.get("page");
        String document = isMixed(draft) ? draft.values.get("first") : null;
        if (page == null && document != null) {
            int path = document.indexOf('/', document.indexOf("://") + 3);
            return path < 0 ? document : document.substring(0, path);
        }
        return page == null || !page.endsWith("/") || page.endsWith("://")
                ? page
                : page.substring(0, page.length() - 1);
    }

    private static MessageCode refined(Draft draft, @Nullable String url) {
        if (draft.code != MessageCode.SCHEME) {
            return draft.code;
        }
        String value = draft.values.getOrDefault("value", "");
        if ((url != null && url.startsWith("file:")) || value.equals("file")) {
            return MessageCode.FILE_URL;
        }
        boolean isHost = value.equals("localhost") || (value.indexOf('.') > 0 && value.indexOf(' ') < 0);
        return isHost || (url != null && !url.contains("://") && !url.startsWith("data:") && !url.startsWith("blob:"))
                ? MessageCode.NO_SCHEME
                : MessageCode.SCHEME;
    }

    private static @Nullable Initiator initiator(@Nullable String named) {
        for (Initiator each : Initiator.values()) {
            if (named != null && each.consoleName().equalsIgnoreCase(named)) {
                return each;
            }
        }
        return null;
    }

    private static String identity(RecordedCall call) {
        BrowserError error = call.error();
        return error == null
                ? ""
                : error.code() + "\n" + call.url() + "\n" + call.page() + "\n" + call.method() + "\n"
                        + error.parameter() + "\n" + error.status() + "\n" + error.preflight();
    }
}
