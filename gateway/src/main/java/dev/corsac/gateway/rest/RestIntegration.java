package dev.corsac.gateway.rest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda proxy integration at work: invokes the function, and makes a response of its output. Immutable; thread-safe.
 */
final class RestIntegration {

    /** Between a streamed response's metadata and its body (documented). */
    private static final int DELIMITER = 8;

    /** Within this many bytes of a stream the delimiter must end (documented). */
    private static final int MAX_METADATA = 16 * 1024;

    private final Duration timeout;
    private final RestProxyResponse.Rules rules;

    RestIntegration(Duration timeout, UnverifiedBehavior unverified) {
        this.timeout = timeout;
        this.rules = RestProxyResponse.Rules.of(unverified);
    }

    AttributedResponse respond(RestCall call, RestOperation operation) {
        LambdaFunction function = Objects.requireNonNull(operation.method().function());
        Output output = new Output(function.name(), call, operation);
        InvocationResult result = function.invoke(RestProxyEvent.of(call), timeout);
        try {
            return result.accept(output);
        } catch (MalformedResponseException e) {
            return output.malformed(e);
        }
    }

    /** Makes the response to a call of what its function did. */
    private final class Output implements InvocationResult.Visitor<AttributedResponse, MalformedResponseException> {

        private final String function;
        private final RestCall call;
        private final RestOperation operation;
        private final boolean streaming;

        Output(String function, RestCall call, RestOperation operation) {
            this.function = function;
            this.call = call;
            this.operation = operation;
            this.streaming = operation.method().isStreaming();
        }

        @Override
        public AttributedResponse payload(InvocationResult.Payload payload) throws MalformedResponseException {
            byte[] bytes = payload.bytes();
            return streaming ? stream(Split.of(bytes)) : buffered(bytes);
        }

        @Override
        public AttributedResponse streamed(InvocationResult.Streamed streamed) throws MalformedResponseException {
            Split split = new Split(streamed.metadata(), streamed.body());
            return streaming ? stream(split) : withoutBody(split);
        }

        @Override
        public AttributedResponse failed(InvocationResult.Failed failed) {
            return refused(RestRefusal.badGateway(function + " " + failed.summary()));
        }

        @Override
        public AttributedResponse timedOut(InvocationResult.TimedOut timedOut) {
            return refused(RestRefusal.of(RestResponseType.INTEGRATION_TIMEOUT, function + " " + timedOut.summary()));
        }

        AttributedResponse malformed(MalformedResponseException e) {
            String why = "malformed response of " + function + ": " + e.getMessage();
            return refused(streaming ? RestRefusal.internalServerError(why) : RestRefusal.badGateway(why));
        }

        private AttributedResponse refused(RestRefusal refusal) {
            return call.api.refused(call, refusal);
        }

        private AttributedResponse buffered(byte[] bytes) throws MalformedResponseException {
            Split split = Split.of(bytes);
            if (split.metadata() != null) {
                return withoutBody(split);
            }
            RestProxyResponse output = RestProxyResponse.parse(bytes, rules);
            return finish(output, body(output, call), false, call, operation);
        }

        /** Sends the streaming format's status and headers, and no body: so does a buffered integration (documented). */
        private AttributedResponse withoutBody(Split split) throws MalformedResponseException {
            byte[] metadata = split.metadata();
            return metadata == null
                    ? buffered(split.body())
                    : finish(RestProxyResponse.parseMetadata(metadata, rules), Body.EMPTY, false, call, operation);
        }

        private AttributedResponse stream(Split split) throws MalformedResponseException {
            byte[] metadata = split.metadata();
            if (metadata == null || metadata.length + DELIMITER > MAX_METADATA) {
                throw new MalformedResponseException(
                        "responseTransferMode is STREAM, and the function wrote no eight NUL bytes after its metadata"
                                + " within " + MAX_METADATA + " bytes");
            }
            RestProxyResponse output = RestProxyResponse.parseMetadata(metadata, rules);
            return finish(output, Body.of(split.body()), true, call, operation);
        }
    }

    /**
     * Returns a stream at its delimiter.
     *
     * @param metadata what comes before it; null if there is no delimiter
     * @param body what comes after it, or everything
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Split(byte @Nullable [] metadata, byte[] body) {

        /** Splits the bytes of a function that does not use the Runtime API's streaming. */
        static Split of(byte[] bytes) {
            int zeros = 0;
            for (int i = 0; i < bytes.length; i++) {
                zeros = bytes[i] == 0 ? zeros + 1 : 0;
                if (zeros == DELIMITER) {
                    byte[] metadata = new byte[i + 1 - DELIMITER];
                    System.arraycopy(bytes, 0, metadata, 0, metadata.length);
                    byte[] body = new byte[bytes.length - i - 1];
                    System.arraycopy(bytes, i + 1, body, 0, body.length);
                    return new Split(metadata, body);
                }
            }
            return new Split(null, bytes);
        }
    }

    private static AttributedResponse finish(
            RestProxyResponse output, Body body, boolean streaming, RestCall call, RestOperation operation)
            throws MalformedResponseException {
        List<Header> from = output.headers();
        FunctionOutput.checkSize(from, List.of());
        ResponseLines lines = new ResponseLines();
        Component source = operation.component();
        boolean hasContentType = false;
        for (int i = 0; i < from.size(); i++) {
            Header line = from.get(i);
            String remapped = remapped(line);
            boolean framing = line.is("transfer-encoding") || (streaming && line.is("content-length"));
            if (framing) {
                continue; // in STREAM mode the function's own are used (documented): the body is framed alike without
            }
            if (remapped != null) {
                lines.add(remapped, line.value(), source);
            } else {
                lines.add(line, source);
                hasContentType |= line.is("content-type");
            }
        }
        if (!hasContentType) {
            lines.add("Content-Type", "application/json", RestApi.SERVICE);
        }
        lines.add("x-amzn-RequestId", call.arrival.requestId(), RestApi.SERVICE);
        lines.add("x-amz-apigw-id", call.extendedRequestId(), RestApi.SERVICE);
        lines.add("X-Amzn-Trace-Id", call.traceId(), RestApi.SERVICE);
        return lines.respond(output.status(), body, source, "");
    }

    /** Returns the name {@code x-amzn-Remapped-…} for a header that is sent so (documented and recorded), else null. */
    private static @Nullable String remapped(Header line) {
        return switch (line.name().length()) {
            case 4 -> line.is("date") ? "x-amzn-Remapped-date" : null;
            case 6 -> line.is("server") ? "x-amzn-Remapped-server" : null;
            case 10 -> line.is("connection") ? "x-amzn-Remapped-connection" : null;
            case 14 -> line.is("content-length") ? "x-amzn-Remapped-content-length" : null;
            default -> null;
        };
    }

    /** Base64 is decoded only for a client whose first accepted media type is a binary one (recorded). */
    private static Body body(RestProxyResponse output, RestCall call) throws MalformedResponseException {
        return FunctionOutput.decoded(output.body(), output.base64() && call.api.isBinary(call.accept));
    }
}
