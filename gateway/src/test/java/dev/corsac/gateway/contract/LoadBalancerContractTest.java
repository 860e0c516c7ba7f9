package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.answer;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.open;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.http.Body;
import java.util.Arrays;

class LoadBalancerContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String SERVER = "Server: awselb/2.0";
    private static final String GUIDE = "Application Load Balancer guide: Lambda functions as targets";
    private static final String TROUBLE = "Application Load Balancer guide: troubleshooting, HTTP errors";

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
                .openQuestions(UnverifiedBehavior.likely().with(choice))
                .build();
    }

    private static ContractCase.Expected page(int status, String phrase) {
        String title = status + " " + phrase;
        return answer(
                status,
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n",
                SERVER,
                "Content-Type: text/html");
    }

    private static ContractCase.Expected sent(int status, String body, String... lines) {
        return answer(status, body, S3BucketContractTest.with(Arrays.asList(lines), SERVER));
    }

    private static final ContractCase.Expected BAD_GATEWAY = page(502, "Bad Gateway");

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
                        documented("errors are pages without CORS headers", TROUBLE, single(CannedFunction.failing()))
                                .exchange(get("/", "Origin", PAGE), BAD_GATEWAY))
                .behaviour(
                        "Answers in single-value mode",
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
                        documented(
                                        "a number as a header's value is a 502 (C20)",
                                        GUIDE,
                                        single("{\"statusCode\":200,\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        reported(
                                        "headers that are null are a 502 (C20)",
                                        "aws-lambda-go-api-proxy#79",
                                        single("{\"statusCode\":200,\"headers\":null,\"multiValueHeaders\":{}}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented(
                                        "multiValueHeaders beside headers are not read",
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
                        open(
                                        "multiValueHeaders alone: the answer without headers",
                                        "no source: the choice LoadBalancerOtherMap.IGNORED",
                                        single(
                                                "{\"statusCode\":200,\"multiValueHeaders\":{\"X-A\":[\"1\"]},\"body\":\"ok\"}"))
                                .exchange(get("/"), sent(200, "ok")),
                        open(
                                        "multiValueHeaders alone: a 502",
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
                        open(
                                        "a statusCode that is text: a 502",
                                        "no source: the choice LoadBalancerStatusText.MALFORMED",
                                        single("{\"statusCode\":\"200\"}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        open(
                                        "a statusCode that is text: its number",
                                        "no source: the choice LoadBalancerStatusText.NUMBER",
                                        choosing(
                                                UnverifiedBehavior.LoadBalancerStatusText.NUMBER,
                                                "{\"statusCode\":\"201\"}"))
                                .exchange(get("/"), sent(201, "")),
                        documented("what is no JSON object is a 502", GUIDE, single("\"ok\""))
                                .exchange(get("/"), BAD_GATEWAY))
                .behaviour(
                        "Answers in multi-value mode",
                        reported(
                                        "values are lines of their own, their order not kept",
                                        "serverless-http#244",
                                        multi(
                                                "{\"statusCode\":200,\"multiValueHeaders\":{\"Set-Cookie\":[\"a=1\",\"b=2\"]}}"))
                                .exchange(get("/"), sent(200, "", "Set-Cookie: b=2", "Set-Cookie: a=1")),
                        reported(
                                        "headers go missing that are not in multiValueHeaders (C20)",
                                        "serverless-http#283",
                                        multi(SHARED))
                                .exchange(get("/", "Origin", PAGE), sent(200, "ok")),
                        documented(
                                        "a value that is no array is a 502",
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
                                        "an answer over 1 MB is a 502",
                                        TROUBLE,
                                        single("{\"statusCode\":200,\"body\":\"" + "x".repeat(1024 * 1024) + "\"}"))
                                .exchange(get("/"), BAD_GATEWAY),
                        documented("a function that never answers is a 504", TROUBLE, single(CannedFunction.hanging()))
                                .exchange(get("/"), page(504, "Gateway Time-out")),
                        documented(
                                        "a streamed answer is a 502",
                                        GUIDE,
                                        single(new CannedFunction(
                                                "orders", new InvocationResult.Streamed(null, new byte[] {1}))))
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
