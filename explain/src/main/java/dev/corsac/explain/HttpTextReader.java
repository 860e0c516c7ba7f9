package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP messages as text: what {@code curl -i}, {@code curl -v} and HTTPie print, raw headers from developer tools and
 * Postman, with the command above them where it was copied, too.
 */
final class HttpTextReader {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3})(?:\\s.*)?");
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Za-z][A-Za-z-]*) (\\S+) HTTP/([\\d.]+)\\s*");
    private static final Pattern PSEUDO = Pattern.compile("\\[HTTP/[23]\\] \\[\\d+\\] \\[(:?[\\w-]+): ?(.*)\\]");

    private final String name;
    private final String[] lines;
    private final List<Message> messages = new ArrayList<>();
    private boolean tls;
    private int at;

    /** A message: a request has a method, a response a status. */
    private static final class Message {
        private final int line;
        private String method = "";
        private String url = "";
        private String version = "";
        private int status;
        private boolean tls;
        private @Nullable CopiedRequest command;
        private final List<Header> headers = new ArrayList<>();
        private String body = "";

        private Message(int line) {
            this.line = line;
        }

        private boolean isResponse() {
            return status != 0;
        }
    }

    private HttpTextReader(String name, String[] lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Returns the calls in the text; empty if there is no HTTP message and no copied request in it. */
    static List<RecordedCall> read(String name, String text) {
        HttpTextReader reader = new HttpTextReader(name, text.split("\n", -1));
        reader.messages();
        return reader.calls();
    }

    private void messages() {
        for (at = 0; at < lines.length; at++) {
            String raw = lines[at];
            String line = withoutArrow(raw);
            Matcher status = STATUS_LINE.matcher(line.strip());
            Matcher request = REQUEST_LINE.matcher(line.strip());
            if (status.matches()) {
                Message message = start();
                message.status = Integer.parseInt(status.group(1));
                boolean isTunnel = line.toLowerCase(Locale.ROOT).contains("connection established");
                head(message);
                if (message.status < 200 || isTunnel) {
                    messages.remove(message);
                }
            } else if (request.matches()) {
                Message message = start();
                message.method = request.group(1);
                message.url = request.group(2);
                message.version = request.group(3);
                head(message);
                if (message.method.equals("CONNECT")) {
                    messages.remove(message);
                }
            } else if (raw.startsWith("*")) {
                information(raw);
            } else {
                command();
            }
        }
    }

    private Message start() {
        Message message = new Message(at + 1);
        message.tls = tls;
        messages.add(message);
        return message;
    }

    /** What {@code curl -v} prints of the connection. */
    private void information(String line) {
        if (line.contains("SSL connection using") || line.contains("ALPN") || line.contains("TLSv1")) {
            tls = true;
        } else if (line.contains("Trying ") || line.contains("Connected to ")) {
            tls = line.contains("port 443");
        }
        Matcher pseudo = PSEUDO.matcher(line);
        if (pseudo.find() && pseudo.group(1).equals(":scheme")) {
            tls = pseudo.group(2).strip().equals("https");
        }
    }

    /** A command that was copied with its output. */
    private void command() {
        CopiedRequest.Parsed parsed = CopiedRequest.at(lines, at);
        if (parsed != null) {
            Message message = start();
            message.command = parsed.request();
            message.method = parsed.request().method();
            message.url = parsed.request().url();
            message.headers.addAll(parsed.request().headers().lines());
            at = parsed.lastLine();
        }
    }

    /** Returns a line of a body without what curl -v prints after a body that does not end with a line break. */
    private static String withoutEnd(String line) {
        int end = line.indexOf("* Connection #");
        return end > 0 && line.contains(" left intact") ? line.substring(0, end) : line;
    }

    /** Reads headers up to the empty line, and the body up to what follows. */
    private void head(Message message) {
        while (at + 1 < lines.length) {
            String line = withoutArrow(lines[at + 1]);
            int colon = line.indexOf(':', 1);
            if (line.startsWith(":") && colon > 0) {
                // Pseudo-headers, as some tools print them.
                at++;
                continue;
            }
            Header header = colon <= 0
                    ? null
                    : RequestParts.header(line.substring(0, colon).strip(), line.substring(colon + 1));
            if (header == null || STATUS_LINE.matcher(line.strip()).matches()) {
                break;
            }
            message.headers.add(header);
            at++;
        }
        StringBuilder body = new StringBuilder();
        while (at + 1 < lines.length && !startsSomething(at + 1)) {
            at++;
            String line = withoutArrow(lines[at]);
            boolean isNoise = line.startsWith("* ") || line.startsWith("{ [") || line.startsWith("} [");
            if (!isNoise && body.length() < RecordedExchange.LONGEST_BODY && !(line.isBlank() && body.isEmpty())) {
                body.append(body.isEmpty() ? "" : "\n").append(withoutEnd(line));
            }
            if (line.startsWith("* ")) {
                information(line);
            }
        }
        message.body = body.toString().strip();
    }

    private boolean startsSomething(int index) {
        String line = withoutArrow(lines[index]).strip();
        return STATUS_LINE.matcher(line).matches()
                || REQUEST_LINE.matcher(line).matches()
                || CopiedRequest.at(lines, index) != null;
    }

    private static String withoutArrow(String line) {
        if (line.startsWith("< ") || line.startsWith("> ")) {
            return line.substring(2);
        }
        return line.equals("<") || line.equals(">") ? "" : line;
    }

    /** Pairs requests with responses, and follows redirects. */
    private List<RecordedCall> calls() {
        List<Group> groups = new ArrayList<>();
        Message request = null;
        Group group = null;
        for (Message message : messages) {
            if (!message.isResponse()) {
                if (request != null && request.command == null) {
                    // A request without a response, such as one that was broken off.
                    group = new Group(request, null);
                    groups.add(group);
                }
                if (request != null && request.command != null && message.command == null) {
                    message.command = request.command;
                }
                request = message;
                continue;
            }
            Group last = group;
            String location = last == null ? null : last.location();
            if (last != null && location != null && leadsTo(last, request, location)) {
                last.follow(request, message, location);
            } else {
                group = new Group(request, message);
                groups.add(group);
            }
            request = null;
        }
        if (request != null) {
            groups.add(new Group(request, null));
        }
        return join(groups);
    }

    private static boolean leadsTo(Group group, @Nullable Message request, String location) {
        return request == null
                || (request.command == null && group.sameUrl(url(request).text(), location))
                || (request.url.startsWith("/") && location.endsWith(request.url));
    }

    /** Puts a preflight together with the call that follows it. */
    private List<RecordedCall> join(List<Group> groups) {
        List<RecordedCall> calls = new ArrayList<>();
        int i = 0;
        while (i < groups.size()) {
            Group first = groups.get(i++);
            Group second = i < groups.size() ? groups.get(i) : null;
            boolean joined = second != null && first.first().isPreflight() && first.isPreflightOf(second.first());
            calls.add(first.call(name, joined ? second : null));
            i += joined ? 1 : 0;
        }
        return calls;
    }

    private record Address(String text, boolean schemeAssumed) {}

    private static Address url(Message request) {
        String target = request.url;
        if (target.contains("://")) {
            return new Address(target, false);
        }
        String commandUrl = request.command == null ? "" : request.command.url();
        String host = null;
        for (Header header : request.headers) {
            host = header.is("Host") ? header.value() : host;
        }
        if (host == null || host.isEmpty()) {
            return new Address(commandUrl.isEmpty() ? "" : commandUrl, false);
        }
        String path = target.startsWith("/") ? target : "/";
        if (commandUrl.contains("://")) {
            return new Address(commandUrl.substring(0, commandUrl.indexOf("://")) + "://" + host + path, false);
        }
        if (request.tls || host.endsWith(":443")) {
            return new Address(
                    "https://" + (host.endsWith(":443") ? host.substring(0, host.length() - 4) : host) + path, false);
        }
        if (host.endsWith(":80")) {
            return new Address("http://" + host.substring(0, host.length() - 3) + path, false);
        }
        // Over HTTP/2, clients speak TLS; so do the hosts that AWS gives out.
        boolean secure = request.version.startsWith("2") || request.version.startsWith("3");
        String lower = host.toLowerCase(Locale.ROOT);
        boolean isAws = (lower.endsWith(".amazonaws.com") && lower.contains(".execute-api."))
                || lower.endsWith(".on.aws")
                || lower.endsWith(".cloudfront.net");
        boolean known = (secure && !RequestParts.isLocalHost(host)) || isAws;
        boolean http = RequestParts.isLocalHost(host) && !secure;
        return new Address((http ? "http://" : "https://") + host + path, !known);
    }

    /** A request and its response, and what redirects led to. */
    private static final class Group {
        private final @Nullable Message request;
        private final Message place;
        private final Address address;
        private final List<RecordedExchange> exchanges = new ArrayList<>();

        Group(@Nullable Message request, @Nullable Message response) {
            this.request = request;
            Message any = request == null ? response : request;
            if (any == null) {
                throw new IllegalArgumentException("neither a request nor a response");
            }
            this.place = any;
            this.address = request == null ? new Address("", false) : url(request);
            exchanges.add(exchange(request, response, address.text()));
        }

        private static RecordedExchange exchange(@Nullable Message request, @Nullable Message response, String url) {
            return new RecordedExchange(
                    request == null ? "" : request.method,
                    url,
                    request == null ? Headers.EMPTY : Headers.of(request.headers),
                    response == null ? 0 : response.status,
                    response == null ? Headers.EMPTY : Headers.of(response.headers),
                    "",
                    response == null ? "" : response.body);
        }

        RecordedExchange first() {
            return exchanges.get(0);
        }

        /** Where the last response redirects; null if it does not. */
        @Nullable
        String location() {
            RecordedExchange last = exchanges.get(exchanges.size() - 1);
            boolean redirects = last.status() >= 301 && last.status() <= 308 && last.status() != 304;
            return redirects ? last.responseHeaders().first("Location") : null;
        }

        boolean sameUrl(String url, String location) {
            return resolved(location).equals(url) || location.equals(url);
        }

        void follow(@Nullable Message request, Message response, String location) {
            RecordedExchange before = exchanges.get(exchanges.size() - 1);
            RecordedExchange next = exchange(request, response, resolved(location));
            exchanges.add(
                    request != null
                            ? next
                            : new RecordedExchange(
                                    before.method(),
                                    next.url(),
                                    before.requestHeaders(),
                                    next.status(),
                                    next.responseHeaders(),
                                    "",
                                    next.body()));
        }

        private String resolved(String location) {
            String base = exchanges.get(exchanges.size() - 1).url();
            if (location.contains("://") || base.isEmpty()) {
                return location;
            }
            try {
                Url url = Url.parse(base);
                if (location.startsWith("//")) {
                    return url.scheme() + ":" + location;
                }
                String path = url.path();
                return url.origin()
                        + (location.startsWith("/") ? "" : path.substring(0, path.lastIndexOf('/') + 1))
                        + location;
            } catch (IllegalArgumentException e) {
                return location;
            }
        }

        boolean isPreflightOf(RecordedExchange call) {
            String asked = first().requestHeaders().first("Access-Control-Request-Method");
            return !call.isPreflight()
                    && (call.method().isEmpty() || call.method().equals(asked))
                    && (call.url().isEmpty() || call.url().equals(first().url()));
        }

        RecordedCall call(String name, @Nullable Group actual) {
            RecordedExchange first = first();
            List<RecordedExchange> all = new ArrayList<>(exchanges);
            if (actual != null) {
                all.addAll(actual.exchanges);
            }
            RecordedExchange call = actual == null ? (first.isPreflight() ? null : first) : actual.first();
            Headers preflight = first.isPreflight() ? first.requestHeaders() : null;
            String asked = preflight == null ? null : preflight.first("Access-Control-Request-Method");
            String method = asked != null ? asked : first.method();
            Headers sent = first.requestHeaders();
            CopiedRequest command = request == null ? null : request.command;
            CredentialsMode mode = command == null ? null : command.credentials();
            if (mode == null) {
                mode = RequestParts.credentials(call == null ? sent : call.requestHeaders());
            }
            String page = RequestParts.page(sent);
            if (page == null && command != null) {
                page = command.page();
            }
            SeenCookies cookies = new SeenCookies();
            for (RecordedExchange each : all) {
                cookies.add(each);
            }
            return RecordedCall.builder(RecordedCall.Source.HEADERS, new InputPlace(name, place.line, 1))
                    .engine(RequestParts.engine(sent.first("User-Agent")))
                    .page(page)
                    .method(method.isEmpty() ? null : method)
                    .url(address.text().isEmpty() ? null : address.text())
                    .credentials(mode)
                    .requestHeaders(RequestParts.scriptHeaders(preflight, call == null ? null : call.requestHeaders()))
                    .exchanges(all)
                    .cookies(cookies.of(address.text(), call == null ? Headers.EMPTY : call.requestHeaders()))
                    .assumed(address.schemeAssumed() ? List.of("scheme") : List.of())
                    .build();
        }
    }
}
