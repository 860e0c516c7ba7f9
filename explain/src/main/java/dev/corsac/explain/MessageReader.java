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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the messages of browsers' consoles: puts the lines that belong to one call together. */
final class MessageReader {

    private static final Pattern OPTION_URL =
            Pattern.compile("\\burl\\\\?[\"']?\\s*:\\s*\\\\?[\"'](https?://[^\"'\\\\\\s]+)");
    private static final Pattern OPTION_CREDENTIALS = Pattern.compile("\\bwithCredentials\\\\?[\"']?\\s*:\\s*true\\b");
    private static final Pattern OPTION_METHOD = Pattern.compile("\\bmethod\\\\?[\"']?\\s*:\\s*\\\\?[\"']([A-Za-z]+)");

    /** Lines are put together with lines, so that there must not be too many; nobody reads more. */
    private static final int MOST_LINES = 1_000;

    /** As many characters of a text are searched for messages. */
    private static final int LONGEST = 100_000;

    private final String name;
    private final PastedText text;
    private final List<MessageDraft> drafts = new ArrayList<>();

    private MessageReader(String name, PastedText text) {
        this.name = name;
        this.text = text;
    }

    /** Returns the calls that the text's messages are about; empty if there are no messages. */
    static List<RecordedCall> read(String name, String pasted) {
        String beginning = pasted.length() > LONGEST ? pasted.substring(0, LONGEST) : pasted;
        MessageReader reader = new MessageReader(name, PastedText.of(beginning));
        return reader.read();
    }

    private List<RecordedCall> read() {
        List<NetworkLine> network = NetworkLines.of(text.text());
        network = network.subList(0, Math.min(network.size(), MOST_LINES));
        List<Found> found = new ArrayList<>(ErrorText.find(text));
        found = new ArrayList<>(found.subList(0, Math.min(found.size(), MOST_LINES)));
        List<NetworkLine> lines = network;
        found.removeIf(each -> isNoise(each, lines));
        found.addAll(OtherLanguages.find(text, found));
        found.sort(Comparator.comparingInt(Found::start));
        MessageDraft open = null;
        for (Found each : found) {
            if (open != null && isReasonOf(open, each)) {
                open.code = each.code();
                open.hasReason = true;
                open.fill(text, each);
                continue;
            }
            open = each.engine() == Engine.WEBKIT && each.kind() != Kind.OTHER ? webkit(each, open) : single(each);
        }
        // First the lines that state a reason themselves, then those that state a method and a status.
        attach(network, true);
        attach(network, false);
        mergeFirefox();
        mergeBrowsers();
        dropWhatSaysNothing();
        drafts.sort(Comparator.comparingInt(each -> each.start));
        return withoutCopies();
    }

    /** Several copies of a message are one, and one without a method or a status is a copy of one that has them. */
    private List<RecordedCall> withoutCopies() {
        Map<String, RecordedCall> calls = new LinkedHashMap<>();
        Map<String, Integer> copies = new HashMap<>();
        for (MessageDraft each : drafts) {
            RecordedCall call = call(each);
            if (calls.putIfAbsent(identity(call, true), call) == null) {
                copies.merge(identity(call, false), 1, Integer::sum);
            }
        }
        List<RecordedCall> distinct = new ArrayList<>();
        for (RecordedCall call : calls.values()) {
            BrowserError error = call.error();
            boolean isCopy = call.method() == null
                    && error != null
                    && error.status() == 0
                    && copies.getOrDefault(identity(call, false), 1) > 1;
            if (!isCopy) {
                distinct.add(call);
            }
        }
        return distinct;
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

    private MessageDraft single(Found found) {
        MessageDraft draft = new MessageDraft(text.place(found.start()), found.code());
        draft.fill(text, found);
        draft.hasReason = true;
        draft.hasCall = draft.url() != null;
        drafts.add(draft);
        return draft;
    }

    /** Safari states why there is no connection in a line without a URL, next to the one that names the call. */
    private static boolean isReasonOf(MessageDraft open, Found found) {
        return open.engine == Engine.WEBKIT
                && found.engine() == Engine.WEBKIT
                && found.kind() == Kind.OTHER
                && found.code().check() == Check.CONNECTION
                && found.get("url") == null
                && open.hasCall
                && (!open.hasReason || open.code == MessageCode.NEEDS_MORE);
    }

    /** Safari's lines: a reason and the call it is about, in any order, the reason perhaps twice. */
    private MessageDraft webkit(Found found, @Nullable MessageDraft open) {
        boolean isReason = found.kind() != Kind.CALL;
        String called = found.get("url");
        boolean fits = open != null
                && open.engine == Engine.WEBKIT
                && (!isReason || !open.hasReason || isSameReason(open, found))
                && (called == null || !open.hasCall || MessageDraft.same(called, open.url()));
        MessageDraft draft = open;
        if (draft == null || !fits) {
            draft = new MessageDraft(text.place(found.start()), found.code());
            drafts.add(draft);
        }
        if (isReason && !draft.hasReason) {
            draft.code = found.code();
        }
        draft.fill(text, found);
        draft.hasReason |= isReason;
        draft.hasCall |= draft.url() != null;
        return draft;
    }

    private static boolean isSameReason(MessageDraft open, Found found) {
        for (Map.Entry<String, String> value : found.values().entrySet()) {
            String other = open.values.get(value.getKey());
            if (other != null && !other.equals(value.getValue())) {
                return false;
            }
        }
        return open.code == found.code();
    }

    /** Gives each line of the network log to the error next to it that is about the same URL. */
    private void attach(List<NetworkLine> network, boolean withReason) {
        for (NetworkLine line : network) {
            boolean statesReason = !line.error().isEmpty() && !line.error().equals("net::ERR_FAILED");
            if (statesReason != withReason) {
                continue;
            }
            MessageDraft best = null;
            for (MessageDraft draft : drafts) {
                boolean isError = (draft.hasReason && draft.code != MessageCode.NEEDS_MORE) || draft.hasCall;
                if (isError && isFree(draft, line) && draft.mayConcern(line.url())) {
                    // The last one before the line, or else the first one after it.
                    best = best == null || draft.start < line.start() ? draft : best;
                }
            }
            if (best == null && line.url().isEmpty() && line.engine() == null) {
                best = onlyError(line);
            }
            if (best == null) {
                add(line);
            } else if (isOfPreflight(best, line)) {
                best.preflightLine = line;
            } else {
                best.line = line;
            }
        }
    }

    private static boolean isFree(MessageDraft draft, NetworkLine line) {
        return isOfPreflight(draft, line) ? draft.preflightLine == null : draft.line == null;
    }

    /** Safari's line about a status names no method. */
    private static boolean isOfPreflight(MessageDraft draft, NetworkLine line) {
        return line.method().equals("OPTIONS")
                || (line.method().isEmpty() && line.status() > 0 && Boolean.TRUE.equals(draft.preflight));
    }

    /** The error that a line without a URL is about, where there is only one. */
    private @Nullable MessageDraft onlyError(NetworkLine line) {
        MessageDraft only = null;
        for (MessageDraft draft : drafts) {
            if (draft.engine == Engine.WEBKIT && draft.hasReason && draft.code != MessageCode.NEEDS_MORE) {
                if (only != null) {
                    return null;
                }
                only = draft;
            }
        }
        return only != null && isFree(only, line) ? only : null;
    }

    private void add(NetworkLine line) {
        for (MessageDraft draft : drafts) {
            if (draft.mayConcern(line.url()) && draft.code != MessageCode.HTTP_ERROR) {
                return;
            }
        }
        MessageCode code = line.status() >= 400 ? MessageCode.HTTP_ERROR : MessageCode.NEEDS_MORE;
        Boolean preflight = null;
        if (line.isPreflightRow()) {
            preflight = true;
            code = line.status() >= 300 && line.status() < 400
                    ? MessageCode.PREFLIGHT_REDIRECT
                    : MessageCode.PREFLIGHT_STATUS;
            if (line.status() >= 200 && line.status() < 300) {
                return;
            }
        }
        for (Found found : ErrorText.find(PastedText.of(line.error()))) {
            code = found.code();
            preflight = found.preflight();
        }
        if (line.status() > 0 && line.status() < 400 && line.error().isEmpty() && !line.isPreflightRow()) {
            return;
        }
        MessageDraft draft = new MessageDraft(line.start(), code);
        draft.engine = line.engine();
        draft.preflight = preflight;
        String url = line.url();
        // What Chrome's list shows may be a path's last part, or the script that made the call.
        boolean isUrl = url.contains("://") || (url.indexOf('/') > url.indexOf('.') && url.indexOf('.') > 0);
        if (isUrl) {
            draft.values.put("url", url);
        }
        draft.hasCall = isUrl;
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
        List<MessageDraft> seconds = new ArrayList<>();
        for (MessageDraft second : drafts) {
            if (second.engine != Engine.FIREFOX || second.code != MessageCode.CONNECTION || second.url() == null) {
                continue;
            }
            for (MessageDraft first : drafts) {
                if (first.engine == Engine.FIREFOX
                        && isCors(first.code)
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

    /** What two browsers wrote about one call and one reason is one error, and each may state what the other does not. */
    private void mergeBrowsers() {
        for (MessageDraft second : List.copyOf(drafts)) {
            for (MessageDraft first : List.copyOf(drafts)) {
                boolean isSame = first.start < second.start
                        && first.engine != null
                        && second.engine != null
                        && first.engine != second.engine
                        && first.code == second.code
                        && isCors(first.code)
                        && first.url() != null
                        && second.concerns(String.valueOf(first.url()))
                        && first.isCompatible(second);
                if (isSame && drafts.remove(second)) {
                    first.takeOver(second);
                    break;
                }
            }
        }
    }

    /** A line that states no reason is left out where another line does. */
    private void dropWhatSaysNothing() {
        List<MessageDraft> telling = new ArrayList<>();
        boolean anyStrong = false;
        for (MessageDraft each : drafts) {
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
        Set<MessageCode> withCall = new HashSet<>();
        drafts.forEach(each -> withCall.add(each.hasCall ? each.code : MessageCode.NEEDS_MORE));
        drafts.removeIf(each -> !each.hasCall && each.code != MessageCode.NEEDS_MORE && withCall.contains(each.code));
        boolean cors = drafts.stream().anyMatch(each -> isCors(each.code));
        if (drafts.stream().anyMatch(each -> each.code != MessageCode.SOURCE_MAP)) {
            drafts.removeIf(each -> each.code == MessageCode.SOURCE_MAP);
        }
        mergeServiceWorker();
        // What names the call and no reason says less than a line that has both.
        drafts.removeIf(each -> each.code == MessageCode.UNKNOWN_REASON
                && each.hasCall
                && drafts.stream()
                        .anyMatch(other ->
                                other != each && isCors(other.code) && other.concerns(String.valueOf(each.url()))));
        if (cors) {
            drafts.removeIf(each -> !each.hasCall
                    && (each.code == MessageCode.OPAQUE_RESPONSE
                            || each.code == MessageCode.HTML_FOR_JSON
                            || each.code == MessageCode.TAINTED_CANVAS
                            || each.code == MessageCode.UNKNOWN_REASON
                            || each.code == MessageCode.EXTENSION));
        }
    }

    /**
     * A service worker's line states why a call got no response that it can use; but where a CORS check failed, the worker
     * only passed that on.
     */
    private void mergeServiceWorker() {
        for (MessageDraft worker : List.copyOf(drafts)) {
            if (worker.code != MessageCode.SERVICE_WORKER) {
                continue;
            }
            for (MessageDraft other : List.copyOf(drafts)) {
                boolean isSame =
                        other != worker && (worker.url() == null || other.concerns(String.valueOf(worker.url())));
                if (isSame && isCors(other.code)) {
                    drafts.remove(worker);
                } else if (isSame
                        && (other.code == MessageCode.CONNECTION || other.code == MessageCode.NEEDS_MORE)
                        && worker.url() != null) {
                    other.lines.forEach(worker.lines::add);
                    worker.line = worker.line == null ? other.line : worker.line;
                    drafts.remove(other);
                }
            }
        }
    }

    private static boolean isCors(MessageCode code) {
        Check check = code.check();
        return check != null && check.step().startsWith("CORS");
    }

    private static boolean isCovered(MessageDraft draft, List<MessageDraft> telling, boolean strong) {
        if (!draft.hasCall) {
            return strong;
        }
        for (MessageDraft each : telling) {
            if (each.concerns(String.valueOf(draft.url())) || (each.url() == null && strong)) {
                return true;
            }
        }
        return false;
    }

    /** Libraries print the options of a call with an error that states no reason. */
    private void options(MessageDraft draft) {
        if (draft.code == MessageCode.NEEDS_MORE && draft.url() == null) {
            Matcher url = OPTION_URL.matcher(text.text());
            Matcher method = OPTION_METHOD.matcher(text.text());
            if (url.find()) {
                draft.values.put("url", url.group(1));
                if (method.find()) {
                    draft.values.putIfAbsent("method", method.group(1).toUpperCase(Locale.ROOT));
                }
                draft.includes = OPTION_CREDENTIALS.matcher(text.text()).find();
            }
        }
    }

    private RecordedCall call(MessageDraft draft) {
        options(draft);
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
            method = method == null && !line.method().isEmpty() ? line.method() : method;
            status = status == 0 && !Boolean.TRUE.equals(preflight) ? line.status() : status;
        }
        if (first != null) {
            preflight = (preflight == null && line == null) ? Boolean.TRUE : preflight;
            status = status == 0 && Boolean.TRUE.equals(preflight) ? first.status() : status;
        }
        if (Boolean.FALSE.equals(preflight) && !isCors(code)) {
            preflight = null;
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
        boolean withCredentials =
                draft.includes || code == MessageCode.ALLOW_ORIGIN_WILDCARD || code == MessageCode.ALLOW_CREDENTIALS;
        Headers headers = header != null && code.check() == Check.HEADERS && Header.isToken(header)
                ? Headers.of(header, "(unknown)")
                : Headers.EMPTY;
        return RecordedCall.builder(
                        RecordedCall.Source.MESSAGE,
                        new InputPlace(name, text.line(draft.start), text.column(draft.start)))
                .engine(draft.engine)
                .initiator(initiator(values.get("initiator")))
                .page(page(draft))
                .method(method == null || method.isEmpty() ? null : method)
                .url(called)
                .credentials(withCredentials ? CredentialsMode.INCLUDE : null)
                .requestHeaders(headers)
                .error(new BrowserError(
                        draft.engine, code.code(), code.check(), preflight, parameter, status, location, lines))
                .build();
    }

    private static boolean isMixed(MessageDraft draft) {
        return draft.code == MessageCode.MIXED_CONTENT || draft.code == MessageCode.EXTENSION;
    }

    /** The page's origin; a mixed content message names the page's whole URL. */
    private static @Nullable String page(MessageDraft draft) {
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

    private static MessageCode refined(MessageDraft draft, @Nullable String url) {
        boolean isOpen =
                draft.code == MessageCode.NEEDS_MORE && url != null && !url.startsWith("http") && !url.startsWith("/");
        boolean isFile = url != null && url.startsWith("file:");
        if (isFile && draft.code == MessageCode.UNKNOWN_REASON) {
            return MessageCode.FILE_URL;
        }
        if (draft.code != MessageCode.SCHEME && !isOpen) {
            return draft.code;
        }
        String value = draft.values.getOrDefault("value", "");
        // A page without an origin and a URL that is cut off: Chrome writes the whole one, and then it begins with
        // file:.
        boolean isCutOff = "null".equals(draft.values.get("page")) && url != null && url.indexOf(':') < 0;
        if (isFile || isCutOff || value.equals("file")) {
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

    private static String identity(RecordedCall call, boolean whole) {
        BrowserError error = call.error();
        return error == null
                ? ""
                : error.code() + "\n" + call.url() + "\n" + call.page() + "\n" + error.parameter() + "\n"
                        + error.preflight() + (whole ? "\n" + call.method() + "\n" + error.status() : "");
    }
}
