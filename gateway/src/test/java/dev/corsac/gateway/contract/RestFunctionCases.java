package dev.corsac.gateway.contract;

import static dev.corsac.gateway.contract.ContractCase.documented;
import static dev.corsac.gateway.contract.ContractCase.get;
import static dev.corsac.gateway.contract.ContractCase.preflight;
import static dev.corsac.gateway.contract.ContractCase.recorded;
import static dev.corsac.gateway.contract.ContractCase.request;
import static dev.corsac.gateway.contract.ContractCase.response;
import static dev.corsac.gateway.contract.ContractCase.unverified;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.contract.ContractCase.Expected;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestMethod;
import java.nio.charset.StandardCharsets;

/** How a REST API routes, what it makes of a function's response, streamed or not, and its limits. */
final class RestFunctionCases extends RestApiCases {

    private RestFunctionCases() {}

    static final String BASE64_KEY = "{\"isBase64Encoded\":false,\"base64Encoded\":false,\"body\":\"ok\"}";

    static Contract routes(Contract contract) {
        return contract.behaviour(
                "Resources and methods",
                documented(
                                "a preflight of a resource without an OPTIONS method is a 403 (C02)",
                                TYPES,
                                proxy(OK).build())
                        .exchange(preflight("/orders", PAGE, "GET"), MISSING_TOKEN),
                documented("an unknown path is a 403", TYPES, proxy(OK).build())
                        .exchange(get("/carts", "Origin", PAGE), MISSING_TOKEN),
                documented(
                                "X-HTTP-Method-Override chooses the method",
                                "API Gateway developer guide: known issues",
                                RestApi.builder().method("PATCH", "/orders", OK).build())
                        .exchange(request("POST", "/orders", "X-HTTP-Method-Override", "PATCH"), FINE)
                        .exchange(request("POST", "/orders"), MISSING_TOKEN)
                        .exchange(request("POST", "/orders", "X-HTTP-Method-Override", "TEAPOT"), MISSING_TOKEN),
                unverified(
                                "/ping at the root of a custom domain never reaches the function",
                                "API Gateway developer guide: known issues say it is reserved, not what the response is",
                                RestApi.builder().method("ANY", "/{proxy+}", OK).build())
                        .exchange(get("/ping"), response(200, "healthy", "Content-Type: text/plain"))
                        .exchange(get("/sping"), response(200, "healthy", "Content-Type: text/plain"))
                        .exchange(get("/pings"), FINE));
    }

    static Contract functions(Contract contract) {
        return contract.behaviour(
                "What a function returns",
                recorded(
                                "the function's headers are all there is: none is added for CORS (C01)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"statusCode\":200,\"body\":\"ok\"}"))
                                        .build())
                        .exchange(get("/orders", "Origin", PAGE), FINE),
                recorded(
                                "Vary and a content type are left alone",
                                "serverless-express#83",
                                proxy(CannedFunction.returning(
                                                "{\"headers\":{\"Vary\":\"Origin\",\"content-type\":\"text/plain\"}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "Vary: Origin", "content-type: text/plain")),
                recorded(
                                "the same name in both maps is sent with both values, as spelled in multiValueHeaders (C18)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Allow-Origin\":\"*\"},"
                                                + "\"multiValueHeaders\":{\"access-control-allow-origin\":[\"" + PAGE
                                                + "\"]}}"))
                                        .build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                response(
                                        200,
                                        "",
                                        "access-control-allow-origin: " + PAGE,
                                        "access-control-allow-origin: *",
                                        JSON)),
                documented(
                                "the same name with the same value in both maps is sent once",
                                PROXY,
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"X-A\":\"1\"},\"multiValueHeaders\":{\"X-A\":[\"1\"]}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "X-A: 1", JSON)),
                recorded(
                                "Connection, Content-Length, Date and Server are remapped, Transfer-Encoding is dropped",
                                "serverless-express#83",
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"Connection\":\"close\",\"content-length\":\"9\","
                                                                + "\"Date\":\"d\",\"Server\":\"s\",\"Transfer-Encoding\":\"chunked\"}}"))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(
                                        200,
                                        "",
                                        JSON,
                                        "x-amzn-Remapped-connection: close",
                                        "x-amzn-Remapped-content-length: 9",
                                        "x-amzn-Remapped-date: d",
                                        "x-amzn-Remapped-server: s")),
                recorded(
                                "a function that throws is a 502 that no page can read (C07)",
                                LOCALSTACK,
                                proxy(CannedFunction.failing()).build())
                        .exchange(get("/orders", "Origin", PAGE), BAD_GATEWAY),
                recorded(
                                "a key that a REST API does not know is a 502 (C19)",
                                LOCALSTACK,
                                proxy(CannedFunction.returning("{\"statusCode\":200,\"headers\":{\"" + ALLOW
                                                + "\":\"*\"},\"cookies\":[\"a=b\"]}"))
                                        .build())
                        .exchange(get("/orders", "Origin", PAGE), BAD_GATEWAY),
                documented(
                                "a function that takes too long is a 504 (C33)",
                                TYPES + ", INTEGRATION_TIMEOUT",
                                proxy(CannedFunction.hanging()).build())
                        .exchange(
                                get("/orders", "Origin", PAGE),
                                error(
                                        504,
                                        "InternalServerErrorException",
                                        "{\"message\": \"Endpoint request timed out\"}")),
                unverified(
                                "a member base64Encoded is a 502, as every unknown one",
                                "public reports contradict each other",
                                proxy(CannedFunction.returning(BASE64_KEY)).build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "or is ignored, if so chosen",
                                "the choice RestBase64Key.IGNORED",
                                proxy(CannedFunction.returning(BASE64_KEY))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestBase64Key.IGNORED))
                                        .build())
                        .exchange(get("/orders"), FINE),
                unverified(
                                "a number as a header's value is sent as text",
                                "aws-sam-cli#221 against LocalStack's code",
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "Access-Control-Max-Age: 600", JSON)),
                unverified(
                                "a number as a header's value is a 502, if that is how AWS responds",
                                "LocalStack's code against aws-sam-cli#221",
                                proxy(CannedFunction.returning("{\"headers\":{\"Access-Control-Max-Age\":600}}"))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestHeaderNumber.MALFORMED))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "null as a header's value leaves the header out",
                                "no source shows either",
                                proxy(
                                                CannedFunction.returning(
                                                        "{\"headers\":{\"X-A\":null},\"multiValueHeaders\":{\"B\":[\"x\",null]}}"))
                                        .build())
                        .exchange(get("/orders"), response(200, "", "B: x", JSON)),
                unverified(
                                "null as a header's value is a 502, if that is how AWS responds",
                                "no source shows either",
                                proxy(CannedFunction.returning("{\"headers\":{\"X-A\":null}}"))
                                        .unverified(UnverifiedBehavior.defaults()
                                                .with(UnverifiedBehavior.RestHeaderNull.MALFORMED))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY));
    }

    static Contract limits(Contract contract) {
        int rest = ("Host: " + ContractCase.HOST + "\r\nX-A: \r\n").length();
        String most = "a".repeat(20_480 - rest);
        return contract.behaviour(
                "Limits",
                unverified(
                                "headers over 20,480 bytes together are refused, names and line ends counted",
                                QUOTAS + " has the number, not the status",
                                proxy(OK).build())
                        .exchange(get("/orders", "X-A", most), FINE)
                        .exchange(
                                get("/orders", "X-A", most + "a"),
                                error(431, "BadRequestException", "{\"message\":null}")),
                documented(
                                "a method ARN over 1,600 bytes is a 414",
                                QUOTAS,
                                RestApi.builder().method("GET", "/{id}", OK).build())
                        .exchange(get("/" + "a".repeat(1_500)), FINE)
                        .exchange(
                                get("/" + "a".repeat(1_600)),
                                error(414, "RequestTooLongException", "{\"message\":\"Request URI too long\"}")),
                unverified(
                                "headers over 60 KB of a function are a 502",
                                "AWS documents no limit",
                                proxy(CannedFunction.returning(
                                                "{\"headers\":{\"x-a\":\"" + "a".repeat(61_440) + "\"}}"))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY),
                unverified(
                                "a statusCode below 200 is a 502",
                                "no capture",
                                proxy(CannedFunction.returning("{\"statusCode\":102}"))
                                        .build())
                        .exchange(get("/orders"), BAD_GATEWAY));
    }

    static InvocationResult streamed(String metadata, String body) {
        return new InvocationResult.Streamed(
                metadata.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
    }

    static RestApi streaming(InvocationResult result) {
        return any(RestMethod.lambda(LambdaFunction.of("orders", event -> result))
                        .streaming())
                .build();
    }

    static Contract streaming(Contract contract) {
        String metadata =
                "{\"statusCode\":201,\"headers\":{\"" + ALLOW + "\":\"" + PAGE + "\"},\"cookies\":[\"a=b\",\"c=d\"]}";
        Expected created = response(201, "chunks", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON);
        String together = metadata + "\0".repeat(8) + "chunks";
        return contract.behaviour(
                "Streaming",
                documented(
                                "metadata, eight NUL bytes and a body are a response",
                                STREAMS,
                                streaming(streamed(metadata, "chunks")))
                        .exchange(get("/orders"), created),
                documented("so are they in one piece", STREAMS, streaming(InvocationResult.Payload.of(together)))
                        .exchange(get("/orders"), created),
                documented(
                                "the function's Content-Length is used, and not remapped",
                                STREAM_PAGE,
                                streaming(streamed("{\"headers\":{\"content-length\":\"6\"}}", "chunks")))
                        .exchange(get("/orders"), response(200, "chunks", JSON)),
                documented(
                                "an unknown member of the metadata is a 500",
                                STREAM_PAGE,
                                streaming(streamed("{\"body\":\"x\"}", "chunks")))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "output without the NUL bytes is a 500",
                                STREAM_PAGE,
                                streaming(InvocationResult.Payload.of("{\"statusCode\":200,\"body\":\"x\"}")))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "the NUL bytes come within the first 16 KB, else it is a 500",
                                STREAM_PAGE,
                                streaming(streamed("{" + " ".repeat(16 * 1024) + "}", "chunks")))
                        .exchange(get("/orders"), MISCONFIGURED),
                documented(
                                "the streaming format in a buffered integration: status and headers, no body",
                                STREAM_PAGE,
                                any(RestMethod.lambda(
                                                LambdaFunction.of("orders", event -> streamed(metadata, "chunks"))))
                                        .build())
                        .exchange(
                                get("/orders"), response(201, "", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON)),
                documented(
                                "the same in one piece",
                                STREAM_PAGE,
                                any(RestMethod.lambda(LambdaFunction.of(
                                                "orders", event -> InvocationResult.Payload.of(together))))
                                        .build())
                        .exchange(
                                get("/orders"),
                                response(201, "", ALLOWED, "Set-Cookie: a=b", "Set-Cookie: c=d", JSON)));
    }
}
