package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is copied from the headers panel of developer tools or from Postman's console: labels such as {@code Request
 * URL}, then headers, each as {@code name: value} or with the value in the next line.
 */
final class PanelReader {

    private static final Set<String> URL_LABELS = Set.of("request url", "url", "request-url");
    private static final Set<String> METHOD_LABELS = Set.of("request method", "method");
    private static final Set<String> STATUS_LABELS = Set.of("status code", "status");
    private static final Set<String> OTHER_LABELS = Set.of(
            "remote address",
            "referrer policy",
            "source",
            "address",
            "initiator",
            "version",
            "transferred",
            "request priority",
            "dns resolution",
            "scheme",
            "host",
            "filename",
            "network");
    private static final Set<String> REQUEST_ONLY = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "access-control-request-headers",
            "access-control-request-method",
            "authorization",
            "cookie",
            "host",
            "origin",
            "priority",
            "referer",
            "user-agent",
            "x-requested-with",
            "x-api-key");
    private static final Set<String> RESPONSE_ONLY = Set.of(
            "access-control-allow-credentials",
            "access-control-allow-headers",
            "access-control-allow-methods",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "access-control-max-age",
            "server",
            "set-cookie",
            "vary",
            "date",
            "etag",
            "x-cache",
            "apigw-requestid",
            "x-amzn-requestid",
            "x-amzn-errortype");

    private static final Pattern MARKS = Pattern.compile(
            "(?im)^[ \\t]*(?:Request URL|Request Method|Status Code|(?:▼|▶)?[ \\t]*(?:Response|Request) Headers)\\b");
    private static final Pattern SECTION = Pattern.compile(
            "(?i)(?:▼|▶)?\\s*(General|Summary|Response Headers|Request Headers|Response|Request|Response Body"
                    + "|Request Body|Query String Parameters|Form Data|Request Payload)\\s*(?:\\([^)]*\\))?\\s*:?(?:\\s*(?:View source|Raw|view parsed|\\{\\}?|\\}))*\\s*");
    /** Firefox's status, copied in one line with its label. */
    private static final Pattern STATUS_LINE = Pattern.compile("(?i)Status(?: Code)?[ \\t]*[1-5]\\d\\d\\b[^:]*");

    private static final Pattern POSTMAN = Pattern.compile(
            "(?:▼|▶)?\\s*(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\\s+(https?://\\S+)(?:\\s+(\\d{3})\\b.*)?");

    private final String name;
    private final String[] lines;
    private final List<Panel> panels = new ArrayList<>();
    private Panel panel;
    private Section section = Section.NONE;

    private enum Section {
        NONE,
        REQUEST,
        RESPONSE,
        SKIPPED
    }

    /** One request's panel. */
    private static final class Panel {
        private final int line;
        private String url = "";
        private String method = "";
        private int status;
        private String scheme = "";
        private String host = "";
        private String path = "";
        private final List<Header> request = new ArrayList<>();
        private final List<Header> response = new ArrayList<>();

        private Panel(int line) {
            this.line = line;
        }

        private boolean isEmpty() {
            return url.isEmpty() && method.isEmpty() && status == 0 && request.isEmpty() && response.isEmpty();
        }
    }

    private PanelReader(String name, String[] lines) {
        this.name = name;
        this.lines = lines;
        this.panel = new Panel(1);
    }

    /** Returns the calls in the text; empty if it does not look like such a panel. */
    static List<RecordedCall> read(String name, String text) {
        boolean isFirefox = text.contains("Scheme") && text.contains("Filename");
        boolean isPseudo = text.contains(":authority") && text.contains(":method");
        boolean isSafari = text.contains("Summary") && text.contains("URL:") && text.contains("Status:");
        if (!MARKS.matcher(text).find() && !isFirefox && !isPseudo && !isSafari) {
            return List.of();
        }
        PanelReader reader = new PanelReader(name, text.split("\n", -1));
        reader.panels();
        return reader.calls();
    }

    private void panels() {
        panels.add(panel);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty()) {
                continue;
            }
            Matcher postman = POSTMAN.matcher(line);
            Matcher title = SECTION.matcher(line);
            if (postman.matches()) {
                start(i);
                panel.method = postman.group(1);
                panel.url = postman.group(2);
                panel.status = postman.group(3) == null ? 0 : Integer.parseInt(postman.group(3));
            } else if (panel.status == 0 && !panel.method.isEmpty() && line.matches("[1-5]\\d\\d")) {
                panel.status = Integer.parseInt(line);
            } else if (title.matches() && !isValueNext(line, i)) {
                section(title.group(1).toLowerCase(Locale.ROOT), i);
            } else {
                i = pair(line, i);
            }
        }
        panels.removeIf(Panel::isEmpty);
    }

    private void start(int line) {
        if (!panel.isEmpty()) {
            panel = new Panel(line + 1);
            panels.add(panel);
            section = Section.NONE;
        }
    }

    /** In Firefox, "Request" and the like are titles only; nothing is ambiguous so far. */
    private boolean isValueNext(String line, int index) {
        return line.equalsIgnoreCase("status") && index + 1 < lines.length;
    }

    private void section(String title, int line) {
        switch (title) {
            case "general", "summary" -> {
                if (!panel.url.isEmpty()) {
                    start(line);
                }
                section = Section.NONE;
            }
            case "response headers", "response" -> section = Section.RESPONSE;
            case "request headers", "request" -> section = Section.REQUEST;
            default -> section = Section.SKIPPED;
        }
    }

    /** Takes a name with its value, which may be in the next line; returns the last line that was used. */
    private int pair(String line, int index) {
        if (STATUS_LINE.matcher(line).matches()) {
            panel.status = status(line);
            return index;
        }
        int colon = line.indexOf(':', 1);
        String key = colon < 0 ? line : line.substring(0, colon).strip();
        String label = key.toLowerCase(Locale.ROOT);
        boolean isLabel = URL_LABELS.contains(label)
                || METHOD_LABELS.contains(label)
                || STATUS_LABELS.contains(label)
                || (OTHER_LABELS.contains(label) && section == Section.NONE);
        boolean isName = Header.isToken(key) || (key.startsWith(":") && Header.isToken(key.substring(1)));
        if (!isLabel && !isName) {
            return index;
        }
        boolean valueInNextLine = colon < 0 || line.endsWith(":");
        if (!valueInNextLine) {
            // A value such as "https://…" in a line of its own is not a name.
            if (!isLabel && line.startsWith("//", colon + 1)) {
                return index;
            }
            take(key, line.substring(colon + 1).strip(), isLabel);
            return index;
        }
        if (index + 1 >= lines.length) {
            return index;
        }
        take(key, lines[index + 1].strip(), isLabel);
        return index + 1;
    }

    private void take(String key, String value, boolean isLabel) {
        String name = key.toLowerCase(Locale.ROOT);
        if ((isLabel && section != Section.REQUEST) || URL_LABELS.contains(name) || name.equals("request method")) {
            label(name, value);
            return;
        }
        if (name.startsWith(":")) {
            pseudo(name, value);
            return;
        }
        if (section == Section.SKIPPED) {
            return;
        }
        Header header = RequestParts.header(key, value);
        if (header == null) {
            return;
        }
        boolean isRequest = REQUEST_ONLY.contains(name) || name.startsWith("sec-");
        if (isRequest || RESPONSE_ONLY.contains(name)) {
            section = isRequest ? Section.REQUEST : Section.RESPONSE;
        } else if (section == Section.NONE) {
            section = Section.RESPONSE;
        }
        (section == Section.REQUEST ? panel.request : panel.response).add(header);
    }

    private void label(String label, String value) {
        if (URL_LABELS.contains(label)) {
            if (!panel.url.isEmpty()) {
                panel = new Panel(panel.line);
                panels.add(panel);
            }
            section = Section.NONE;
            panel.url = value;
        } else if (METHOD_LABELS.contains(label)) {
            panel.method = value.toUpperCase(Locale.ROOT).equals(value) ? value : panel.method;
        } else if (STATUS_LABELS.contains(label)) {
            panel.status = status(value);
        } else if (label.equals("scheme")) {
            panel.scheme = value;
        } else if (label.equals("host")) {
            panel.host = value;
        } else if (label.equals("filename")) {
            panel.path = value;
        }
    }

    private void pseudo(String name, String value) {
        section = name.equals(":status") ? Section.RESPONSE : Section.REQUEST;
        switch (name) {
            case ":method" -> panel.method = panel.method.isEmpty() ? value : panel.method;
            case ":scheme" -> panel.scheme = value;
            case ":authority" -> panel.host = value;
            case ":path" -> panel.path = value;
            case ":status" -> panel.status = panel.status == 0 ? status(value) : panel.status;
            default -> {}
        }
    }

    private static int status(String value) {
        Matcher number = Pattern.compile("\\b([1-5]\\d\\d)\\b").matcher(value);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    private List<RecordedCall> calls() {
        List<RecordedExchange> exchanges = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Panel each : panels) {
            String url = each.url;
            boolean isSchemeOpen =
                    each.scheme.isEmpty() && ComponentInCharge.isLoopback(each.host.replaceFirst(":\\d+$", ""));
            if (url.isEmpty() && !each.host.isEmpty() && !isSchemeOpen) {
                url = (each.scheme.isEmpty() ? "https" : each.scheme) + "://" + each.host + each.path;
            }
            exchanges.add(new RecordedExchange(
                    each.method, url, Headers.of(each.request), each.status, Headers.of(each.response), ""));
            places.add(each.line);
        }
        List<RecordedCall> calls = new ArrayList<>();
        int i = 0;
        while (i < exchanges.size()) {
            int place = places.get(i);
            RecordedExchange first = exchanges.get(i++);
            RecordedExchange next = i < exchanges.size() ? exchanges.get(i) : null;
            String asked = first.isPreflight() ? first.requestHeaders().first("Access-Control-Request-Method") : null;
            boolean joined = next != null
                    && asked != null
                    && !next.isPreflight()
                    && next.url().equals(first.url())
                    && next.method().equals(asked);
            RecordedExchange call = joined ? next : asked == null ? first : null;
            calls.add(call(place, first, call, joined ? List.of(first, next) : List.of(first)));
            i += joined ? 1 : 0;
        }
        return calls;
    }

    private RecordedCall call(
            int line, RecordedExchange first, @Nullable RecordedExchange call, List<RecordedExchange> exchanges) {
        Headers sent = call == null ? first.requestHeaders() : call.requestHeaders();
        String asked = first.isPreflight() ? first.requestHeaders().first("Access-Control-Request-Method") : null;
        String method = asked == null ? first.method() : asked;
        SeenCookies cookies = new SeenCookies();
        exchanges.forEach(cookies::add);
        return RecordedCall.builder(RecordedCall.Source.HEADERS, new InputPlace(name, line, 1))
                .engine(RequestParts.engine(sent.first("User-Agent")))
                .page(RequestParts.page(first.requestHeaders()))
                .method(method.isEmpty() ? null : method)
                .url(first.url().isEmpty() ? null : first.url())
                .credentials(RequestParts.credentials(sent))
                .requestHeaders(RequestParts.scriptHeaders(
                        first.isPreflight() ? first.requestHeaders() : null, call == null ? null : sent))
                .exchanges(exchanges)
                .cookies(cookies.of(first.url(), call == null ? Headers.EMPTY : sent))
                .build();
    }
}
