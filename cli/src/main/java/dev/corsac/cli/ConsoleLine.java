package dev.corsac.cli;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.explain.Evidence;
import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence from a browser's console, taken back to the check that wrote it, and to a server that would make the browser
 * write it again.
 */
final class ConsoleLine {

    private static final String UNKNOWN_ORIGIN = "https://page.example";
    private static final String UNKNOWN_URL = "https://api.example/";

    private static final Pattern CHROMIUM = Pattern.compile(
            "Access to (\\S+) at '([^']*)' (?:\\(redirected from '[^']*'\\) )?from origin '([^']*)' has been blocked by"
                    + " CORS policy: (Response to preflight request doesn't pass access control check: )?(.*)",
            Pattern.DOTALL);
    private static final Pattern FIREFOX = Pattern.compile(
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at (\\S+)\\."
                    + " \\(Reason: (.*)",
            Pattern.DOTALL);
    private static final Pattern WEBKIT_URL =
            Pattern.compile("(?:Fetch API|XMLHttpRequest) cannot load (\\S+) due to access control checks");

    /** How a sentence begins, what it means, and where it names a value. */
    private record Meaning(Engine engine, Pattern text, Check check, boolean preflight) {

        static Meaning of(Engine engine, String text, Check check, boolean preflight) {
            return new Meaning(engine, Pattern.compile(text, Pattern.DOTALL), check, preflight);
        }
    }

    private static final List<Meaning> MEANINGS = List.of(
            Meaning.of(Engine.CHROMIUM, "No 'Access-Control-Allow-Origin' header.*", Check.ALLOW_ORIGIN_MISSING, false),
            Meaning.of(Engine.CHROMIUM, ".*must not be the wildcard '\\*'.*", Check.ALLOW_ORIGIN_WILDCARD, false),
            Meaning.of(Engine.CHROMIUM, ".*contains multiple values '(.*)', but.*", Check.ALLOW_ORIGIN_MULTIPLE, false),
            Meaning.of(Engine.CHROMIUM, ".*contains the invalid value '(.*)'\\..*", Check.ALLOW_ORIGIN_INVALID, false),
            Meaning.of(
                    Engine.CHROMIUM,
                    ".*has a value '(.*)' that is not equal to the supplied origin.*",
                    Check.ALLOW_ORIGIN_MISMATCH,
                    false),
            Meaning.of(
                    Engine.CHROMIUM,
                    "The value of the 'Access-Control-Allow-Credentials' header in the response is '(.*)' which.*",
                    Check.ALLOW_CREDENTIALS,
                    false),
            Meaning.of(Engine.CHROMIUM, "It does not have HTTP ok status.*", Check.PREFLIGHT_STATUS, true),
            Meaning.of(Engine.CHROMIUM, "Redirect is not allowed for a preflight.*", Check.PREFLIGHT_REDIRECT, true),
            Meaning.of(
                    Engine.CHROMIUM, "Cannot parse Access-Control-Allow-Methods.*", Check.ALLOW_METHODS_SYNTAX, true),
            Meaning.of(
                    Engine.CHROMIUM, "Cannot parse Access-Control-Allow-Headers.*", Check.ALLOW_HEADERS_SYNTAX, true),
            Meaning.of(
                    Engine.CHROMIUM,
                    "Method (\\S+) is not allowed by Access-Control-Allow-Methods in.*",
                    Check.METHOD,
                    true),
            Meaning.of(
                    Engine.CHROMIUM,
                    "Request header field (\\S+) is not allowed by Access-Control-Allow-Headers in.*",
                    Check.HEADERS,
                    true),
            Meaning.of(
                    Engine.CHROMIUM, "Redirect location '.*' contains a username.*", Check.REDIRECT_CREDENTIALS, false),
            Meaning.of(
                    Engine.FIREFOX,
                    "CORS header ‘Access-Control-Allow-Origin’ missing.*",
                    Check.ALLOW_ORIGIN_MISSING,
                    false),
            Meaning.of(Engine.FIREFOX, "Credential is not supported.*", Check.ALLOW_ORIGIN_WILDCARD, false),
            Meaning.of(Engine.FIREFOX, "Multiple CORS header.*", Check.ALLOW_ORIGIN_MULTIPLE, false),
            Meaning.of(
                    Engine.FIREFOX,
                    "CORS header ‘Access-Control-Allow-Origin’ does not match ‘(.*)’.*",
                    Check.ALLOW_ORIGIN_MISMATCH,
                    false),
            Meaning.of(
                    Engine.FIREFOX,
                    "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’.*",
                    Check.ALLOW_CREDENTIALS,
                    false),
            Meaning.of(Engine.FIREFOX, "CORS request external redirect not allowed.*", Check.PREFLIGHT_REDIRECT, true),
            Meaning.of(Engine.FIREFOX, "CORS preflight response did not succeed.*", Check.PREFLIGHT_STATUS, true),
            Meaning.of(
                    Engine.FIREFOX,
                    "invalid token ‘(.*)’ in CORS header ‘Access-Control-Allow-Methods’.*",
                    Check.ALLOW_METHODS_SYNTAX,
                    true),
            Meaning.of(
                    Engine.FIREFOX,
                    "invalid token ‘(.*)’ in CORS header ‘Access-Control-Allow-Headers’.*",
                    Check.ALLOW_HEADERS_SYNTAX,
                    true),
            Meaning.of(Engine.FIREFOX, "Did not find method in CORS header.*", Check.METHOD, true),
            Meaning.of(Engine.FIREFOX, "header ‘(.*)’ is not allowed according to header.*", Check.HEADERS, true),
            Meaning.of(Engine.FIREFOX, "CORS request did not succeed.*", Check.CONNECTION, false),
            Meaning.of(
                    Engine.WEBKIT,
                    ".*?Origin (\\S+) is not allowed by Access-Control-Allow-Origin.*",
                    Check.ALLOW_ORIGIN_MISSING,
                    false),
            Meaning.of(Engine.WEBKIT, ".*Cannot use wildcard in Access-Control.*", Check.ALLOW_ORIGIN_WILDCARD, false),
            Meaning.of(Engine.WEBKIT, ".*cannot contain more than one origin.*", Check.ALLOW_ORIGIN_MULTIPLE, false),
            Meaning.of(Engine.WEBKIT, ".*Credentials flag is true, but.*", Check.ALLOW_CREDENTIALS, false),
            Meaning.of(Engine.WEBKIT, ".*Preflight response is not successful.*", Check.PREFLIGHT_STATUS, true),
            Meaning.of(
                    Engine.WEBKIT,
                    ".*Header Access-Control-Allow-Methods has an invalid value: ([^\n]*).*",
                    Check.ALLOW_METHODS_SYNTAX,
                    true),
            Meaning.of(
                    Engine.WEBKIT,
                    ".*Header Access-Control-Allow-Headers has an invalid value: ([^\n]*).*",
                    Check.ALLOW_HEADERS_SYNTAX,
                    true),
            Meaning.of(
                    Engine.WEBKIT,
                    ".*Method (\\S+) is not allowed by Access-Control-Allow-Methods.*",
                    Check.METHOD,
                    true),
            Meaning.of(
                    Engine.WEBKIT,
                    ".*Request header field (\\S+) is not allowed by Access-Control-Allow-Headers.*",
                    Check.HEADERS,
                    true));

    private static final Pattern STATUS = Pattern.compile("Status code: (\\d{3})");

    private ConsoleLine() {}

    /**
     * What the text tells.
     *
     * @param origin the page's origin where the text has none; null if it was not given
     * @throws Failure if this is no sentence about CORS
     */
    static Evidence read(String pasted, @Nullable String origin, @Nullable String url) {
        String text = pasted.strip();
        Matcher chromium = CHROMIUM.matcher(text);
        if (chromium.find()) {
            Evidence evidence = evidence(
                    Engine.CHROMIUM,
                    chromium.group(5),
                    chromium.group(2),
                    origin == null ? chromium.group(3) : origin,
                    chromium.group(4) != null,
                    chromium.group(1).equals("XMLHttpRequest") ? Initiator.XML_HTTP_REQUEST : Initiator.FETCH);
            if (evidence != null) {
                return evidence;
            }
        }
        Matcher firefox = FIREFOX.matcher(text);
        if (firefox.find()) {
            Evidence evidence =
                    evidence(Engine.FIREFOX, firefox.group(2), firefox.group(1), origin, false, Initiator.FETCH);
            if (evidence != null) {
                return evidence;
            }
        }
        Matcher wrapper = WEBKIT_URL.matcher(text);
        Evidence webkit =
                evidence(Engine.WEBKIT, text, wrapper.find() ? wrapper.group(1) : url, origin, false, Initiator.FETCH);
        if (webkit != null) {
            return webkit;
        }
        throw new Failure("this is no CORS error that Chrome, Firefox or Safari writes: \""
                + Masking.text(text.length() > 120 ? text.substring(0, 120) + "…" : text)
                + "\". Paste the whole sentence from the console (it begins with \"Access to fetch at\","
                + " \"Cross-Origin Request Blocked\" or \"Origin\"), or save a HAR file from the Network panel");
    }

    private static @Nullable Evidence evidence(
            Engine engine,
            String reason,
            @Nullable String url,
            @Nullable String origin,
            boolean saysPreflight,
            Initiator initiator) {
        for (Meaning meaning : MEANINGS) {
            Matcher matcher = meaning.text().matcher(reason);
            if (meaning.engine() == engine && matcher.matches()) {
                String value = matcher.groupCount() > 0 ? matcher.group(1) : "";
                Matcher status = STATUS.matcher(reason);
                boolean preflight = saysPreflight || meaning.preflight();
                String page = origin;
                if (page == null && engine == Engine.WEBKIT && meaning.check() == Check.ALLOW_ORIGIN_MISSING) {
                    page = value;
                }
                int code = status.find() ? Integer.parseInt(status.group(1)) : 0;
                return reproduce(engine, meaning.check(), preflight, value, code, url, page, initiator);
            }
        }
        return null;
    }

    private static Evidence reproduce(
            Engine engine,
            Check check,
            boolean preflight,
            String value,
            int status,
            @Nullable String url,
            @Nullable String origin,
            Initiator initiator) {
        List<String> notes = new ArrayList<>();
        if (origin == null) {
            notes.add("The text does not name the page: " + UNKNOWN_ORIGIN + " stands for it. (--origin says it.)");
        }
        if (url == null) {
            notes.add("The text does not name what was called: " + UNKNOWN_URL + " stands for it. (--url says it.)");
        }
        String method = "GET";
        Headers headers = Headers.EMPTY;
        if (preflight) {
            if (check == Check.METHOD && !value.isEmpty()) {
                method = value;
            } else if (check == Check.HEADERS) {
                headers = Headers.EMPTY.plus(value, "(unknown)");
                notes.add("The text does not name the method: GET stands for it.");
            } else {
                method = "PUT";
                notes.add("The text does not name the method: PUT stands for it.");
            }
        }
        boolean include = check == Check.ALLOW_ORIGIN_WILDCARD || check == Check.ALLOW_CREDENTIALS;
        Call call;
        try {
            call = Call.fetch(origin == null ? UNKNOWN_ORIGIN : origin, method, url == null ? UNKNOWN_URL : url);
        } catch (IllegalArgumentException e) {
            throw new Failure("the text cannot be used: " + e.getMessage(), e);
        }
        call = call.withHeaders(headers)
                .withInitiator(initiator)
                .withCredentials(include ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN);
        String page = call.origin().toString();
        Response failing = failing(check, value, status, page);
        Response passing = Response.of(
                204,
                Headers.of(
                        "Access-Control-Allow-Origin", page,
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Allow-Methods", method));
        return new Evidence(
                engine,
                call,
                request -> check == Check.CONNECTION ? null : isPreflight(request) == preflight ? failing : passing,
                notes,
                List.of(),
                origin != null && url != null);
    }

    private static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
    }

    private static Response failing(Check check, String value, int status, String page) {
        List<Header> lines = new ArrayList<>();
        int code = status == 0 ? 200 : status;
        switch (check) {
            case ALLOW_ORIGIN_MISSING -> {
                return Response.of(code, Headers.EMPTY);
            }
            case ALLOW_ORIGIN_WILDCARD -> lines.add(new Header("Access-Control-Allow-Origin", "*"));
            case ALLOW_ORIGIN_MULTIPLE -> {
                if (value.isEmpty()) {
                    lines.add(new Header("Access-Control-Allow-Origin", page));
                    lines.add(new Header("Access-Control-Allow-Origin", page));
                } else {
                    lines.add(new Header("Access-Control-Allow-Origin", value));
                }
            }
            case ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                lines.add(new Header("Access-Control-Allow-Origin", value));
            case ALLOW_CREDENTIALS -> {
                lines.add(new Header("Access-Control-Allow-Origin", page));
                if (!value.isEmpty()) {
                    lines.add(new Header("Access-Control-Allow-Credentials", value));
                }
            }
            default -> {
                lines.add(new Header("Access-Control-Allow-Origin", page));
                lines.add(new Header("Access-Control-Allow-Credentials", "true"));
            }
        }
        switch (check) {
            case PREFLIGHT_STATUS -> code = status == 0 ? 403 : status;
            case PREFLIGHT_REDIRECT -> {
                code = 302;
                lines.add(new Header("Location", "/"));
            }
            case REDIRECT_CREDENTIALS -> {
                code = 302;
                lines.add(new Header("Location", "https://user:password@other.example/"));
            }
            case ALLOW_METHODS_SYNTAX ->
                lines.add(new Header("Access-Control-Allow-Methods", value.isEmpty() ? "\"PUT\"" : value));
            case ALLOW_HEADERS_SYNTAX -> {
                lines.add(new Header("Access-Control-Allow-Methods", "PUT"));
                lines.add(new Header("Access-Control-Allow-Headers", value.isEmpty() ? "\"x\"" : value));
            }
            default -> {}
        }
        return Response.of(code, Headers.of(lines));
    }
}
