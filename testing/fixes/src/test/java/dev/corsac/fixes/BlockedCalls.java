package dev.corsac.fixes;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Server;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.InputPlace;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;

/** Calls that are blocked for all kinds of reasons, at all kinds of hosts, and their diagnoses. */
final class BlockedCalls {

    static final String REST_API = "https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/orders";
    static final String HTTP_API = "https://h1b2c3.execute-api.eu-west-1.amazonaws.com/orders";
    static final String FUNCTION_URL = "https://abc.lambda-url.eu-west-1.on.aws/orders";
    static final String BUCKET = "https://bucket.s3.eu-west-1.amazonaws.com/orders";
    static final String LOAD_BALANCER = "https://orders-1.eu-west-1.elb.amazonaws.com/orders";
    static final String DISTRIBUTION = "https://d111.cloudfront.net/orders";
    static final String SERVER = "https://api.example.com/orders";

    /**
     * A call with its diagnosis.
     *
     * @param others calls of the same page that pass today, or would with the same fix: it must not lose them
     */
    record Blocked(Call call, Diagnosis diagnosis, List<Call> others) {

        @Override
        public String toString() {
            return call.method() + " " + call.url() + " from " + call.origin() + ": " + diagnosis.code();
        }
    }

    private BlockedCalls() {}

    static List<Blocked> all() {
        List<Blocked> all = new ArrayList<>();
        for (String url : List.of(REST_API, HTTP_API, FUNCTION_URL, BUCKET, LOAD_BALANCER, DISTRIBUTION, SERVER)) {
            for (String page : List.of(
                    "https://shop.example.com",
                    "http://localhost:5173",
                    "http://my-site.s3-website.eu-west-1.amazonaws.com")) {
                for (CredentialsMode mode : List.of(CredentialsMode.SAME_ORIGIN, CredentialsMode.INCLUDE)) {
                    add(all, page, url, mode);
                }
            }
        }
        return all;
    }

    private static void add(List<Blocked> all, String page, String url, CredentialsMode mode) {
        Call get = Call.fetch(page, "GET", url).withCredentials(mode);
        Call put = Call.fetch(page, "PUT", url).withCredentials(mode);
        Call delete = Call.fetch(page, "DELETE", url).withCredentials(mode);
        Call post = Call.fetch(page, "POST", url).withCredentials(mode);
        Call json = post.withHeaders(Headers.of("Content-Type", "application/json"));
        Call token = put.withHeaders(Headers.of("Authorization", "Bearer x", "X-Api-Key", "k"));
        add(all, get, List.of(post), response(200), response(200));
        add(all, token, List.of(get, post), response(200), response(200));
        add(
                all,
                get,
                List.of(post),
                response(200),
                response(200, "Access-Control-Allow-Origin", "https://old.example"));
        add(all, put, List.of(get, post), response(403), response(200));
        add(all, put, List.of(get, post), response(401), response(200));
        add(all, get, List.of(), response(200), response(401));
        // What is allowed already stays allowed.
        add(
                all,
                put,
                List.of(get, post, delete, json),
                allowing(page, "DELETE", "content-type"),
                allowing(page, "DELETE", "content-type"));
        add(
                all,
                delete.withHeaders(Headers.of("X-Trace", "1")),
                List.of(get, delete, json),
                allowing(page, "DELETE", "content-type"),
                allowing(page, "DELETE", "content-type"));
        if (mode == CredentialsMode.INCLUDE) {
            Response any = response(200, "Access-Control-Allow-Origin", "*");
            add(all, get, List.of(post, get.withCredentials(CredentialsMode.SAME_ORIGIN)), any, any);
            Response without = response(200, "Access-Control-Allow-Origin", page);
            add(all, json, List.of(get, post, json.withCredentials(CredentialsMode.SAME_ORIGIN)), without, without);
        }
    }

    private static Response response(int status, String... headers) {
        return Response.of(status, Headers.of(headers));
    }

    private static Response allowing(String page, String methods, String headers) {
        return response(
                200,
                "Access-Control-Allow-Origin",
                page,
                "Access-Control-Allow-Credentials",
                "true",
                "Access-Control-Allow-Methods",
                methods,
                "Access-Control-Allow-Headers",
                headers);
    }

    private static void add(List<Blocked> all, Call call, List<Call> others, Response preflight, Response actual) {
        Outcome outcome = Browser.of(Engine.CHROMIUM)
                .fetch(call, request -> request.headers().has("Access-Control-Request-Method") ? preflight : actual);
        if (!(outcome instanceof Outcome.Blocked)) {
            throw new IllegalStateException(call + " is not blocked");
        }
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (Exchange each : outcome.exchanges()) {
            Response response = each.response();
            Headers headers = response == null ? Headers.EMPTY : response.headers();
            if (call.url().toString().equals(HTTP_API)) {
                headers = headers.plus("apigw-requestid", "x");
            }
            exchanges.add(new RecordedExchange(
                    each.request().method(),
                    each.request().url().toString(),
                    each.request().headers(),
                    response == null ? 0 : response.status(),
                    headers,
                    ""));
        }
        RecordedCall recorded = RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace("test.har", 0, 0))
                .engine(Engine.CHROMIUM)
                .initiator(call.initiator())
                .page(call.origin().toString())
                .method(call.method())
                .url(call.url().toString())
                .credentials(call.credentials())
                .requestHeaders(call.headers())
                .exchanges(exchanges)
                .build();
        all.add(new Blocked(call, Diagnoser.diagnose(recorded, host -> host), others));
    }

    /** The calls that this server blocks in one of the engines. */
    static List<String> blocked(Blocked blocked, Server server) {
        List<Call> calls = new ArrayList<>(blocked.others());
        calls.add(blocked.call());
        List<String> found = new ArrayList<>();
        for (Call call : calls) {
            for (Engine engine : Engine.values()) {
                if (Browser.of(engine).fetch(call, server) instanceof Outcome.Blocked outcome) {
                    found.add(blocked + ": " + call.method() + " in " + engine + ": " + Diagnoser.sentence(outcome));
                }
            }
        }
        return found;
    }
}
