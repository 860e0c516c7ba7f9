package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.Known.DOCUMENTED;
import static dev.corsac.gateway.contract.ContractCase.Known.REPORTED;
import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.reported;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlAnyOrigin;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlErrorCors;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlPreflightSignature;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlRefusedNames;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrl.AuthType;
import dev.corsac.gateway.functionurl.FunctionUrl.InvokeMode;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Supplier;

class FunctionUrlContractTest extends ContractTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String STRANGER = "https://stranger.example.com";

    private static final String JSON = "Content-Type: application/json";
    private static final String OCTETS = "Content-Type: application/octet-stream";
    private static final String ALLOWED = "Access-Control-Allow-Origin: " + PAGE;
    private static final String VARY = "Vary: Origin";
    private static final String CREDENTIALS = "Access-Control-Allow-Credentials: true";

    private static final String FORBIDDEN =
            "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
                    + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}";
    private static final String DENIED = "x-amzn-ErrorType: AccessDeniedException";

    private static final String API_CORS = "Lambda API reference: Cors";
    private static final String GUIDE = "Lambda developer guide: function URLs";
    private static final String CONFIGURATION = "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html";
    private static final String CAPTURES = "rimutaka/posts, lambda-url-with-cloudfront, 2024-08";
    private static final String LOCALSTACK = "LocalStack's recordings of AWS: function URLs";

    private static final LambdaFunction OK = CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}");

    private static final LambdaFunction OWN_HEADERS = CannedFunction.returning(
            "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"" + PAGE + "\"},\"body\":\"ok\"}");

    private static FunctionUrlCors.Builder cors() {
        return FunctionUrlCors.builder().allowOrigins(PAGE);
    }

    private static Front url(LambdaFunction function, FunctionUrlCors.Builder cors) {
        return FunctionUrl.builder(function).cors(cors.build()).build();
    }

    private static Front choosing(LambdaFunction function, FunctionUrlCors.Builder cors, UnverifiedBehavior questions) {
        return FunctionUrl.builder(function)
                .cors(cors.build())
                .unverified(questions)
                .build();
    }

    private static Front plain(String json) {
        return FunctionUrl.builder(CannedFunction.returning(json)).build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Front streaming(String metadata, String body, InvokeMode mode) {
        return FunctionUrl.builder(LambdaFunction.of(
                        "orders",
                        event -> new InvocationResult.Streamed(
                                metadata.isEmpty() ? null : bytes(metadata), bytes(body))))
                .invokeMode(mode)
                .build();
    }

    private static Supplier<?> building(FunctionUrlCors.Builder cors) {
        return cors::build;
    }

    @Override
    public Contract contract() {
        return preflights(
                        responses(errors(formats(Contract.of("Function URL", "x-amzn-requestid", "x-amzn-trace-id")))))
                .refuses(
                        "OPTIONS among the methods (C15)",
                        REPORTED,
                        "psoxy#911; " + API_CORS,
                        "1 validation error detected: Value at 'cors.allowMethods' failed to satisfy constraint: Member must"
                                + " satisfy constraint: [Member must have length less than or equal to 6]",
                        building(cors().allowMethods("GET", "OPTIONS")))
                .refuses(
                        "more than six methods",
                        DOCUMENTED,
                        API_CORS,
                        "1 validation error detected: Value at 'cors.allowMethods' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 6",
                        building(cors().allowMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "*")))
                .refuses(
                        "a maxAge over a day (C15)",
                        DOCUMENTED,
                        API_CORS,
                        "1 validation error detected: Value at 'cors.maxAge' failed to satisfy constraint: Member must have"
                                + " value less than or equal to 86400",
                        building(cors().maxAge(Duration.ofDays(2))))
                .refuses(
                        "a partial wildcard (C43)",
                        REPORTED,
                        "CloudFormation, 2026-05",
                        "https://*.vercel.app isn't a valid origin",
                        building(cors().allowOrigins("https://*.vercel.app")))
                .refuses(
                        "an origin of more than 253 characters",
                        DOCUMENTED,
                        API_CORS,
                        "1 validation error detected: Value at 'cors.allowOrigins' failed to satisfy constraint: Member must"
                                + " satisfy constraint: [Member must have length less than or equal to 253, Member must have"
                                + " length greater than or equal to 1]",
                        building(cors().allowOrigins("https://" + "a".repeat(254))))
                .refuses(
                        "more than a hundred origins",
                        DOCUMENTED,
                        API_CORS,
                        "1 validation error detected: Value at 'cors.allowOrigins' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 100",
                        building(cors().allowOrigins(
                                        Collections.nCopies(100, PAGE).toArray(new String[0]))));
    }

    private static Request asking(String method, String headers) {
        return request(
                "OPTIONS",
                "/",
                "Origin",
                PAGE,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
    }

    private static Contract preflights(Contract contract) {
        FunctionUrlCors.Builder full = cors().allowMethods("GET", "PUT")
                .allowHeaders("Content-Type", "X-Token")
                .exposeHeaders("ETag")
                .allowCredentials()
                .maxAge(Duration.ofMinutes(5));
        return contract.behaviour(
                "Preflights with a Cors block",
                recorded(
                                "get all configured names, and the function is not invoked",
                                CAPTURES,
                                url(CannedFunction.failing(), full))
                        .exchange(
                                request(
                                        "OPTIONS",
                                        "/",
                                        "Origin",
                                        PAGE,
                                        "Access-Control-Request-Method",
                                        "PUT",
                                        "Access-Control-Request-Headers",
                                        "x-token"),
                                response(
                                        200,
                                        "",
                                        JSON,
                                        ALLOWED,
                                        VARY,
                                        CREDENTIALS,
                                        "Access-Control-Allow-Methods: GET,PUT",
                                        "Access-Control-Allow-Headers: content-type,x-token",
                                        "Access-Control-Max-Age: 300")),
                recorded(
                                "two names in one entry allow neither, and no CORS header is sent (C16)",
                                CAPTURES + "; serverless-express#508",
                                url(OK, cors().allowMethods("GET").allowHeaders("Content-Type,X-Token")))
                        .exchange(asking("GET", "x-token"), response(200, "", JSON)),
                ContractCase.unverified(
                                "no CORS header is sent for any name or method that is not allowed",
                                "follows from C16: the choice FunctionUrlRefusedNames.NO_CORS_HEADERS",
                                url(OK, full))
                        .exchange(asking("GET", "x-other"), response(200, "", JSON))
                        .exchange(asking("DELETE", "x-token"), response(200, "", JSON)),
                ContractCase.unverified(
                                "or the configured names are sent, and the browser refuses",
                                "the choice FunctionUrlRefusedNames.CONFIGURED_NAMES",
                                choosing(
                                        OK,
                                        cors().allowHeaders("X-Token"),
                                        UnverifiedBehavior.defaults().with(FunctionUrlRefusedNames.CONFIGURED_NAMES)))
                        .exchange(
                                asking("GET", "x-other"),
                                response(200, "", JSON, ALLOWED, VARY, "Access-Control-Allow-Headers: x-token")),
                ContractCase.unverified("a refused origin gets no CORS header", "no capture", url(OK, full))
                        .exchange(preflight("/", STRANGER, "GET"), response(200, "", JSON)),
                ContractCase.unverified(
                                "an OPTIONS that is not a preflight is the function's", "no source", url(OK, cors()))
                        .exchange(request("OPTIONS", "/", "Origin", PAGE), response(200, "ok", JSON, ALLOWED, VARY))
                        .exchange(request("OPTIONS", "/"), response(200, "ok", JSON)),
                ContractCase.unverified(
                                "AWS_IAM does not ask a preflight for a signature",
                                "else no page could use such a URL",
                                FunctionUrl.builder(OK)
                                        .authType(AuthType.AWS_IAM)
                                        .cors(cors().build())
                                        .build())
                        .exchange(preflight("/", PAGE, "GET"), response(200, "", JSON, ALLOWED, VARY)),
                ContractCase.unverified(
                                "or does, if so chosen",
                                "no capture",
                                FunctionUrl.builder(OK)
                                        .authType(AuthType.AWS_IAM)
                                        .cors(cors().build())
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(FunctionUrlPreflightSignature.NEEDED)
                                                .with(FunctionUrlErrorCors.NOT_ADDED))
                                        .build())
                        .exchange(preflight("/", PAGE, "GET"), response(403, FORBIDDEN, JSON, DENIED)),
                documented(
                                "without a Cors block they are the function's",
                                GUIDE + ", CORS",
                                FunctionUrl.builder(OWN_HEADERS).build())
                        .exchange(preflight("/", PAGE, "GET"), response(200, "ok", JSON, ALLOWED)));
    }

    private static Contract responses(Contract contract) {
        return contract.behaviour(
                "Responses of functions",
                documented(
                                "headers are added to the function's own, duplicates and all (C14)",
                                CONFIGURATION,
                                url(OWN_HEADERS, cors()))
                        .exchange(get("/", "Origin", PAGE), response(200, "ok", JSON, ALLOWED, ALLOWED, VARY))
                        .exchange(get("/", "Origin", STRANGER), response(200, "ok", JSON, ALLOWED))
                        .exchange(get("/"), response(200, "ok", JSON, ALLOWED)),
                recorded(
                                "credentials and exposed headers go along",
                                "Serverless Framework's suite on AWS",
                                url(OK, cors().allowCredentials().exposeHeaders("x-foo")))
                        .exchange(
                                get("/", "Origin", PAGE),
                                response(
                                        200,
                                        "ok",
                                        JSON,
                                        ALLOWED,
                                        VARY,
                                        CREDENTIALS,
                                        "Access-Control-Expose-Headers: x-foo")),
                reported(
                                "* with credentials lets every page act for its visitor (C38)",
                                "CUDly#574",
                                url(
                                        OK,
                                        FunctionUrlCors.builder()
                                                .allowOrigins("*")
                                                .allowCredentials()))
                        .exchange(
                                get("/", "Origin", STRANGER),
                                response(
                                        200,
                                        "ok",
                                        JSON,
                                        "Access-Control-Allow-Origin: " + STRANGER,
                                        VARY,
                                        CREDENTIALS)),
                ContractCase.unverified(
                                "* without credentials is sent as it is",
                                CONFIGURATION + " quotes '*, *', against powertools-lambda-python#4163",
                                url(OK, FunctionUrlCors.builder().allowOrigins("*")))
                        .exchange(
                                get("/", "Origin", PAGE),
                                response(200, "ok", JSON, "Access-Control-Allow-Origin: *", VARY)),
                ContractCase.unverified(
                                "or as the request's origin",
                                "powertools-lambda-python#4163: the choice FunctionUrlAnyOrigin.REFLECTED",
                                choosing(
                                        OK,
                                        FunctionUrlCors.builder().allowOrigins("*"),
                                        UnverifiedBehavior.defaults().with(FunctionUrlAnyOrigin.REFLECTED)))
                        .exchange(get("/", "Origin", PAGE), response(200, "ok", JSON, ALLOWED, VARY)),
                reported("even a 204 has a Content-Type", "a capture of 2023-01", plain("{\"statusCode\":204}"))
                        .exchange(get("/"), response(204, "", JSON)));
    }

    private static Contract errors(Contract contract) {
        return contract.behaviour(
                "Errors that Lambda makes itself",
                recorded(
                                "a function that throws is a 502",
                                LOCALSTACK,
                                FunctionUrl.builder(CannedFunction.failing()).build())
                        .exchange(get("/"), response(502, "Internal Server Error", JSON)),
                documented(
                                "with CORS headers for an allowed origin",
                                GUIDE + ", CORS, 2022: \"to all responses\"",
                                url(CannedFunction.failing(), cors()))
                        .exchange(
                                get("/", "Origin", PAGE), response(502, "Internal Server Error", JSON, ALLOWED, VARY)),
                ContractCase.unverified(
                                "or without, if so chosen",
                                "no capture",
                                choosing(
                                        CannedFunction.hanging(),
                                        cors(),
                                        UnverifiedBehavior.defaults().with(FunctionUrlErrorCors.NOT_ADDED)))
                        .exchange(get("/", "Origin", PAGE), response(502, "Internal Server Error", JSON)),
                recorded(
                                "an unsigned request to an AWS_IAM URL is a 403",
                                LOCALSTACK,
                                FunctionUrl.builder(OK)
                                        .authType(AuthType.AWS_IAM)
                                        .build())
                        .exchange(get("/"), response(403, FORBIDDEN, JSON, DENIED))
                        .exchange(
                                get(
                                        "/?X-Amz-Credential=AKID%2F20261122%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Signature=00"),
                                response(200, "ok", JSON)),
                documented(
                                "a signature that does not cover the body is a 403",
                                "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
                                FunctionUrl.builder(OK)
                                        .authType(AuthType.AWS_IAM)
                                        .build())
                        .exchange(
                                request(
                                                "POST",
                                                "/",
                                                "Authorization",
                                                "AWS4-HMAC-SHA256 Credential=AKID/a, Signature=0",
                                                "x-amz-content-sha256",
                                                "UNSIGNED-PAYLOAD")
                                        .withBody(Body.of("x")),
                                response(403, null, JSON, "x-amzn-ErrorType: InvalidSignatureException")),
                recorded(
                                "a missing permission is a 403",
                                LOCALSTACK,
                                FunctionUrl.builder(OK)
                                        .withoutInvokeFunctionUrl()
                                        .build())
                        .exchange(get("/"), response(403, FORBIDDEN, JSON, DENIED)),
                documented(
                                "so is one for lambda:InvokeFunction, for URLs made since October 2025 (C42)",
                                "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
                                FunctionUrl.builder(OWN_HEADERS)
                                        .withoutInvokeFunction()
                                        .build())
                        .exchange(get("/", "Origin", PAGE), response(403, FORBIDDEN, JSON, DENIED)),
                ContractCase.inferred(
                                "a request over 6 MB is a 413",
                                "Lambda developer guide: quotas have the number, not the status",
                                FunctionUrl.builder(OK).build())
                        .exchange(
                                request("POST", "/", "Content-Type", "text/plain")
                                        .withBody(Body.wrap(bytes("a".repeat(6 * 1024 * 1024)))),
                                response(
                                        413,
                                        "{\"Message\":\"Request Entity Too Large\"}",
                                        JSON,
                                        "x-amzn-ErrorType: RequestEntityTooLargeException")),
                ContractCase.inferred(
                                "a response over 6 MB is a 502",
                                "Lambda developer guide: quotas have the number, not the status",
                                plain("\"" + "a".repeat(6 * 1024 * 1024) + "\""))
                        .exchange(get("/"), response(502, "Internal Server Error", JSON)));
    }

    private static Contract formats(Contract contract) {
        return contract.behaviour(
                "What functions return",
                recorded("JSON without statusCode is the body", LOCALSTACK, plain("{\"a\": [1, true]}"))
                        .exchange(get("/"), response(200, "{\"a\":[1,true]}", JSON)),
                recorded("a string is the body without its quotes", LOCALSTACK, plain("\"hello\""))
                        .exchange(get("/"), response(200, "hello", JSON)),
                recorded("a number is its digits", LOCALSTACK, plain("3")).exchange(get("/"), response(200, "3", JSON)),
                recorded("a list is JSON", LOCALSTACK, plain("[\"hello\", 3, true]"))
                        .exchange(get("/"), response(200, "[\"hello\",3,true]", JSON)),
                recorded(
                                "a body that is JSON but no string is its text",
                                LOCALSTACK,
                                plain("{\"statusCode\":200,\"body\":{\"a\": 1}}"))
                        .exchange(get("/"), response(200, "{\"a\":1}", JSON)),
                recorded("a statusCode may be a string", LOCALSTACK, plain("{\"statusCode\":\"418\"}"))
                        .exchange(get("/"), response(418, "", JSON)),
                documented(
                                "each cookie is a line of its own",
                                GUIDE + ", response payload format",
                                plain("{\"statusCode\":201,\"cookies\":[\"a=1; Max-Age=9\",\"b=2\"]}"))
                        .exchange(get("/"), response(201, "", JSON, "Set-Cookie: a=1; Max-Age=9", "Set-Cookie: b=2")),
                ContractCase.unverified(
                                "a statusCode that is not a status is a 502", "no capture", plain("{\"statusCode\":0}"))
                        .exchange(get("/"), response(502, "Internal Server Error", JSON)),
                ContractCase.unverified("a statusCode below 200 is a 502", "no capture", plain("{\"statusCode\":101}"))
                        .exchange(get("/"), response(502, "Internal Server Error", JSON)),
                documented(
                                "RESPONSE_STREAM sends metadata and body",
                                "Lambda developer guide: response streaming",
                                streaming(
                                        "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/html\"},\"cookies\":[\"a=1\"]}",
                                        "<b>",
                                        InvokeMode.RESPONSE_STREAM))
                        .exchange(get("/"), response(201, "<b>", "Content-Type: text/html", "Set-Cookie: a=1")),
                documented(
                                "a stream without metadata is all body",
                                "Lambda developer guide: response streaming",
                                streaming("", "{\"statusCode\":404}", InvokeMode.RESPONSE_STREAM))
                        .exchange(get("/"), response(200, "{\"statusCode\":404}", OCTETS)),
                reported(
                                "so is the JSON of a function that does not stream",
                                "AWS Lambda Web Adapter's documentation of its modes",
                                FunctionUrl.builder(OK)
                                        .invokeMode(InvokeMode.RESPONSE_STREAM)
                                        .build())
                        .exchange(get("/"), response(200, "{\"statusCode\":200,\"body\":\"ok\"}", OCTETS)),
                ContractCase.unverified(
                                "BUFFERED takes a stream for one result",
                                "no capture",
                                streaming("", "{\"statusCode\":404,\"body\":\"no\"}", InvokeMode.BUFFERED))
                        .exchange(get("/"), response(404, "no", JSON)),
                ContractCase.unverified(
                                "and metadata makes that malformed",
                                "no capture",
                                streaming("{\"statusCode\":404}", "no", InvokeMode.BUFFERED))
                        .exchange(get("/"), response(502, "Internal Server Error", JSON)));
    }
}
