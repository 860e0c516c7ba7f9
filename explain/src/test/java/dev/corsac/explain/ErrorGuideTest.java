package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.AddressSpace;
import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CorsError;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.LocalNetworkAccess;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.RedirectMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The page "Read a CORS error": its text is what the model states about one example for each error. {@code -Dcorsac.docs=write}
 * writes it again.
 */
class ErrorGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    static final String SHOP = "https://shop.example.com";
    private static final String API = "https://api.example.com/cart";

    /** A call that meets the error, and how the server responds to its preflight and to itself. */
    record Example(
            Call call,
            @Nullable Response preflight,
            @Nullable Response actual) {

        Outcome in(Engine engine) {
            return Browser.of(engine)
                    .fetch(
                            call,
                            request -> request.headers().has("Access-Control-Request-Method") ? preflight : actual);
        }
    }

    @Test
    void the_page_says_what_the_model_says() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dcorsac.docs=write and commit the page").hasContent(page);
    }

    @Test
    void every_error_of_chromium_has_an_entry() {
        Set<CorsError> documented = EnumSet.noneOf(CorsError.class);
        for (Example example : examples().values()) {
            if (example.in(Engine.CHROMIUM) instanceof Outcome.Blocked blocked
                    && blocked.failure().corsError() != null) {
                documented.add(blocked.failure().corsError());
            }
        }
        documented.add(CorsError.INSECURE_LOCAL_NETWORK);
        documented.add(CorsError.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(documented))).isEmpty();
    }

    @Test
    void every_check_is_met_by_an_example() {
        Set<Check> met = EnumSet.noneOf(Check.class);
        for (Example example : examples().values()) {
            for (Engine engine : Engine.values()) {
                if (example.in(engine) instanceof Outcome.Blocked blocked) {
                    met.add(blocked.failure().check());
                }
            }
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(met))).isEmpty();
    }

    static Map<String, Example> examples() {
        Map<String, Example> examples = new LinkedHashMap<>();
        Call get = Call.fetch(SHOP, "GET", API);
        Call put = Call.fetch(SHOP, "PUT", API);
        Call cookie = get.withCredentials(CredentialsMode.INCLUDE);
        Call putCookie = put.withCredentials(CredentialsMode.INCLUDE);
        Response allowed = response(204, "Access-Control-Allow-Origin", SHOP, "Access-Control-Allow-Methods", "PUT");
        actual(examples, CorsError.MISSING_ALLOW_ORIGIN_HEADER, get, response(200));
        actual(examples, CorsError.WILDCARD_ORIGIN_NOT_ALLOWED, cookie, origin("*"));
        actual(examples, CorsError.MULTIPLE_ALLOW_ORIGIN_VALUES, get, origin("*, " + SHOP));
        actual(examples, CorsError.INVALID_ALLOW_ORIGIN_VALUE, get, origin("shop.example.com"));
        actual(examples, CorsError.ALLOW_ORIGIN_MISMATCH, get, origin(SHOP + "/"));
        actual(examples, CorsError.INVALID_ALLOW_CREDENTIALS, cookie, origin(SHOP));
        preflight(examples, CorsError.PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER, put, response(200));
        preflight(examples, CorsError.PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED, putCookie, origin("*"));
        preflight(examples, CorsError.PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES, put, origin(SHOP + ", " + SHOP));
        preflight(examples, CorsError.PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE, put, origin("https://"));
        preflight(examples, CorsError.PREFLIGHT_ALLOW_ORIGIN_MISMATCH, put, origin("http://shop.example.com"));
        preflight(examples, CorsError.PREFLIGHT_INVALID_ALLOW_CREDENTIALS, putCookie, origin(SHOP));
        preflight(
                examples, CorsError.PREFLIGHT_INVALID_STATUS, put, response(403, "Access-Control-Allow-Origin", SHOP));
        preflight(
                examples,
                CorsError.PREFLIGHT_DISALLOWED_REDIRECT,
                put,
                response(301, "Access-Control-Allow-Origin", SHOP, "Location", API + "/"));
        preflight(
                examples,
                CorsError.INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE,
                put,
                response(204, "Access-Control-Allow-Origin", SHOP, "Access-Control-Allow-Methods", "\"PUT\""));
        preflight(
                examples,
                CorsError.INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE,
                put,
                allowed.withHeaders(allowed.headers().plus("Access-Control-Allow-Headers", "X-A; X-B")));
        preflight(examples, CorsError.METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE, Call.fetch(SHOP, "PATCH", API), allowed);
        preflight(
                examples,
                CorsError.HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE,
                put.withHeaders(Headers.of("Authorization", "Bearer …")),
                allowed);
        actual(
                examples,
                CorsError.REDIRECT_CONTAINS_CREDENTIALS,
                get,
                response(
                        302,
                        "Access-Control-Allow-Origin",
                        SHOP,
                        "Location",
                        "https://user:password@api.example.com/"));
        actual(examples, CorsError.DISALLOWED_BY_MODE, get.withMode(RequestMode.SAME_ORIGIN), response(200));
        actual(
                examples,
                CorsError.NO_CORS_REDIRECT_MODE_NOT_FOLLOW,
                get.withMode(RequestMode.NO_CORS).withRedirect(RedirectMode.ERROR),
                response(200));
        actual(
                examples,
                CorsError.CORS_DISABLED_SCHEME,
                Call.fetch(SHOP, "GET", "ftp://api.example.com/cart"),
                response(200));
        examples.put("Mixed content", new Example(Call.fetch(SHOP, "GET", "http://api.example.com/cart"), null, null));
        examples.put("No response", new Example(get, null, null));
        examples.put("A forbidden method", new Example(Call.fetch(SHOP, "TRACE", API), null, null));
        examples.put("A method that no-cors has not", new Example(put.withMode(RequestMode.NO_CORS), null, null));
        examples.put("A body where there is none", new Example(get.withBody(dev.corsac.http.Body.of("x")), null, null));
        examples.put("A redirect that was not wanted", redirect(get.withRedirect(RedirectMode.ERROR), API + "/"));
        examples.put("A redirect to an invalid URL", redirect(get, "https://"));
        examples.put("A redirect to another scheme", redirect(get, "ftp://api.example.com/"));
        examples.put("Too many redirects", redirect(get, API));
        return examples;
    }

    private static Example redirect(Call call, String location) {
        return new Example(call, null, response(302, "Access-Control-Allow-Origin", SHOP, "Location", location));
    }

    private static void actual(Map<String, Example> examples, CorsError error, Call call, Response actual) {
        examples.put(error.toString(), new Example(call, null, actual));
    }

    private static void preflight(Map<String, Example> examples, CorsError error, Call call, Response preflight) {
        examples.put(error.toString(), new Example(call, preflight, response(200)));
    }

    private static Response origin(String value) {
        return response(200, "Access-Control-Allow-Origin", value);
    }

    private static Response response(int status, String... headers) {
        return Response.of(status, Headers.of(headers));
    }

    private static String page() {
        List<String> text = new ArrayList<>();
        text.add("""
                # Read a CORS error

                One entry for each way in which a browser blocks a call, under the name that Chromium's developer tools give it.
                Look for the sentence that your console shows; the names and values in it will differ. In the examples the page
                is `https://shop.example.com` and it calls `https://api.example.com/cart`.

                [`corsac explain`](explain.md) finds the entry for you and names the component in charge: paste the sentence, or
                give it a HAR file saved from the Network panel or what `curl -i` printed.
                """.stripTrailing());
        boolean others = false;
        for (Map.Entry<String, Example> each : examples().entrySet()) {
            if (each.getKey().equals("Mixed content")) {
                localNetwork(text);
                text.add("\n# Not CORS, but reported like it");
                others = true;
            }
            text.add("\n## " + each.getKey());
            Outcome.Blocked blocked = (Outcome.Blocked) each.getValue().in(Engine.CHROMIUM);
            assertThat(others
                            || each.getKey()
                                    .equals(String.valueOf(blocked.failure().corsError())))
                    .as(each.getKey())
                    .isTrue();
            Situation situation = Situation.of(blocked, "", true);
            text.add("");
            text.add(Diagnoser.sentence(blocked));
            text.add("");
            for (Engine engine : Engine.values()) {
                String browser = switch (engine) {
                    case CHROMIUM -> "Chrome, Edge";
                    case FIREFOX -> "Firefox";
                    case WEBKIT -> "Safari";
                };
                for (String sentence :
                        ConsoleText.of((Outcome.Blocked) each.getValue().in(engine))) {
                    text.add("- " + browser + ": `" + sentence + "`");
                }
            }
            fix(text, situation);
            text.add("\nThe code in JSON is `" + situation.code() + "`. Decided by ["
                    + blocked.failure().check().step() + "]("
                    + blocked.failure().check().specification() + ").");
        }
        return String.join("\n", text) + "\n";
    }

    private static void fix(List<String> text, Situation situation) {
        List<Cause> causes = Causes.of(situation, ComponentInCharge.Kind.SERVER);
        Needs needs = Needs.of(situation);
        List<Fix> fixes = Fixes.of(situation, ComponentInCharge.Kind.SERVER, causes, needs, FormChoice.NONE);
        if (!causes.isEmpty()) {
            text.add("\n**Causes.** The most frequent first:\n");
            for (int i = 0; i < causes.size(); i++) {
                text.add((i + 1) + ". " + causes.get(i).text());
            }
        }
        boolean first = true;
        for (Fix fix : fixes) {
            boolean prose = fix.form() == FixForm.STEPS || fix.form() == FixForm.PAGE;
            String language = switch (fix.form()) {
                case HEADERS -> "http";
                case CORSAC -> "java";
                default -> "";
            };
            if (prose && fix.text().indexOf('\n') < 0 && !fix.text().contains("fetch(")) {
                text.add("\n**Fix.** " + fix.text());
            } else if (prose) {
                text.add("\n**Fix.**\n\n```text\n" + fix.text() + "\n```");
            } else if (!language.isEmpty()) {
                text.add("\n" + (first ? "**Fix.** " : "") + fix.form().title() + ":\n\n```" + language + "\n"
                        + fix.text() + "\n```");
            } else {
                continue;
            }
            first = false;
        }
    }

    private static void localNetwork(List<String> text) {
        for (String page : List.of("http://shop.example.com", SHOP)) {
            LocalNetworkAccess access = LocalNetworkAccess.of(
                    Engine.CHROMIUM,
                    Call.fetch(page, "GET", "http://printer.example.com/"),
                    AddressSpace.PUBLIC,
                    AddressSpace.LOCAL);
            text.add("\n## " + access.error());
            text.add("");
            text.add(
                    access.result() == LocalNetworkAccess.Result.NEEDS_PERMISSION
                            ? "A page from a public address calls a server in the local network. The browser asks its user for"
                                    + " permission, which was denied or never given."
                            : "A page from a public address that was loaded over http calls a server in the local network."
                                    + " Browsers allow that from https pages only.");
            text.add("");
            access.console().forEach(sentence -> text.add("- Chrome, Edge: `" + sentence + "`"));
            text.add("");
            text.add(
                    access.result() == LocalNetworkAccess.Result.NEEDS_PERMISSION
                            ? "**Fix.** Let the user grant the permission, or serve the page and the server from one network. No"
                                    + " response header changes it."
                            : "**Fix.** Serve the page over https: the browser then asks its user. No response header changes it.");
            text.add("\nDecided by [Local Network Access](https://wicg.github.io/local-network-access/).");
        }
    }
}
