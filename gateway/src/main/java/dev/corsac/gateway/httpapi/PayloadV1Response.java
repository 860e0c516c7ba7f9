package dev.corsac.gateway.httpapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.PayloadV2Response;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function returned to an HTTP API in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v1">payload
 * 1.0</a>. Unlike a REST API's, it must have a {@code statusCode} and may have unknown members, and a header that is in {@code
 * headers} and in {@code multiValueHeaders}, even with the same value, is sent twice (reported:
 * aws-lambda-go-api-proxy#75, serverlessish#3).
 *
 * @param status the status code
 * @param headers the lines of {@code multiValueHeaders}, then those of {@code headers}
 * @param body the body, decoded if {@code isBase64Encoded}
 */
record PayloadV1Response(int status, List<Header> headers, Body body) {

    private static final String WHAT = "the function's response";

    static PayloadV1Response parse(byte[] bytes) throws MalformedResponseException {
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            Reading reading = new Reading(json);
            FunctionOutput.readObject(json, WHAT, reading::member);
            if (reading.status < 0) {
                throw new MalformedResponseException(
                        "the function returned no statusCode, which payload 1.0 must have");
            }
            reading.multi.addAll(reading.single);
            return new PayloadV1Response(
                    reading.status, reading.multi, FunctionOutput.decoded(reading.body, reading.base64));
        } catch (IOException e) {
            throw FunctionOutput.notJson(WHAT, e);
        }
    }

    private static final class Reading {
        private final JsonParser json;
        private final List<Header> multi = new ArrayList<>();
        private final List<Header> single = new ArrayList<>();
        private int status = -1;
        private @Nullable String body;
        private boolean base64;

        Reading(JsonParser json) {
            this.json = json;
        }

        void member(String name, JsonToken value) throws IOException, MalformedResponseException {
            switch (name) {
                case "statusCode" -> status = FunctionOutput.status(json, true, 999);
                case "headers" -> headers(name, value, false);
                case "multiValueHeaders" -> headers(name, value, true);
                case "body" -> body = FunctionOutput.body(json);
                case "isBase64Encoded" -> base64 = FunctionOutput.flag(json);
                default -> json.skipChildren();
            }
        }

        private void headers(String member, JsonToken value, boolean lists)
                throws IOException, MalformedResponseException {
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            FunctionOutput.expect(value, JsonToken.START_OBJECT, member);
            FunctionOutput.readMembers(json, (name, item) -> {
                if (!lists) {
                    PayloadV2Response.addHeader(single, name, json);
                    return;
                }
                FunctionOutput.expect(item, JsonToken.START_ARRAY, member + "[\"" + name + "\"]");
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    PayloadV2Response.addHeader(multi, name, json);
                }
            });
        }
    }
}
