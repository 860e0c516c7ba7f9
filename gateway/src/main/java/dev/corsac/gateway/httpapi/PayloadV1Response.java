package dev.corsac.gateway.httpapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.internal.Json;
import dev.corsac.gateway.internal.PayloadV2Response;
import dev.corsac.gateway.internal.PayloadV2Response.MalformedException;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to an HTTP API in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v1">payload
 * 1.0</a>. Unlike a REST API's, it must have a {@code statusCode}, may have keys that the format does not know, and a header
 * of {@code headers} that stands in {@code multiValueHeaders} too, even with the same value, is sent twice (reported:
 * aws-lambda-go-api-proxy#75, serverlessish#3).
 *
 * @param status the status code
 * @param headers the lines of {@code multiValueHeaders}, then those of {@code headers}
 * @param body the body, decoded if {@code isBase64Encoded}
 */
public record PayloadV1Response(int status, List<Header> headers, Body body) {

    public static PayloadV1Response parse(byte[] bytes) throws MalformedException {
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("the function returned no JSON object");
            }
            int status = -1;
            List<Header> multi = new ArrayList<>();
            List<Header> single = new ArrayList<>();
            String body = null;
            boolean base64 = false;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                switch (key) {
                    case "statusCode" -> status = PayloadV2Response.status(json);
                    case "headers" -> readSingle(json, single);
                    case "multiValueHeaders" -> readMulti(json, multi);
                    case "body" -> body = body(json, value);
                    case "isBase64Encoded" -> base64 = PayloadV2Response.flag(json);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new MalformedException("something follows the function's JSON object");
            }
            if (status < 0) {
                throw new MalformedException("the function returned no statusCode, which payload 1.0 must have");
            }
            multi.addAll(single);
            return new PayloadV1Response(status, multi, PayloadV2Response.body(body, base64));
        } catch (IOException e) {
            throw new MalformedException("the function returned no JSON: " + PayloadV2Response.firstLine(e));
        }
    }

    private static void readSingle(JsonParser json, List<Header> headers) throws IOException, MalformedException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException("the function returned headers that are no object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            PayloadV2Response.addHeader(headers, name, json);
        }
    }

    private static void readMulti(JsonParser json, List<Header> headers) throws IOException, MalformedException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException("the function returned multiValueHeaders that are no object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new MalformedException(
                        "the function returned multiValueHeaders[\"" + name + "\"] that is no array");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                PayloadV2Response.addHeader(headers, name, json);
            }
        }
    }

    private static @Nullable String body(JsonParser json, JsonToken value) throws IOException, MalformedException {
        return switch (value) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default ->
                throw new MalformedException(
                        "the function returned a body that is no string: JSON goes into it as text");
        };
    }
}
