package dev.corsac.test;

import dev.corsac.browser.Outcome;
import dev.corsac.check.Finding;
import dev.corsac.check.Probe;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.StatedCall;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A call of a page, with assertions about what each browser lets its script read. An assertion that fails throws an {@link
 * AssertionError} with the diagnosis: the browser's own sentence, the component in charge, its place in the template and the fix.
 * Immutable; safe for use by several threads as far as the deployment's functions are.
 */
public final class TestCall {

    private final Probe probe;
    private final String page;
    private final String method;
    private final String url;
    private final @Nullable String front;
    private final Map<String, String> headers;
    private final boolean body;
    private final boolean credentials;
    private final List<String> reads;

    TestCall(
            Probe probe,
            String page,
            String method,
            String url,
            @Nullable String front,
            Map<String, String> headers,
            boolean body,
            boolean credentials,
            List<String> reads) {
        this.probe = probe;
        this.page = page;
        this.method = method;
        this.url = url;
        this.front = front;
        this.headers = headers;
        this.body = body;
        this.credentials = credentials;
        this.reads = reads;
    }

    /**
     * Returns the call at one front, where several have the path.
     *
     * @param id the front's name in the template
     */
    public TestCall at(String id) {
        return new TestCall(probe, page, method, url, id, headers, body, credentials, reads);
    }

    /** Returns the call with a header that the script sets. */
    public TestCall withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TestCall(probe, page, method, url, front, more, body, credentials, reads);
    }

    /** Returns the call with a body of JSON, and the header {@code Content-Type: application/json}. */
    public TestCall withJson() {
        TestCall json = withHeader("Content-Type", "application/json");
        return new TestCall(probe, page, method, url, front, json.headers, true, credentials, reads);
    }

    /** Returns the call with {@code credentials: "include"}. */
    public TestCall withCredentials() {
        return new TestCall(probe, page, method, url, front, headers, body, true, reads);
    }

    /** Asserts that the script gets the response in every browser. */
    public TestCall isReadable() {
        return isReadableIn(TestBrowser.values());
    }

    /** Asserts that the script gets the response in these browsers. */
    public TestCall isReadableIn(TestBrowser... browsers) {
        return in(
                browsers,
                (browser, outcome) -> outcome.result() == EngineOutcome.Result.ALLOWED
                        ? null
                        : outcome.result() == EngineOutcome.Result.BLOCKED
                                ? browser + " blocks it"
                                : "it is unknown whether " + browser + " blocks it");
    }

    /** Asserts that the script gets a response of that status in every browser. */
    public TestCall hasStatus(int status) {
        isReadable();
        return in(TestBrowser.values(), (browser, outcome) -> {
            boolean same = outcome.model() instanceof Outcome.Allowed allowed && allowed.status() == status;
            return same
                    ? null
                    : "the status in " + browser + " is "
                            + (outcome.model() instanceof Outcome.Allowed allowed ? allowed.status() : "unknown")
                            + " instead of " + status;
        });
    }

    /** Asserts that the script can read a header of the response in every browser. */
    public TestCall canRead(String header) {
        isReadable();
        String name = header.toLowerCase(Locale.ROOT);
        return in(TestBrowser.values(), (browser, outcome) -> {
            boolean readable = outcome.model() instanceof Outcome.Allowed allowed
                    && allowed.readableHeaders().contains(name);
            return readable
                    ? null
                    : "the script cannot read " + header + " in " + browser
                            + ": the response does not have it, or Access-Control-Expose-Headers does not list it";
        });
    }

    /** Asserts that every browser keeps the response from the script, or does not send the call. */
    public TestCall isBlocked() {
        return isBlockedIn(TestBrowser.values());
    }

    /** Asserts that these browsers keep the response from the script, or do not send the call. */
    public TestCall isBlockedIn(TestBrowser... browsers) {
        return in(
                browsers,
                (browser, outcome) -> outcome.result() == EngineOutcome.Result.BLOCKED
                        ? null
                        : outcome.result() == EngineOutcome.Result.ALLOWED
                                ? browser + " lets the script read it"
                                : "it is unknown whether " + browser + " blocks it");
    }

    private TestCall in(TestBrowser[] browsers, BiFunction<TestBrowser, EngineOutcome, @Nullable String> wrong) {
        List<Probe.Result> results;
        // One call after the other: pages of one deployment share what calls go through.
        synchronized (probe) {
            results =
                    probe.call(new StatedCall(page, method, url, front, headers, body, credentials, reads, Place.NONE));
        }
        if (results.isEmpty()) {
            throw new AssertionError(method + " " + url + " of " + page
                    + ": no API of the deployment has that path, or the page has the same origin");
        }
        for (Probe.Result result : results) {
            for (TestBrowser browser : browsers) {
                EngineOutcome outcome = result.checked().engines().get(browser.engine());
                String problem = outcome == null ? null : wrong.apply(browser, outcome);
                if (problem != null && outcome != null) {
                    throw new AssertionError(text(result, browser, outcome, problem));
                }
            }
        }
        return this;
    }

    private static String text(Probe.Result result, TestBrowser browser, EngineOutcome outcome, String problem) {
        StringBuilder text = new StringBuilder(result.checked().call().describe())
                .append(": ")
                .append(problem);
        for (String console : outcome.console()) {
            text.append("\n  ").append(console);
        }
        Finding finding = result.finding();
        if (finding != null) {
            text.append("\n  ").append(finding.line());
            for (Fix fix :
                    finding.fixes().subList(0, Math.min(1, finding.fixes().size()))) {
                text.append("\n  fix (").append(fix.form().title()).append("):");
                fix.text().lines().forEach(line -> text.append("\n    ").append(line));
            }
        } else {
            text.append("\n  ").append(result.checked().sentences().get(browser.engine()));
        }
        for (String unknown : result.checked().dependsOn()) {
            text.append("\n  unknown: ").append(unknown);
        }
        return text.toString();
    }
}
