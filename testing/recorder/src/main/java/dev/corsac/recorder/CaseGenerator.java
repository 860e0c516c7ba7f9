package dev.corsac.recorder;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.RedirectMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Random cases: mostly servers that allow the call, with one thing or another wrong. */
final class CaseGenerator {

    static final String PAGE = "http://shop.example:8100";
    private static final List<String> HOSTS =
            List.of("http://api.example:8200", "http://other.example:8300", "http://shop.example:8100");

    private static final List<String> METHODS = List.of(
            "GET", "GET", "POST", "POST", "PUT", "PUT", "DELETE", "DELETE", "PATCH", "patch", "HEAD", "OPTIONS", "foo",
            "QUERY", "get", "put");

    private static final String[][] HEADERS = {
        {"Accept", "application/json"},
        {"Accept", "a\"b"},
        {"Accept", "a".repeat(128)},
        {"Accept", ""},
        {"Accept-Language", "de"},
        {"Accept-Language", "en_US"},
        {"Accept-Language", ""},
        {"Content-Language", "de"},
        {"Content-Language", "x_y"},
        {"Content-Type", "text/plain"},
        {"Content-Type", "application/json"},
        {"Content-Type", "text/plain; charset=\"x\""},
        {"Content-Type", ""},
        {"Content-Type", "text/plain;"},
        {"Content-Type", ";text/plain"},
        {"Content-Type", "multipart/form-data"},
        {"Range", "bytes=0-10"},
        {"Range", "bytes=5-2"},
        {"Range", "bytes=-5"},
        {"Range", "bytes=0-"},
        {"Authorization", "Bearer abc"},
        {"X-A", "1"},
        {"X-B", "2"},
        {"x-c", "3"},
        {"X-Requested-With", "XMLHttpRequest"},
        {"Cache-Control", "no-cache"},
        {"Pragma", "no-cache"},
        {"If-None-Match", "\"x\""},
        {"If-Modified-Since", "Sun, 22 Nov 2026 00:00:00 GMT"},
        {"X-HTTP-Method-Override", "DELETE"},
        {"X-HTTP-Method-Override", "TRACE"},
        {"X-Method-Override", "GET,connect"},
        {"User-Agent", "me"},
        {"Sec-Foo", "1"},
        {"Proxy-Foo", "1"},
        {"Cookie", "a=b"},
        {"Origin", "http://evil.example"},
        {"DNT", "1"},
        {"DPR", "1.0"},
        {"DPR", "x"},
        {"DPR", "1."},
        {"Device-Memory", "8"},
        {"Device-Memory", "x"},
        {"Width", "1"},
        {"Width", "1.5"},
        {"Viewport-Width", "100"},
        {"Viewport-Width", "x"},
        {"RTT", "100"},
        {"RTT", "x"},
        {"Downlink", "1"},
        {"Downlink", "x"},
        {"ECT", "4g"},
        {"ECT", "x"},
        {"Save-Data", "on"},
        {"Save-Data", "off"},
        {"Save-Data", "ON"},
        {"Last-Event-ID", "1"},
        {"Upgrade-Insecure-Requests", "1"},
        {"Priority", "u=1"},
        {"Content-Encoding", "gzip"},
        {"Content-Location", "/x"},
        {"Lang", "de"},
        {"Intervention", "x"},
    };

    private final Random random;

    CaseGenerator(long seed) {
        random = new Random(seed);
    }

    /** @param sequences whether the page makes several calls to one URL, which is what preflight caches are about */
    Case next(int id, boolean sequences) {
        String origin = random.nextInt(8) == 0 ? "null" : PAGE;
        int hops = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        List<String> urls = new ArrayList<>();
        urls.add((random.nextInt(25) == 0 ? PAGE : HOSTS.get(0)) + "/c/" + id);
        for (int i = 1; i <= hops; i++) {
            urls.add(HOSTS.get(random.nextInt(3)) + "/r" + i + "/" + id);
        }
        List<Call> calls = new ArrayList<>();
        int count = sequences ? 2 + random.nextInt(3) : 1;
        CredentialsMode credentials = pick(List.of(CredentialsMode.values()));
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) == 0) {
                credentials = pick(List.of(CredentialsMode.values()));
            }
            calls.add(call(origin, urls.get(0), credentials, sequences));
        }
        Map<String, Case.Responses> server = new LinkedHashMap<>();
        boolean include = calls.stream().anyMatch(each -> each.credentials() == CredentialsMode.INCLUDE);
        String sent = origin;
        for (int i = 0; i < urls.size(); i++) {
            if (i >= 2 && host(urls.get(i)) != host(urls.get(i - 1)) && host(urls.get(i - 1)) != host(PAGE)) {
                sent = "null";
            }
            String next = i + 1 < urls.size() ? urls.get(i + 1) : null;
            if (next != null && random.nextInt(30) == 0) {
                next = next.replace("//", "//user:pw@");
            } else if (next != null && host(next) == host(urls.get(i)) && random.nextBoolean()) {
                next = next.substring(next.indexOf('/', 8));
            }
            server.put(urls.get(i), responses(calls, sent, include, next));
            if (i >= 1 && host(urls.get(i)) != host(urls.get(i - 1))) {
                sent = random.nextInt(3) == 0 ? sent : i >= 1 ? "null" : sent;
            }
        }
        return new Case(id, calls, server);
    }

    private static int host(String url) {
        return url.contains("api.") ? 0 : url.contains("other.") ? 1 : 2;
    }

    private Call call(String origin, String url, CredentialsMode credentials, boolean plain) {
        String method = pick(METHODS);
        List<Header> headers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String[] header = HEADERS[random.nextInt(HEADERS.length)];
            if (headers.stream().noneMatch(each -> each.is(header[0]))) {
                headers.add(new Header(header[0], header[1]));
            }
        }
        boolean xhr = random.nextInt(5) == 0;
        boolean post = !method.equalsIgnoreCase("GET") && !method.equals("HEAD");
        boolean special = !plain && !xhr && random.nextInt(5) == 0;
        boolean body = post && random.nextInt(3) == 0;
        return Call.fetch(origin, method, url)
                .withHeaders(Headers.of(headers))
                .withCredentials(xhr && credentials == CredentialsMode.OMIT ? CredentialsMode.SAME_ORIGIN : credentials)
                .withBody(body ? Body.of("hi") : Body.EMPTY)
                .withMode(special ? pick(List.of(RequestMode.values())) : RequestMode.CORS)
                .withRedirect(special ? pick(List.of(RedirectMode.values())) : RedirectMode.FOLLOW)
                .withInitiator(xhr ? Initiator.XML_HTTP_REQUEST : Initiator.FETCH)
                .withUseCorsPreflight(xhr && random.nextBoolean());
    }

    private Case.Responses responses(
            List<Call> calls, String origin, boolean include, @org.jspecify.annotations.Nullable String next) {
        List<String> preflight = new ArrayList<>();
        allowOrigin(preflight, origin, include);
        List<String> methods = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Call call : calls) {
            if (random.nextInt(8) != 0) {
                methods.add(call.method().length() < 4 ? call.method().toUpperCase(Locale.ROOT) : call.method());
            }
            for (Header header : call.headers()) {
                if (random.nextInt(10) != 0) {
                    names.add(header.name());
                }
            }
        }
        methods.add("GET");
        if (random.nextInt(12) == 0) {
            methods.add(pick(List.of("*", "\"PUT\"", "x y", "p@t", "", "é")));
        }
        if (random.nextInt(8) == 0) {
            names.add(pick(List.of("*", "*", "\"x\"", "x y", "p@t", "", "é", "X-More")));
        }
        if (random.nextInt(15) == 0) {
            names.clear();
            names.add("*");
        }
        String comma = pick(List.of(", ", ",", " , ", ",\t", ",,"));
        if (random.nextInt(12) != 0) {
            add(preflight, "Access-Control-Allow-Methods", String.join(comma, methods));
        }
        if (random.nextInt(12) != 0) {
            add(preflight, "Access-Control-Allow-Headers", String.join(comma, names));
        }
        if (random.nextInt(3) == 0) {
            add(
                    preflight,
                    "Access-Control-Max-Age",
                    pick(List.of(
                            "600", "5", "7 ", "-1", "", "abc", "0", "+5", "5.5", "999999999999", "86400", "600,600")));
        }
        if (random.nextInt(20) == 0) {
            add(preflight, "Location", "/elsewhere");
        }
        List<String> actual = new ArrayList<>();
        allowOrigin(actual, origin, include);
        add(actual, "Content-Type", "text/plain");
        add(actual, "X-A", "1");
        add(actual, "X-B", "2");
        if (calls.size() > 1) {
            // Or a kept 301 would be the response to the second call.
            add(actual, "Cache-Control", "no-store");
        }
        if (random.nextInt(3) == 0) {
            add(
                    actual,
                    "Access-Control-Expose-Headers",
                    pick(List.of(
                            "*",
                            "X-A",
                            "x-a,X-B",
                            "X-A,Set-Cookie",
                            "X-A;X-B",
                            "\"X-A\"",
                            "X-A,*",
                            ",X-A,,",
                            "",
                            "x y")));
        }
        int status = pick(List.of(200, 200, 200, 200, 200, 204, 404, 500, 302, 300));
        if (next != null) {
            status = pick(List.of(301, 302, 303, 307, 308, 307, 308));
            add(actual, "Location", next);
        }
        int ok = random.nextInt(8) == 0 ? pick(List.of(201, 226, 301, 302, 304, 400, 403, 404, 500, 503)) : 204;
        return new Case.Responses(
                Response.of(ok, Headers.of(preflight.toArray(new String[0]))),
                Response.of(status, Headers.of(actual.toArray(new String[0]))));
    }

    private void allowOrigin(List<String> lines, String origin, boolean include) {
        String value = include || random.nextInt(3) > 0 ? origin : "*";
        if (random.nextInt(12) == 0) {
            value = pick(List.of(
                    "",
                    "*",
                    "null",
                    origin + "/",
                    origin + ", " + origin,
                    "http://evil.example",
                    "https://",
                    "*, *",
                    origin + ":80",
                    "http://*.example:8100",
                    origin.toUpperCase(Locale.ROOT),
                    "foo",
                    "foo:bar",
                    "http://[::1",
                    "http://a b",
                    "//shop.example",
                    "file:///",
                    "about:blank",
                    "http://1.2.3.4.5",
                    "http://256.1.1.1",
                    "http://%41.example",
                    "http://sho|p",
                    "foo://a b",
                    "http:shop.example",
                    "http://shop.example:99999",
                    "http://ex%zz",
                    "http://[1::2]",
                    "mailto:a",
                    "blob:http://x",
                    "ht tp://x",
                    "1http://x",
                    "http://xn--a",
                    "http://0x7f.1",
                    "http://a..b",
                    "http://shop_1"));
        }
        if (random.nextInt(30) != 0) {
            add(lines, "Access-Control-Allow-Origin", value);
        }
        if (random.nextInt(40) == 0) {
            add(lines, "Access-Control-Allow-Origin", pick(List.of(value, "", "*")));
        }
        if (include ? random.nextInt(15) != 0 : random.nextInt(3) == 0) {
            add(
                    lines,
                    "Access-Control-Allow-Credentials",
                    random.nextInt(12) == 0 ? pick(List.of("True", "", "false", "true, true", "1")) : "true");
        }
    }

    private static void add(List<String> lines, String name, String value) {
        lines.add(name);
        lines.add(value);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
