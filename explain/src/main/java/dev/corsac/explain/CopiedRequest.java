package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as code: what developer tools copy as cURL (for a POSIX shell or Windows), as {@code fetch} or as PowerShell,
 * and what people type.
 *
 * @param method as the command has it, or as the tool would choose it
 * @param url as the command has it
 * @param page the origin of the page, where the code names its referrer; null if it does not
 * @param credentials null if the code does not state them
 */
record CopiedRequest(
        String method,
        String url,
        Headers headers,
        @Nullable String page,
        @Nullable CredentialsMode credentials) {

    /** A request and the last line of its command. */
    record Parsed(CopiedRequest request, int lastLine) {}

    private static final int MOST_LINES = 200;
    private static final int LONGEST = 200_000;

    private static final Pattern PROMPT =
            Pattern.compile("^\\s*(?:[\\w.@~:/\\\\ -]{0,60}[$#%>❯➜]\\s+)?(?=curl(?:\\.exe)?\\s)");
    private static final Pattern HTTPIE = Pattern.compile(
            "^\\s*(?:[\\w.@~:/ -]{0,60}[$#%❯➜]\\s+)?(?:http|https|xh|xhs)\\s+(?=.*(?:(?:GET|POST|PUT|OPTIONS|PATCH|DELETE|HEAD)\\b|https?://|:\\d))");
    private static final Pattern FETCH = Pattern.compile("^\\s*(?:await\\s+)?fetch\\(\\s*[\"'`]([^\"'`\\s]+)[\"'`]");
    private static final Pattern POWERSHELL = Pattern.compile(
            "^\\s*(?:\\$\\w+\\s*=\\s*)?(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAIR = Pattern.compile(
            "\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"\\s*[:=]\\s*\"([^\"\\\\`]*(?:(?:\\\\.|`.)[^\"\\\\`]*)*)\"");

    /** Reads the command that begins in that line; null if none does. */
    static @Nullable Parsed at(String[] lines, int index) {
        String line = lines[index];
        if (line.length() > 100_000 || (line.indexOf(' ') < 0 && line.indexOf('(') < 0)) {
            return null;
        }
        if (line.contains("curl") && PROMPT.matcher(line).find()) {
            return curl(lines, index);
        }
        if (line.contains("fetch(")) {
            Matcher fetch = FETCH.matcher(line);
            if (fetch.find()) {
                return fetch(lines, index, fetch.group(1));
            }
        }
        if (line.contains("http") || line.contains("xh")) {
            Matcher httpie = HTTPIE.matcher(line);
            if (httpie.find()) {
                return httpie(line.substring(httpie.end()), index);
            }
        }
        return POWERSHELL.matcher(line).find() ? powerShell(lines, index) : null;
    }

    private static @Nullable Parsed curl(String[] lines, int index) {
        Matcher prompt = PROMPT.matcher(lines[index]);
        int begin = prompt.find() ? prompt.end() : 0;
        StringBuilder text = new StringBuilder();
        int last = index;
        char quote = 0;
        for (int i = index; i < lines.length; i++) {
            String line = i == index ? lines[i].substring(begin) : lines[i];
            last = i;
            String end = line.stripTrailing();
            boolean goesOn = end.endsWith("\\") || end.endsWith("^") || end.endsWith("`");
            text.append(goesOn ? end.substring(0, end.length() - 1) + " " : line);
            quote = ShellWords.openQuote(quote, line);
            boolean isWindows = line.contains("^\"");
            if (!goesOn && (quote == 0 || isWindows)) {
                break;
            }
            if (!goesOn) {
                text.append('\n');
            }
            if (i - index > MOST_LINES || text.length() > LONGEST) {
                return null;
            }
        }
        List<String> words = ShellWords.of(text.toString());
        return new Parsed(curl(words), last);
    }

    /** Options of curl that give the request a body. */
    private static final Set<String> CURL_DATA =
            Set.of("-d --data --data-raw --data-binary --data-ascii --data-urlencode --json -F --form".split(" "));

    /** Options of curl whose value is a header, by what stands before it. */
    private static final Map<String, String> CURL_HEADERS = Map.of(
            "-H",
            "",
            "--header",
            "",
            "-b",
            "Cookie: ",
            "--cookie",
            "Cookie: ",
            "-A",
            "User-Agent: ",
            "--user-agent",
            "User-Agent: ",
            "-e",
            "Referer: ",
            "--referer",
            "Referer: ");

    /** Other options of curl that have a value, which is not a URL then. */
    private static final Set<String> CURL_VALUES = Set.of(("-o --output -w --write-out -m --max-time --connect-timeout"
                    + " --resolve -x --proxy --cacert -E --cert -K --config --retry -T --upload-file -D --dump-header -c"
                    + " --cookie-jar --aws-sigv4")
            .split(" "));

    private static CopiedRequest curl(List<String> words) {
        String method = "";
        String url = "";
        boolean hasBody = false;
        boolean head = false;
        boolean get = false;
        boolean cookie = false;
        List<Header> headers = new ArrayList<>();
        int i = 1;
        while (i < words.size()) {
            String word = words.get(i++);
            boolean joined = false;
            if (word.equals("|") || word.equals(";") || word.equals("&&") || word.equals(">")) {
                break;
            }
            String next = i < words.size() ? words.get(i) : "";
            if (word.startsWith("--") && word.indexOf('=') > 0) {
                next = word.substring(word.indexOf('=') + 1);
                word = word.substring(0, word.indexOf('='));
                joined = true;
            } else if (word.length() > 2 && word.charAt(0) == '-' && "XHdbAeu".indexOf(word.charAt(1)) >= 0) {
                next = word.substring(2);
                word = word.substring(0, 2);
                joined = true;
            } else if (word.length() > 2 && word.charAt(0) == '-' && word.charAt(1) != '-') {
                // Several short options in one word: the last may have a value.
                head |= word.indexOf('I') > 0;
                char lastOption = word.charAt(word.length() - 1);
                if ("XHdbAeu".indexOf(lastOption) < 0) {
                    i += "omwxT".indexOf(lastOption) >= 0 ? 1 : 0;
                    continue;
                }
                word = "-" + lastOption;
            }
            if (CURL_DATA.contains(word)) {
                hasBody = true;
                if (word.equals("--json")) {
                    addHeader(headers, "Content-Type: application/json");
                }
            } else if (CURL_HEADERS.containsKey(word)) {
                addHeader(headers, CURL_HEADERS.get(word) + next);
                cookie |= word.equals("-b") || word.equals("--cookie");
            } else if (word.equals("-u") || word.equals("--user")) {
                addHeader(headers, "Authorization: Basic (from -u)");
            } else if (word.equals("-X") || word.equals("--request")) {
                method = next;
            } else if (word.equals("--url")) {
                url = next;
            } else if (!CURL_VALUES.contains(word)) {
                head |= word.equals("-I") || word.equals("--head");
                get |= word.equals("-G") || word.equals("--get");
                if (!word.startsWith("-") && url.isEmpty()) {
                    url = word;
                }
                continue;
            }
            i += joined ? 0 : 1;
        }
        if (!url.isEmpty() && !url.contains("://")) {
            // What curl takes for a URL without a scheme.
            url = "http://" + url;
        }
        if (method.isEmpty()) {
            method = head ? "HEAD" : hasBody && !get ? "POST" : "GET";
        }
        return new CopiedRequest(
                method,
                url,
                Headers.of(headers),
                RequestParts.page(Headers.of(headers)),
                cookie ? CredentialsMode.INCLUDE : null);
    }

    private static void addHeader(List<Header> headers, String line) {
        int colon = line.indexOf(':', 1);
        if (colon < 0 && line.endsWith(";")) {
            colon = line.length() - 1;
        }
        Header header = colon < 0 || line.startsWith(":")
                ? null
                : RequestParts.header(line.substring(0, colon).strip(), line.substring(colon + 1));
        if (header != null) {
            headers.add(header);
        }
    }

    /** {@code fetch("https://…", {"headers": {…}, "method": "PUT", …})}. */
    private static @Nullable Parsed fetch(String[] lines, int index, String url) {
        StringBuilder text = new StringBuilder();
        int last = index;
        int depth = 0;
        boolean opened = false;
        for (int i = index; i < lines.length && i < index + MOST_LINES; i++) {
            text.append(lines[i]).append('\n');
            last = i;
            for (int c = 0; c < lines[i].length(); c++) {
                char each = lines[i].charAt(c);
                depth += each == '(' ? 1 : each == ')' ? -1 : 0;
                opened |= each == '(';
            }
            if (opened && depth <= 0) {
                break;
            }
        }
        String code = quoted(text.toString());
        List<Header> headers = new ArrayList<>();
        int start = code.indexOf("\"headers\"");
        int end = start < 0 ? -1 : code.indexOf('}', start);
        String block = start < 0 ? "" : code.substring(start, end < 0 ? code.length() : end);
        Matcher pair = PAIR.matcher(block);
        while (pair.find()) {
            addHeader(headers, pair.group(1) + ": " + pair.group(2));
        }
        String rest = start < 0 ? code : code.substring(0, start) + code.substring(end < 0 ? code.length() : end);
        String method = field(rest, "method");
        String credentials = field(rest, "credentials");
        String referrer = field(rest, "referrer");
        return new Parsed(
                new CopiedRequest(
                        method == null ? "GET" : method,
                        url,
                        Headers.of(headers),
                        RequestParts.originOf(referrer),
                        mode(credentials)),
                last);
    }

    /** Quotes the names of a JavaScript object's members, so that one pattern reads both notations. */
    private static String quoted(String code) {
        return code.replaceAll("([{,]\\s*)([A-Za-z_$][\\w$]*)(\\s*:)", "$1\"$2\"$3")
                .replaceAll("'([^'\"\\n]*)'", "\"$1\"");
    }

    private static @Nullable String field(String code, String name) {
        Matcher field = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(code);
        return field.find() ? field.group(1) : null;
    }

    private static @Nullable CredentialsMode mode(@Nullable String value) {
        if (value == null) {
            return null;
        }
        for (CredentialsMode mode : CredentialsMode.values()) {
            if (mode.value().equals(value.toLowerCase(Locale.ROOT))) {
                return mode;
            }
        }
        return null;
    }

    private static @Nullable Parsed httpie(String rest, int index) {
        String method = "";
        String url = "";
        List<Header> headers = new ArrayList<>();
        boolean hasBody = false;
        for (String word : ShellWords.of(rest)) {
            boolean isMethod =
                    word.equals(word.toUpperCase(Locale.ROOT)) && Header.isToken(word) && !word.startsWith("-");
            if (word.startsWith("-")) {
                continue;
            }
            if (url.isEmpty() && method.isEmpty() && isMethod) {
                method = word;
            } else if (url.isEmpty()) {
                url = word;
            } else if (word.indexOf(':') > 0 && !word.contains(":=") && word.indexOf('=') < 0) {
                addHeader(headers, word);
            } else {
                hasBody = true;
            }
        }
        if (url.isEmpty()) {
            return null;
        }
        if (!url.contains("://")) {
            url = "http://" + (url.startsWith(":") ? "localhost" + url : url);
        }
        return new Parsed(
                new CopiedRequest(
                        method.isEmpty() ? (hasBody ? "POST" : "GET") : method,
                        url,
                        Headers.of(headers),
                        RequestParts.page(Headers.of(headers)),
                        null),
                index);
    }

    private static @Nullable Parsed powerShell(String[] lines, int index) {
        StringBuilder text = new StringBuilder();
        int last = index;
        int depth = 0;
        for (int i = index; i < lines.length && i < index + MOST_LINES; i++) {
            String line = lines[i].stripTrailing();
            last = i;
            boolean goesOn = line.endsWith("`");
            text.append(goesOn ? line.substring(0, line.length() - 1) : line).append('\n');
            for (int c = 0; c < line.length(); c++) {
                depth += line.charAt(c) == '{' ? 1 : line.charAt(c) == '}' ? -1 : 0;
            }
            if (!goesOn && depth <= 0) {
                break;
            }
        }
        String code = text.toString().replace("`\"", "");
        Matcher uri = Pattern.compile("-Uri\\s+[\"']?([^\"'\\s]+)", Pattern.CASE_INSENSITIVE)
                .matcher(code);
        Matcher method = Pattern.compile("-Method\\s+[\"']?(\\w+)", Pattern.CASE_INSENSITIVE)
                .matcher(code);
        String url = uri.find() ? uri.group(1) : "";
        if (url.isEmpty()) {
            Matcher any = Pattern.compile("https?://[^\"'\\s]+").matcher(code);
            url = any.find() ? any.group() : "";
        }
        int start = code.indexOf("@{");
        List<Header> headers = new ArrayList<>();
        Matcher pair = PAIR.matcher(start < 0 ? "" : code.substring(start));
        while (pair.find()) {
            addHeader(headers, pair.group(1) + ": " + pair.group(2));
        }
        Headers sent = Headers.of(headers);
        return url.isEmpty()
                ? null
                : new Parsed(
                        new CopiedRequest(
                                method.find() ? method.group(1).toUpperCase(Locale.ROOT) : "GET",
                                url,
                                sent,
                                RequestParts.page(sent),
                                null),
                        last);
    }
}
