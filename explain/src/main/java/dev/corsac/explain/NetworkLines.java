package dev.corsac.explain;

import dev.corsac.browser.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines that consoles write about requests, whatever became of them: method, URL and status. */
final class NetworkLines {

    private static final String METHOD = "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";
    private static final String URL = "((?:https?://|//|[\\w.-]+:\\d)[^\\s\\[\"]*)";

    /** Chrome: {@code POST https://… net::ERR_FAILED 404 (Not Found)}, and without an error or a status. */
    private static final Pattern CHROMIUM = Pattern.compile(
            METHOD + "\\s+" + URL
                    + "\\s+(?:(net::ERR_[A-Z0-9_.a-z]+)(?:[ \\t]+(\\d{3})\\b(?:[ \\t]*\\([^)\\n]*\\))?)?"
                    + "|(\\d{3})[ \\t]*(?:\\([^)\\n]*\\)|$))",
            Pattern.MULTILINE);

    /** Firefox: {@code XHRPOSThttps://…[HTTP/2 403  50ms]}. */
    private static final Pattern FIREFOX =
            Pattern.compile(METHOD + "[ \\t\\n]*(https?://[^\\s\\[]+)\\s*\\[HTTP/[\\d.]+ (\\d{3})[^\\]\\n]*\\]");

    /** Firefox, where there was no response that it shows. */
    private static final Pattern FIREFOX_LABEL = Pattern.compile("(?:XHR)?[ \\t\\n]*" + METHOD
            + "[ \\t\\n]*(https?://[^\\s\\[]+)\\s*\\n?\\s*(CORS [A-Z][A-Za-z ]+|NS_ERROR_[A-Z_]+)");

    /** Chrome: {@code XHR failed loading: POST "https://…".} */
    private static final Pattern FAILED =
            Pattern.compile("(?:XHR|Fetch) failed loading: " + METHOD + "\\s+[\"“]?(https?://[^\\s\"”]+)");

    /** Chrome, copied from the list without its columns: {@code api.example.com/cart:1 Failed to load resource: …}. */
    private static final Pattern SOURCE =
            Pattern.compile("(?<!\\S)(\\S{1,2000}?):\\d+(?::\\d+)?[ \\t]+Failed to load resource: (?:the"
                    + " server responded with a status of (\\d{3})|(net::ERR_[A-Z0-9_.a-z]+))");

    /** A row of Chrome's Network panel: {@code orders  403  preflight  …}. */
    private static final Pattern PREFLIGHT_ROW = Pattern.compile(
            "^[ \\t]*(\\S{1,2000})[ \\t]+(\\d{3})\\b[^\\n]{0,40}?[ \\t]preflight\\b", Pattern.MULTILINE);

    private static final Pattern STATUS =
            Pattern.compile("Failed to load resource: the server responded with a status of (\\d{3})");

    private static final int MOST = 2_000;

    private NetworkLines() {}

    /**
     * A line.
     *
     * @param engine whose line it is; null if it is not known
     * @param method empty if the line does not state it
     * @param url what the line shows of it, perhaps without the scheme or only the last part; empty if that is nothing
     * @param status 0 if the line does not state it
     * @param error such as {@code net::ERR_FAILED}; empty if there is none
     */
    record NetworkLine(
            @Nullable Engine engine, String method, String url, int status, String error, int start, int end) {

        /** Whether the line is a preflight's row of the Network panel, which shows the last part of the path only. */
        boolean isPreflightRow() {
            return engine == Engine.CHROMIUM && method.equals("OPTIONS") && url.indexOf(':') < 0;
        }
    }

    /** Returns the lines in order. */
    static List<NetworkLine> of(String text) {
        List<NetworkLine> lines = new ArrayList<>();
        Matcher chromium = CHROMIUM.matcher(text);
        while (chromium.find()) {
            String error = chromium.group(3);
            String status = chromium.group(4) == null ? chromium.group(5) : chromium.group(4);
            add(lines, Engine.CHROMIUM, chromium, chromium.group(1), chromium.group(2), status, error);
        }
        Matcher firefox = FIREFOX.matcher(text);
        while (firefox.find()) {
            add(lines, Engine.FIREFOX, firefox, firefox.group(1), firefox.group(2), firefox.group(3), null);
        }
        Matcher label = FIREFOX_LABEL.matcher(text);
        while (label.find()) {
            add(lines, Engine.FIREFOX, label, label.group(1), label.group(2), null, label.group(3));
        }
        Matcher failed = FAILED.matcher(text);
        while (failed.find()) {
            add(lines, Engine.CHROMIUM, failed, failed.group(1), failed.group(2), null, null);
        }
        Matcher source = SOURCE.matcher(text);
        while (source.find()) {
            add(lines, Engine.CHROMIUM, source, "", source.group(1), source.group(2), source.group(3));
        }
        Matcher row = PREFLIGHT_ROW.matcher(text);
        while (row.find()) {
            add(lines, Engine.CHROMIUM, row, "OPTIONS", row.group(1), row.group(2), null);
        }
        Matcher status = STATUS.matcher(text);
        while (status.find()) {
            add(lines, null, status, "", "", status.group(1), null);
        }
        lines.sort(Comparator.comparingInt(NetworkLine::start));
        return lines;
    }

    private static void add(
            List<NetworkLine> lines,
            @Nullable Engine engine,
            Matcher match,
            String method,
            String url,
            @Nullable String status,
            @Nullable String error) {
        if (lines.size() >= MOST) {
            return;
        }
        for (NetworkLine line : lines) {
            if (match.start() < line.end() && match.end() > line.start()) {
                return;
            }
        }
        String trimmed = url;
        while (trimmed.endsWith(".") || trimmed.endsWith("'") || trimmed.endsWith(",")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        lines.add(new NetworkLine(
                engine,
                method,
                trimmed,
                status == null ? 0 : Integer.parseInt(status),
                error == null ? "" : error,
                match.start(),
                match.end()));
    }
}
