package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.inferred;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.alb.LoadBalancerRule;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation.Format;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class LoadBalancerContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String SERVER = "Server: awselb/2.0";
    private static final String GUIDE = "Application Load Balancer guide: Lambda functions as targets";
    private static final String TROUBLE =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html";
    private static final String HEADERS =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html";
    private static final String TOKENS =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html";

    private static final String ALLOW_ORIGIN = "routing.http.response.access_control_allow_origin.header_value";
    private static final String ALLOW_METHODS = "routing.http.response.access_control_allow_methods.header_value";

    private static final String REFLECTING = "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\""
            + PAGE + "\",\"Access-Control-Allow-Credentials\":\"true\",\"Vary\":\"Origin\"},\"body\":\"ok\"}";

    /** Every origin, by the listener's attributes. */
    private static LoadBalancer.Builder sharing() {
        return LoadBalancer.builder().attribute(ALLOW_ORIGIN, "*").attribute(ALLOW_METHODS, "GET,PUT");
    }

    private static LoadBalancer.Builder validating() {
        return LoadBalancer.builder()
                .rule(LoadBalancerRule.forward("/a", target("a"))
                        .validating(LoadBalancerTokenValidation.of(
                                        "https://issuer.example", token -> token.endsWith(".good"))
                                .withClaim("scope", Format.SPACE_SEPARATED_VALUES, "read")));
    }

    private static ContractCase.Expected shared(ContractCase.Expected expected) {
        List<String> lines = new ArrayList<>(expected.lines());
        lines.add("Access-Control-Allow-Origin: *");
        lines.add("Access-Control-Allow-Methods: GET,PUT");
        return new ContractCase.Expected(expected.status(), expected.body(), lines);
    }

    private static Front single(LambdaFunction function) {
        return LoadBalancer.builder()
                .defaultTarget(LoadBalancerTarget.of(function))
                .build();
    }

    private static Front single(String json) {
        return single(CannedFunction.returning(json));
    }

    private static Front multi(String json) {
        return LoadBalancer.builder()
                .defaultTarget(
                        LoadBalancerTarget.of(CannedFunction.returning(json)).withMultiValueHeaders())
                .build();
    }

    private static <E extends Enum<E> & UnverifiedBehavior.Choice> Front choosing(E choice, String json) {
        return LoadBalancer.builder()
                .defaultTarget(LoadBalancerTarget.of(CannedFunction.returning(json)))
                .unverified(UnverifiedBehavior.defaults().with(choice))
                .build();
    }

    private static ContractCase.Expected page(int status, String phrase) {
        String title = (status + " " + phrase).trim();
        return response(
                status,
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n",
                SERVER,
                "Content-Type: text/html");
    }

    private static ContractCase.Expected sent(int status, String body, String... lines) {
        return response(status, body, S3BucketContractTest.with(Arrays.asList(lines), SERVER));
    }

    private static final ContractCase.Expected BAD_GATEWAY = page(502, "Bad Gateway");
    private static final ContractCase.Expected UNAUTHORIZED = page(401, "Authorization Required");

    /** A token with the claims of {@link #validating}, of which later ones replace earlier ones. */
    private static String token(String algorithm, String claims) {
        return "Bearer " + base64("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}") + "."
                + base64("{\"iss\":\"https://issuer.example\",\"exp\":4000000000,\"scope\":\"read write\"" + claims
                        + "}")
                + ".good";
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Responds to each request by the next front. */
    private record SequenceFront(Front first, Front second, AtomicInteger count) implements Front {
        SequenceFront(Front first, Front second) {
            this(first, second, new AtomicInteger());
        }

        @Override
        public AttributedResponse respond(Request request, RequestMetadata arrival) {
            return (count.getAndIncrement() % 2 == 0 ? first : second).respond(request, arrival);
        }
    }

    private static final String SHARED =
            "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"*\"}," + "\"body\":\"ok\"}";

    @Override
    public Contract contract() {
        return Contract.of("Load balancer")
                .behaviour(
                        "CORS",
                        documented("a preflight goes to the function like any request", GUIDE, single(SHARED))
                                .exchange(
                                        preflight("/", PAGE, "PUT"), sent(200, "ok", "Access-Control-Allow-Origin: *")),
                        documented(
                                        "without attributes errors are pages without CORS headers",
                                        TROUBLE,
                                        single(CannedFunction.failing()))
                                .exchange(get("/", "Origin", PAGE), BAD_GATEWAY))
                .behaviour(
                        "CORS by the listener's attributes",
                        documented(
                                        "the headers are on every response",
                                        HEADERS,
                                        sharing().defaultTarget(target("ok")).build())
                                .exchange(get("/"), shared(sent(200, "ok")))
                                .exchange(preflight("/", PAGE, "PUT"), shared(sent(200, "ok"))),
                        documented(
                                        "the function's own are replaced, so that * is combined with its credentials (C48)",
                                        HEADERS,
                                        sharing()
                                                .defaultTarget(
                                                        LoadBalancerTarget.of(CannedFunction.returning(REFLECTING)))
                                                .build())
                                .exchange(
                                        get("/", "Origin", PAGE),
                                        shared(sent(
                                                200, "ok", "Access-Control-Allow-Credentials: true", "Vary: Origin"))),
                        documented(
                                        "errors of the load balancer have them too, and so can be read",
                                        HEADERS,
                                        sharing()
                                                .defaultTarget(LoadBalancerTarget.of(CannedFunction.failing()))
                                                .build())
                                .exchange(get("/", "Origin", PAGE), shared(BAD_GATEWAY)),
                        documented(
                                        "a fixed response of a rule for OPTIONS is the response to preflights without the function",
                                        HEADERS,
                                        sharing()
                                                .rule(LoadBalancerRule.fixed(
                                                                "*",
                                                                new LoadBalancerFixedResponse(200, "text/plain", ""))
                                                        .forMethods("OPTIONS"))
                                                .defaultTarget(LoadBalancerTarget.of(CannedFunction.failing()))
                                                .build())
                                .exchange(
                                        preflight("/", PAGE, "PUT"), shared(sent(200, "", "Content-Type: text/plain"))),
                        documented(
                                        "the Server header can be left out",
                                        HEADERS,
                                        LoadBalancer.builder()
                                                .attribute("routing.http.response.server.enabled", "false")
                                                .defaultTarget(target("ok"))
                                                .build())
                                .exchange(get("/"), response(200, "ok")))
                .behaviour(
                        "Token validation",
                        documented(
                                        "a preflight has no token: a 401 without CORS headers (C49)",
                                        TROUBLE,
                                        validating()
                                                .defaultTarget(target("other"))
                                                .build())
                                .exchange(preflight("/a", PAGE, "GET"), page(401, "Authorization Required"))
                                .exchange(get("/b"), sent(200, "other")),
                        documented(
                                        "a valid token is forwarded, any other is a 401",
                                        TOKENS,
                                        validating()
                                                .defaultTarget(target("other"))
                                                .build())
                                .exchange(get("/a", "Authorization", token("RS256", "")), sent(200, "a"))
                                .exchange(
                                        get(
                                                "/a",
                                                "Authorization",
                                                token("RS256", "").substring(7)),
                                        UNAUTHORIZED)
                                .exchange(get("/a", "Authorization", "Basic x"), UNAUTHORIZED)
                                .exchange(get("/a", "Authorization", token("RS512", "")), UNAUTHORIZED)
                                .exchange(get("/a", "Authorization", token("RS256", "") + "x"), UNAUTHORIZED)
                                .exchange(
                                        get("/a", "Authorization", token("RS256", ",\"scope\":\"write\"")),
                                        UNAUTHORIZED)
                                .exchange(get("/a", "Authorization", token("RS256", ",\"exp\":1")), UNAUTHORIZED)
                                .exchange(get("/a", "Authorization", token("RS256", ",\"iss\":\"x\"")), UNAUTHORIZED),
                        inferred(
                                        "a rule for OPTIONS before it lets preflights through (C49, fixed)",
                                        TOKENS,
                                        LoadBalancer.builder()
                                                .rule(LoadBalancerRule.forward("/a", target("preflight"))
                                                        .forMethods("OPTIONS"))
                                                .rule(LoadBalancerRule.forward("/a", target("a"))
                                                        .validating(LoadBalancerTokenValidation.of(
                                                                "https://issuer.example", token -> true)))
                                                .defaultTarget(target("other"))
                                                .build())
                                .exchange(preflight("/a", PAGE, "GET"), sent(200, "preflight"))
                                .exchange(get("/a"), UNAUTHORIZED))
                .behaviour(
                        "Responses in single-value mode",
                        documented(
                                        "a status, headers and a body; Base64 is decoded",
                                        GUIDE,
                                        single(
                                                "{\"isBase64Encoded\":true,\"statusCode\":201,\"statusDescription\":\"201"
                                                        + " Created\",\"headers\":{\"X-A\":\"1\"},\"body\":\"aGk=\"}"))
                                .exchange(get("/"), sent(201, "hi", "X-A: 1")),
                        reported(
                                        "an extra key is passed over",
                                        "serverless-http#244",
                                        single(
                                                "{\"statusCode\":200,\"cookies\":[\"a=b\"],\"x\":{\"y\":[1]},\"body\":\"ok\"}"))
                                .exchange(get("/"), sent(200, "ok")),
                        reported(
                                        "a boolean as a header's value is a 502 (C20)",
                                        "lambda-api#117",
                                        single(
                                                "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Credentials\":true}}"))
                                .exchange(get("/", "Origin", PAGE), BAD_GATEWAY),
                        inferred(
                                        "a number as a header's value is a 502 (C20)",
                                        GUIDE + ": values are strings",
                                        single("{\"statusCode\":200,\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        reported(
                                        "headers that are null are a 502 (C20)",
                                        "aws-lambda-go-api-proxy#79",
                                        single("{\"statusCode\":200,\"headers\":null,\"multiValueHeaders\":{}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented(
                                        "multiValueHeaders next to headers are not read",
                                        GUIDE,
                                        single("{\"statusCode\":200,\"headers\":{\"X-A\":\"1\"},\"multiValueHeaders\":"
                                                + "{\"X-A\":[\"2\"],\"X-B\":[\"3\"]}}"))
                                .exchange(get("/"), sent(200, "", "X-A: 1")),
                        reported(
                                        "two spellings of one name are two lines (C45)",
                                        "the reference's C45",
                                        single("{\"statusCode\":200,\"headers\":{\"access-control-allow-origin\":\"*\","
                                                + "\"Access-Control-Allow-Origin\":\"https://a.example\"}}"))
                                .exchange(
                                        get("/", "Origin", PAGE),
                                        sent(
                                                200,
                                                "",
                                                "access-control-allow-origin: *",
                                                "Access-Control-Allow-Origin: https://a.example")),
                        unverified(
                                        "only multiValueHeaders: the response without headers",
                                        "no source: the choice LoadBalancerOtherMap.IGNORED",
                                        single(
                                                "{\"statusCode\":200,\"multiValueHeaders\":{\"X-A\":[\"1\"]},\"body\":\"ok\"}"))
                                .exchange(get("/"), sent(200, "ok")),
                        unverified(
                                        "only multiValueHeaders: a 502",
                                        "no source: the choice LoadBalancerOtherMap.MALFORMED",
                                        choosing(
                                                UnverifiedBehavior.LoadBalancerOtherMap.MALFORMED,
                                                "{\"statusCode\":200,\"multiValueHeaders\":{\"X-A\":[\"1\"]}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented("no statusCode is a 502", GUIDE, single("{\"body\":\"ok\"}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        reported(
                                        "statusCode 0, as AWS's event class has it unset, is a 502 (C19)",
                                        "aws-lambda-java-events 3.16",
                                        single("{\"statusCode\":0,\"isBase64Encoded\":false}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        reported(
                                        "a statusCode that is text is a 502",
                                        "apig-wsgi#52",
                                        single("{\"statusCode\":\"200\"}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        unverified("a statusCode below 200 is a 502", "no capture", single("{\"statusCode\":100}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        reported(
                                        "a body that is null is a 502, one that is left out is not",
                                        "aws-lambda-go#438",
                                        new SequenceFront(
                                                single("{\"statusCode\":200,\"body\":null}"),
                                                single("{\"statusCode\":200}")))
                                .exchange(get("/"), BAD_GATEWAY)
                                .exchange(get("/"), sent(200, "")),
                        inferred(
                                        "so is a statusDescription or an isBase64Encoded that is null",
                                        "aws-lambda-go#438, powertools-lambda-python#1248 and #4671",
                                        new SequenceFront(
                                                single("{\"statusCode\":200,\"statusDescription\":null}"),
                                                single("{\"statusCode\":200,\"isBase64Encoded\":null}")))
                                .exchange(get("/"), BAD_GATEWAY)
                                .exchange(get("/"), BAD_GATEWAY),
                        documented("a response that is not a JSON object is a 502", GUIDE, single("\"ok\""))
                                .exchange(get("/"), BAD_GATEWAY))
                .behaviour(
                        "Responses in multi-value mode",
                        documented(
                                        "values are lines of their own, their order not kept",
                                        GUIDE,
                                        multi(
                                                "{\"statusCode\":200,\"multiValueHeaders\":{\"Set-Cookie\":[\"a=1\",\"b=2\"]}}"))
                                .exchange(get("/"), sent(200, "", "Set-Cookie: b=2", "Set-Cookie: a=1")),
                        reported(
                                        "headers go missing that are not in multiValueHeaders (C20)",
                                        "serverless-http#283",
                                        multi(SHARED))
                                .exchange(get("/", "Origin", PAGE), sent(200, "ok")),
                        documented(
                                        "a value that is not an array is a 502",
                                        GUIDE,
                                        multi("{\"statusCode\":200,\"multiValueHeaders\":{\"X-A\":\"1\"}}"))
                                .exchange(get("/"), BAD_GATEWAY))
                .behaviour(
                        "Limits and errors",
                        documented("a body over 1 MB is a 413", GUIDE, single("{\"statusCode\":200}"))
                                .exchange(
                                        request("POST", "/").withBody(Body.of(new byte[1024 * 1024 + 1])),
                                        page(413, "Request Entity Too Large"))
                                .exchange(request("POST", "/").withBody(Body.of(new byte[1024 * 1024])), sent(200, "")),
                        documented(
                                        "a response over 1 MB is a 502",
                                        TROUBLE,
                                        single("{\"statusCode\":200,\"body\":\"" + "x".repeat(1024 * 1024) + "\"}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented(
                                        "a function that does not respond within its timeout is a 502",
                                        TROUBLE,
                                        single(CannedFunction.hanging()))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented(
                                        "a response header over 32 KB is a 502",
                                        TROUBLE,
                                        single("{\"statusCode\":200," + "\"headers\":{\"x-a\":\""
                                                + "a".repeat(32 * 1024) + "\"}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented("TRACE is a 405", TROUBLE, single("{\"statusCode\":200}"))
                                .exchange(request("TRACE", "/"), page(405, "Method Not Allowed")),
                        documented(
                                        "more than 30 addresses in X-Forwarded-For are a 463",
                                        TROUBLE,
                                        single("{\"statusCode\":200}"))
                                .exchange(get("/", "X-Forwarded-For", "a" + ",a".repeat(29)), sent(200, ""))
                                .exchange(get("/", "X-Forwarded-For", "a" + ",a".repeat(30)), page(463, "")),
                        inferred(
                                        "a streamed response is a 502",
                                        GUIDE + ": JSON is all that is read",
                                        single(LambdaFunction.of(
                                                "orders",
                                                event -> new InvocationResult.Streamed(null, new byte[] {1}))))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented(
                                        "a group without a function is a 503",
                                        TROUBLE,
                                        LoadBalancer.builder()
                                                .defaultTarget(new LoadBalancerTarget("empty", null, false))
                                                .build())
                                .exchange(get("/"), page(503, "Service Temporarily Unavailable")),
                        documented("a WebSocket is a 400", GUIDE, single("{\"statusCode\":200}"))
                                .exchange(
                                        get("/", "Connection", "Upgrade", "Upgrade", "websocket"),
                                        page(400, "Bad Request")))
                .behaviour(
                        "Rules",
                        documented(
                                        "the first rule whose pattern fits the path decides, then the default",
                                        "Application Load Balancer guide: path conditions",
                                        LoadBalancer.builder()
                                                .rule("/api/?", target("one"))
                                                .rule("/api/*", target("many"))
                                                .rule("*.png", target("image"))
                                                .defaultResponse(404, "text/plain", "none")
                                                .build())
                                .exchange(get("/api/1"), sent(200, "one"))
                                .exchange(get("/api/12?x=/api/1"), sent(200, "many"))
                                .exchange(get("/a/b.png"), sent(200, "image"))
                                .exchange(get("/API/1"), sent(404, "none", "Content-Type: text/plain")))
                .refuses(
                        "a listener has a default action",
                        DOCUMENTED,
                        "Elastic Load Balancing API reference: CreateListener",
                        "A listener has a default action",
                        () -> LoadBalancer.builder().build())
                .refuses(
                        "a path pattern has certain characters",
                        DOCUMENTED,
                        "Application Load Balancer guide: path conditions",
                        "Condition value '/a b' contains a character that is not valid",
                        () -> LoadBalancer.builder().rule("/a b", target("x")))
                .refuses(
                        "an attribute is one of AWS's",
                        DOCUMENTED,
                        HEADERS,
                        "Listener attribute key 'routing.http.response.vary.header_value' is not recognized",
                        () -> LoadBalancer.builder().attribute("routing.http.response.vary.header_value", "Origin"))
                .refuses(
                        "an attribute's value has at most 1,024 bytes",
                        DOCUMENTED,
                        HEADERS,
                        "The value of the attribute '" + ALLOW_ORIGIN + "' is too long",
                        () -> LoadBalancer.builder().attribute(ALLOW_ORIGIN, "a".repeat(1025)))
                .refuses(
                        "a validation has at most 10 additional claims",
                        DOCUMENTED,
                        TOKENS,
                        "The number of additional claims is limited to 10",
                        () -> new LoadBalancerTokenValidation(
                                "i",
                                token -> true,
                                Collections.nCopies(
                                        11,
                                        new LoadBalancerTokenValidation.Claim(
                                                "a", Format.SINGLE_STRING, List.of("b")))))
                .refuses(
                        "a fixed response is 2XX, 4XX or 5XX",
                        DOCUMENTED,
                        "Elastic Load Balancing API reference: FixedResponseActionConfig",
                        "The status code of a fixed response is 2XX, 4XX or 5XX",
                        () -> LoadBalancer.builder().defaultResponse(302, "text/plain", ""));
    }

    private static LoadBalancerTarget target(String body) {
        return LoadBalancerTarget.of(CannedFunction.returning("{\"statusCode\":200,\"body\":\"" + body + "\"}"));
    }
}
