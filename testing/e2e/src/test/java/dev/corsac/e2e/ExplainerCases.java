package dev.corsac.e2e;

import dev.corsac.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inputs for the explainer, and what the Java command makes of them. */
final class ExplainerCases {

    private static final Pattern SENTENCE = Pattern.compile("- (?:Chrome, Edge|Firefox|Safari): `(.*)`");

    private static final String CHROME =
            "Access to fetch at 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/orders'"
                    + " from origin 'https://shop.example.com' has been blocked by CORS policy: ";

    /** What people paste, each with a form of its own. */
    private static final List<String> PASTES = List.of(
            "",
            "\uFEFF  \n",
            "It does not work",
            "{\"message\": \"Forbidden\"}",
            "{\"log\": {\"entries\": [\n",
            "[1, 2",
            "HTTP/1.1 200 OK",
            CHROME + "No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
                    + "app.js:12 PUT https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/orders?token=s3cret net::ERR_FAILED 502"
                    + " (Bad Gateway)",
            "> " + CHROME
                    + "Response to preflight request doesn’t pass access control check: It does not have\n> HTTP ok status.",
            "Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen"
                    + " Ressource auf https://api.example.com/käse. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt)."
                    + " Statuscode: 403.",
            "クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、https://api.example.com/x にあるリモートリソースの読み込みは拒否されます"
                    + " (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’ が足りない)。状態コード: 404",
            "Uncaught (in promise) TypeError: Failed to fetch 😀 \u202e\u0007",
            "curl: (60) SSL certificate problem: unable to get local issuer certificate",
            "HTTP/2 200 \r\naccess-control-allow-origin: https://shop.example.com/\r\nset-cookie: sid=abc; Secure\r\n\r\n<html>",
            """
            > OPTIONS /prod/orders HTTP/2
            > Host: a1b2c3.execute-api.eu-west-1.amazonaws.com
            > Origin: https://shop.example.com
            > Access-Control-Request-Method: PUT
            > Access-Control-Request-Headers: authorization,x-api-key
            >
            < HTTP/2 403
            < x-amzn-ErrorType: MissingAuthenticationTokenException
            < x-amz-apigw-id: AbCdEf=
            <
            {"message":"Missing Authentication Token"}
            """,
            """
            curl 'https://api.example.com/cart?session=abcdef' -X 'PUT' -H 'origin: https://shop.example.com' \\
              -H 'authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln' --data-raw '{"a":1}'
            """,
            "await fetch(\"https://api.example.com/cart\", {\"credentials\": \"include\", \"headers\": {\"X-Api-Key\": \"k\"},"
                    + " \"method\": \"PATCH\", \"mode\": \"cors\"});",
            """
            Request URL
            https://api.example.com/cart
            Request Method
            GET
            Status Code
            200 OK
            access-control-allow-origin
            *
            origin
            https://shop.example.com
            cookie
            sid=1
            """);

    /** A case. */
    record Case(List<String> arguments, String input) {}

    /** What a run printed, and its exit code. */
    record Result(int exit, String out, String err) {}

    private ExplainerCases() {}

    static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String text : texts()) {
            cases.add(new Case(List.of("--format", "json"), text));
        }
        for (String text : PASTES) {
            cases.add(new Case(List.of(), text));
            cases.add(new Case(
                    List.of(
                            "--all",
                            "--origin=https://shop.example.com",
                            "--url",
                            "https://api.example.com/x",
                            "--credentials",
                            "include",
                            "--method",
                            "patch",
                            "--form",
                            "terraform",
                            "--browser",
                            "Firefox"),
                    text));
        }
        for (String har : hars()) {
            cases.add(new Case(List.of("-"), har));
            cases.add(new Case(List.of("--url", "/cart", "--format", "JSON", "--engine", "webkit"), har));
        }
        for (String[] wrong : new String[][] {
            {"--nothing"},
            {"--url"},
            {"--url", "--all"},
            {"--engine", "opera"},
            {"--format", "xml"},
            {"--credentials", "maybe"},
            {"--form", "perl"},
            {"--url", "a", "--url", "b"},
            {"--console", "Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200"},
        }) {
            cases.add(new Case(List.of(wrong), ""));
        }
        return cases;
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>(PASTES);
        for (String line : Files.readAllLines(CorsacUp.REPOSITORY.resolve("docs/errors.md"))) {
            Matcher sentence = SENTENCE.matcher(line);
            if (sentence.matches()) {
                texts.add(sentence.group(1));
            }
        }
        return texts;
    }

    /** As Chrome, Firefox and Safari write them; the last has many calls. */
    private static List<String> hars() {
        String url = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/cart?signature=0123456789abcdef";
        String preflight = entry(
                "OPTIONS",
                url,
                403,
                "Origin: https://shop.example.com|Access-Control-Request-Method: PUT",
                "content-type: text/html|set-cookie: a=secret");
        String call = entry(
                "GET",
                url,
                200,
                "Origin: https://shop.example.com|Cookie: sid=secret",
                "Access-Control-Allow-Origin: *|Set-Cookie: a=secret; SameSite=Lax");
        StringBuilder many = new StringBuilder(call);
        for (int i = 0; i < 60; i++) {
            many.append(',')
                    .append(entry(
                            "GET",
                            "https://api.example.com/" + i,
                            i % 2 == 0 ? 200 : 500,
                            "Origin: https://shop.example.com",
                            i % 3 == 0 ? "Access-Control-Allow-Origin: *" : "x: y"));
        }
        return List.of(
                har("WebInspector", entry("PUT", url, 0, "referer: https://shop.example.com/", "") + "," + preflight),
                har("Firefox", call),
                har(
                        "WebKit Web Inspector",
                        entry("POST", url, 500, "Origin: https://shop.example.com", "") + "," + preflight),
                har("Charles Proxy", many.toString()),
                har("Firefox", ""));
    }

    private static String har(String creator, String entries) {
        return "{\"log\": {\"version\": \"1.2\", \"creator\": {\"name\": \"" + creator
                + "\", \"version\": \"1\"}, \"entries\": [" + entries + "]}}";
    }

    private static String entry(String method, String url, int status, String request, String response) {
        return "{\"startedDateTime\": \"2026-11-20T10:00:00." + (100 + method.length())
                + "+01:00\", \"time\": 12.75, \"request\":"
                + " {\"method\": \"" + method + "\", \"url\": \"" + url + "\", \"headers\": [" + headers(request)
                + "]}, \"response\": {\"status\": " + status + ", \"headers\": [" + headers(response)
                + "], \"content\": {}}}";
    }

    private static String headers(String lines) {
        List<String> headers = new ArrayList<>();
        for (String line : lines.isEmpty() ? new String[0] : lines.split("\\|")) {
            int colon = line.indexOf(": ");
            headers.add("{\"name\": \"" + line.substring(0, colon) + "\", \"value\": \"" + line.substring(colon + 2)
                    + "\"}");
        }
        return String.join(",", headers);
    }

    /** Runs the Java command. */
    static Result java(Case run) {
        List<String> arguments = new ArrayList<>(List.of("explain"));
        arguments.addAll(run.arguments());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments.toArray(new String[0]),
                new ByteArrayInputStream(run.input().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
