package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a <a href="http://www.softwareishard.com/blog/har-12-spec/">HAR</a> file, or a part of one, as the developer tools of
 * Chrome, Firefox and Safari, Playwright, Charles and Corsac write it. Puts each call together with its own preflight and its
 * redirects, in a time that grows with the number of entries.
 */
public final class HarReader {

    /** Header names that only HTTP/2 has, in Chrome's and Safari's files. */
    private static final char PSEUDO = ':';

    /** The milliseconds after a call's start within which its preflight is sent. */
    private static final double LATEST_PREFLIGHT = 10_000;

    private final String name;
    private final @Nullable Engine engine;
    private final Map<String, String> pages = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** An entry, and what it was found to be part of. */
    private static final class Entry {
        private final int index;
        private final RecordedExchange exchange;
        private final double start;
        private final double end;
        private final @Nullable String page;
        private final @Nullable Engine engine;
        private final String type;
        private final String key;
        private boolean used;
        private @Nullable Entry preflight;
        private @Nullable Entry next;

        private Entry(
                int index,
                RecordedExchange exchange,
                double start,
                double took,
                @Nullable String page,
                @Nullable Engine engine,
                String type) {
            this.index = index;
            this.exchange = exchange;
            this.start = start;
            this.end = start + Math.max(took, 0);
            this.page = page;
            this.engine = engine;
            this.type = type;
            String asked = exchange.isPreflight()
                    ? exchange.requestHeaders().first("Access-Control-Request-Method")
                    : exchange.method();
            this.key = asked + " " + exchange.url() + " " + page;
        }

        /** The call's method and URL, whatever its origin. */
        private String question() {
            return key.substring(0, key.length() - (" " + page).length());
        }

        private boolean isSent() {
            return exchange.status() >= 100 && exchange.error().isEmpty();
        }

        /** Whether a browser goes on after this preflight, as far as status and origin show. */
        private boolean passes() {
            String allowed = exchange.responseHeaders().combined("Access-Control-Allow-Origin");
            return exchange.status() >= 200
                    && exchange.status() < 300
                    && allowed != null
                    && (allowed.equals("*") || allowed.equals(page));
        }

        private @Nullable String location() {
            int status = exchange.status();
            boolean redirects = status >= 301 && status <= 308 && status != 304;
            return redirects ? exchange.responseHeaders().first("Location") : null;
        }
    }

    private HarReader(String name, @Nullable Engine engine) {
        this.name = name;
        this.engine = engine;
    }

    /**
     * Reads a file or a part of one.
     *
     * @param name the file's name, for {@link InputPlace}; an entry has no line there, because the tree has none
     * @param tree what {@link PlainJson#parse} returns: a HAR file, its {@code log}, a list of entries or one entry
     */
    public static ReadResult read(String name, @Nullable Object tree) {
        Object log = tree;
        if (tree instanceof Map<?, ?> file && file.get("log") != null) {
            log = file.get("log");
        }
        List<?> entries = null;
        Map<?, ?> fields = Map.of();
        if (log instanceof Map<?, ?> map) {
            fields = map;
            if (map.get("entries") instanceof List<?> list) {
                entries = list;
            } else if (isEntry(map)) {
                entries = List.of(map);
            }
        } else if (log instanceof List<?> list
                && (list.isEmpty() || list.stream().anyMatch(HarReader::isEntry))) {
            entries = list;
        }
        if (entries == null) {
            return ReadResult.problem(
                    name + ": this is JSON but not a HAR file: it has no \"log\" with \"entries\". Save one"
                            + " with \"Save all as HAR\" in the Network panel.");
        }
        HarReader reader = new HarReader(name, writer(fields));
        reader.pages(fields.get("pages"));
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> entry) {
                reader.entry(i, entry);
            }
        }
        List<RecordedCall> calls = reader.calls();
        return calls.isEmpty()
                ? ReadResult.problem(name + ": " + entries.size() + (entries.size() == 1 ? " entry" : " entries")
                        + " and no call to another origin. Open the Network panel, tick \"Preserve log\", make the call"
                        + " again, then save the HAR file.")
                : ReadResult.of(calls);
    }

    private static boolean isEntry(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get("request") instanceof Map<?, ?>;
    }

    private static @Nullable Engine writer(Map<?, ?> log) {
        Engine engine = null;
        for (String field : List.of("creator", "browser")) {
            if (log.get(field) instanceof Map<?, ?> map) {
                String name = text(map.get("name")).toLowerCase(Locale.ROOT);
                Engine known = name.contains("firefox")
                        ? Engine.FIREFOX
                        : name.contains("webkit") || name.contains("safari")
                                ? name.contains("webinspector") && !name.contains("webkit web")
                                        ? Engine.CHROMIUM
                                        : Engine.WEBKIT
                                : name.contains("webinspector") || name.contains("chrom") || name.contains("edge")
                                        ? Engine.CHROMIUM
                                        : null;
                engine = known == null ? engine : known;
            }
        }
        return engine;
    }

    private void pages(@Nullable Object list) {
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> page) {
                    String origin = RequestParts.originOf(text(page.get("title")));
                    if (origin != null) {
                        pages.put(text(page.get("id")), origin);
                    }
                }
            }
        }
    }

    private void entry(int index, Map<?, ?> entry) {
        if (!(entry.get("request") instanceof Map<?, ?> request)) {
            return;
        }
        Map<?, ?> response = entry.get("response") instanceof Map<?, ?> map ? map : Map.of();
        Headers sent = headers(request.get("headers"));
        String url = text(request.get("url"));
        String error = text(response.get("_error"));
        error = error.isEmpty() ? text(response.get("_failureText")) : error;
        error = error.isEmpty() ? text(entry.get("_error")) : error;
        int status = Math.max(0, (int) number(response.get("status"), 0));
        Map<?, ?> content = response.get("content") instanceof Map<?, ?> map ? map : Map.of();
        String body = text(content.get("encoding")).isEmpty() ? text(content.get("text")) : "";
        RecordedExchange exchange = new RecordedExchange(
                text(request.get("method")), url, sent, status, headers(response.get("headers")), error, body);
        String type = text(entry.get("_resourceType")).toLowerCase(Locale.ROOT);
        boolean failed = status == 0 || !error.isEmpty();
        String page = sent.first("Origin");
        if ((page == null || page.isEmpty())
                && failed
                && (type.isEmpty() || type.equals("xhr") || type.equals("fetch"))) {
            // Browsers keep only provisional headers of a request that they blocked.
            page = RequestParts.originOf(sent.first("Referer"));
            page = page == null ? pages.get(text(entry.get("pageref"))) : page;
        }
        double before = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).start;
        double start = Instants.milliseconds(text(entry.get("startedDateTime")), before);
        Engine own = engine != null ? engine : RequestParts.engine(sent.first("User-Agent"));
        entries.add(new Entry(index, exchange, start, number(entry.get("time"), 0), page, own, type));
    }

    private static Headers headers(@Nullable Object list) {
        List<Header> lines = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> line) {
                    String name = text(line.get("name"));
                    if (!name.isEmpty() && name.charAt(0) != PSEUDO) {
                        // Chrome writes repeated lines as one with line feeds.
                        for (String value : text(line.get("value")).split("\n", -1)) {
                            Header header = RequestParts.header(name, value);
                            if (header != null) {
                                lines.add(header);
                            }
                        }
                    }
                }
            }
        }
        return Headers.of(lines);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static double number(@Nullable Object value, double otherwise) {
        return value instanceof Number number ? number.doubleValue() : otherwise;
    }

    private List<RecordedCall> calls() {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingDouble((Entry each) -> each.start).thenComparingInt(each -> each.index));
        pairFirefox(ordered);
        pairPreflights(ordered);
        followRedirects(ordered);
        SeenCookies cookies = new SeenCookies();
        for (Entry entry : ordered) {
            cookies.add(entry.exchange);
        }
        List<RecordedCall> calls = new ArrayList<>();
        for (Entry entry : ordered) {
            if (!entry.used && isCall(entry)) {
                calls.add(call(entry, cookies));
            }
        }
        return calls;
    }

    /** A call to another origin, or one that a redirect took there; no navigation, and nothing in mode no-cors. */
    private static boolean isCall(Entry entry) {
        String mode = entry.exchange.requestHeaders().first("Sec-Fetch-Mode");
        if (entry.page == null
                || (mode != null && !mode.equals("cors"))
                || entry.type.equals("document")
                || entry.type.equals("websocket")) {
            return false;
        }
        for (Entry each = entry; each != null; each = each.next) {
            String origin = RequestParts.originOf(each.exchange.url());
            if (origin != null
                    ? !origin.equals(entry.page)
                    : !each.exchange.url().startsWith("data:")) {
                return !each.exchange.url().startsWith("blob:");
            }
        }
        return false;
    }

    /**
     * Gives each call of Firefox its own preflight. Firefox starts a call before its preflight and counts the preflight's time
     * as none of the call's, so that a preflight belongs to the last call before it that has none yet.
     */
    private static void pairFirefox(List<Entry> ordered) {
        Map<String, Deque<Entry>> waiting = new HashMap<>();
        boolean isFirst = true;
        for (Entry entry : ordered) {
            if (entry.engine != Engine.FIREFOX) {
                continue;
            }
            Deque<Entry> calls = waiting.computeIfAbsent(entry.key, key -> new ArrayDeque<>());
            if (!entry.exchange.isPreflight()) {
                calls.addLast(entry);
                continue;
            }
            Entry call = calls.peekLast();
            if (call == null && isFirst) {
                // What records the wire has the preflight first.
                return;
            }
            isFirst = false;
            boolean isOwn =
                    call != null && entry.start - call.start <= LATEST_PREFLIGHT && (!call.isSent() || entry.passes());
            if (isOwn) {
                calls.removeLast();
                call.preflight = entry;
                entry.used = true;
            }
        }
    }

    /**
     * Gives each call its own preflight: of the same method, URL and origin. A call that was sent had one that passes; one
     * that failed had the one next to it. A call without one used the browser's cache, or needed none.
     */
    private static void pairPreflights(List<Entry> ordered) {
        Map<String, Deque<Entry>> passing = new HashMap<>();
        Map<String, Deque<Entry>> failing = new HashMap<>();
        Map<String, Deque<Entry>> asking = new HashMap<>();
        for (Entry entry : ordered) {
            if (entry.exchange.isPreflight() && !entry.used) {
                asking.computeIfAbsent(entry.question(), key -> new ArrayDeque<>())
                        .add(entry);
                (entry.passes() ? passing : failing)
                        .computeIfAbsent(entry.key, key -> new ArrayDeque<>())
                        .add(entry);
            }
        }
        for (Entry entry : ordered) {
            if (entry.exchange.isPreflight() || entry.page == null || entry.preflight != null) {
                continue;
            }
            Deque<Entry> good = passing.get(entry.key);
            Deque<Entry> bad = failing.get(entry.key);
            Entry match = entry.isSent() ? null : next(bad, entry);
            match = match == null ? next(good, entry) : match;
            if (match == null && !entry.isSent()) {
                match = afterRedirect(asking.get(entry.question()), entry);
            }
            if (match != null) {
                entry.preflight = match;
                match.used = true;
            }
        }
    }

    /**
     * After a redirect to a third origin the call has the origin null, and Firefox shows the page's with one of the two. Returns
     * the preflight next to the call.
     */
    private static @Nullable Entry afterRedirect(@Nullable Deque<Entry> preflights, Entry call) {
        while (preflights != null && !preflights.isEmpty()) {
            Entry first = preflights.peekFirst();
            if (first.start > call.start + LATEST_PREFLIGHT) {
                return null;
            }
            preflights.pollFirst();
            boolean isNull = "null".equals(first.page) || "null".equals(call.page);
            if (!first.used && isNull && first.start >= call.start - LATEST_PREFLIGHT) {
                return first;
            }
        }
        return null;
    }

    /** Chrome starts a call before its preflight; what records the wire has the preflight first. */
    private static @Nullable Entry next(@Nullable Deque<Entry> preflights, Entry call) {
        if (preflights == null) {
            return null;
        }
        Entry best = null;
        while (!preflights.isEmpty() && preflights.peekFirst().start <= call.start) {
            // Of several before a call that failed, the last is its own; the others stand for calls that are not in the
            // file.
            best = preflights.pollFirst();
            if (call.isSent()) {
                return best;
            }
        }
        if (best == null && !preflights.isEmpty() && preflights.peekFirst().start <= call.end) {
            best = preflights.pollFirst();
        }
        return best;
    }

    private static void followRedirects(List<Entry> ordered) {
        Map<String, Deque<Entry>> awaited = new HashMap<>();
        for (Entry entry : ordered) {
            if (entry.exchange.isPreflight()) {
                continue;
            }
            Deque<Entry> from = awaited.get(entry.exchange.url());
            if (from != null && !from.isEmpty()) {
                Entry before = from.pollFirst();
                before.next = entry;
                entry.used = true;
            }
            String location = entry.location();
            if (location != null) {
                awaited.computeIfAbsent(resolved(entry.exchange.url(), location), key -> new ArrayDeque<>())
                        .add(entry);
            }
        }
    }

    private static String resolved(String base, String location) {
        int fragment = location.indexOf('#');
        String target = fragment < 0 ? location : location.substring(0, fragment);
        if (target.contains("://")) {
            String origin = RequestParts.originOf(target);
            return origin != null && target.length() == origin.length() ? target + "/" : target;
        }
        try {
            Url url = Url.parse(base);
            if (target.startsWith("//")) {
                return url.scheme() + ":" + target;
            }
            String path = url.path();
            return url.origin() + (target.startsWith("/") ? "" : path.substring(0, path.lastIndexOf('/') + 1)) + target;
        } catch (IllegalArgumentException e) {
            return target;
        }
    }

    private RecordedCall call(Entry entry, SeenCookies cookies) {
        List<RecordedExchange> exchanges = new ArrayList<>();
        boolean isPreflight = entry.exchange.isPreflight();
        int hops = 0;
        for (Entry each = entry; each != null && hops < 25; each = each.next) {
            hops++;
            if (each.preflight != null) {
                exchanges.add(each.preflight.exchange);
            }
            exchanges.add(each.exchange);
        }
        Headers sent = entry.exchange.requestHeaders();
        Headers preflight =
                isPreflight ? sent : entry.preflight == null ? null : entry.preflight.exchange.requestHeaders();
        String asked = isPreflight ? sent.first("Access-Control-Request-Method") : null;
        CredentialsMode mode = isPreflight ? null : RequestParts.credentials(sent);
        return RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace(name, 0, 0))
                .engine(entry.engine)
                .initiator(
                        entry.type.equals("xhr")
                                ? Initiator.XML_HTTP_REQUEST
                                : entry.type.equals("fetch") ? Initiator.FETCH : null)
                .page(entry.page)
                .method(asked == null ? entry.exchange.method() : asked)
                .url(entry.exchange.url())
                .credentials(mode)
                .requestHeaders(RequestParts.scriptHeaders(preflight, isPreflight ? null : sent))
                .exchanges(exchanges)
                .cookies(cookies.of(entry.exchange.url(), isPreflight ? Headers.EMPTY : sent))
                .build();
    }
}
