package dev.corsac.gateway.functionurl;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlAnyOrigin;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlErrorCors;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlPreflightSignature;
import dev.corsac.gateway.UnverifiedBehavior.FunctionUrlRefusedNames;
import dev.corsac.gateway.internal.ApiIdentity;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.HopByHop;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.PayloadV2Response;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.gateway.internal.TraceId;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">Function URL</a>.
 *
 * <p>Without a {@code Cors} block it adds no CORS header. With one it responds to preflights itself, and the function is not invoked;
 * to every other response it adds its headers besides the function's own.
 *
 * <p>Throttling is not modelled.
 *
 * <p>Immutable; thread-safe.
 */
public final class FunctionUrl implements Front {

    /** The largest request and response of a function, in bytes (documented). */
    static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    /** The largest streamed response, in bytes (documented: 200 MB since 2025). */
    static final int MAX_STREAM = 200 * 1024 * 1024;

    private static final Component SERVICE = Component.of(Component.Kind.SERVICE, "Function URL");
    private static final Header JSON = new Header("Content-Type", "application/json");
    private static final Header OCTETS = new Header("Content-Type", "application/octet-stream");

    /** Who may call. */
    public enum AuthType {
        /** Everybody, if the function's resource policy lets them. */
        NONE,
        /** Callers who sign with AWS credentials. Only AWS can tell whether a signature is valid. */
        AWS_IAM
    }

    /** How the function's response is handed on. */
    public enum InvokeMode {
        /** Whole, at most 6 MB. */
        BUFFERED,
        /**
         * As it comes. A function that does not stream gets its JSON sent as it is, {@code statusCode} and all (reported of
         * the Lambda Web Adapter in its other mode).
         */
        RESPONSE_STREAM
    }

    private final LambdaFunction function;
    private final String id;
    private final String accountId;
    private final AuthType authType;
    private final InvokeMode invokeMode;
    private final @Nullable String missingPermission;
    private final @Nullable FunctionUrlCors cors;
    private final Duration timeout;
    private final Component functionComponent;
    private final Component corsComponent;

    private final boolean preflightNeedsSignature;
    private final boolean dropsRefusedNames;
    private final boolean reflectsAnyOrigin;
    private final boolean corsOnErrors;

    private FunctionUrl(Builder builder) {
        function = builder.function;
        id = builder.id;
        accountId = builder.accountId;
        authType = builder.authType;
        invokeMode = builder.invokeMode;
        missingPermission = builder.missingPermission();
        cors = builder.cors;
        timeout = builder.timeout;
        functionComponent = Component.of(Component.Kind.FUNCTION, function.name());
        corsComponent = Component.of(Component.Kind.FUNCTION_URL_CORS, function.name());
        UnverifiedBehavior unverified = builder.unverified;
        preflightNeedsSignature =
                unverified.choice(FunctionUrlPreflightSignature.class) == FunctionUrlPreflightSignature.NEEDED;
        dropsRefusedNames = unverified.choice(FunctionUrlRefusedNames.class) == FunctionUrlRefusedNames.NO_CORS_HEADERS;
        reflectsAnyOrigin = unverified.choice(FunctionUrlAnyOrigin.class) == FunctionUrlAnyOrigin.REFLECTED;
        corsOnErrors = unverified.choice(FunctionUrlErrorCors.class) == FunctionUrlErrorCors.ADDED;
    }

    /** Returns a builder of a URL with auth type {@code NONE}, no {@code Cors} block, and both permissions given. */
    public static Builder builder(LambdaFunction function) {
        return new Builder(function);
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        Reply reply = new Reply(cors == null ? null : request.headers().first("Origin"), arrival);
        String requestMethod =
                cors == null || reply.origin == null || !request.method().equals("OPTIONS")
                        ? null
                        : request.headers().first("Access-Control-Request-Method");
        String requestHeaders = request.headers().combined("Access-Control-Request-Headers");
        if (requestMethod != null && !(preflightNeedsSignature && authType == AuthType.AWS_IAM)) {
            return reply.preflight(requestMethod, requestHeaders);
        }
        RequestAuthorization authorization = null;
        if (authType == AuthType.AWS_IAM) {
            String accessKey = RequestSignature.accessKey(request);
            if (accessKey == null) {
                return reply.forbidden("the request has no signature of AWS");
            }
            if (!RequestSignature.coversBody(request)) {
                return reply.signatureMismatch();
            }
            authorization = new RequestAuthorization.BySignature(accessKey, accountId);
        }
        if (missingPermission != null) {
            return reply.forbidden("the function's resource policy does not allow " + missingPermission);
        }
        if (requestMethod != null) {
            return reply.preflight(requestMethod, requestHeaders);
        }
        byte[] event = PayloadV2Event.of(
                new PayloadV2Event.Target(
                        true,
                        authorization == null ? "anonymous" : accountId,
                        id,
                        "$default",
                        "$default",
                        request.url().path(),
                        arrival.requestId(),
                        Map.of(),
                        Map.of(),
                        authorization),
                request,
                arrival);
        if (event.length > MAX_PAYLOAD) {
            return reply.error(
                    413,
                    "{\"Message\":\"Request Entity Too Large\"}",
                    "RequestEntityTooLargeException",
                    "an event of " + event.length + " bytes is over the limit of functions, " + MAX_PAYLOAD);
        }
        try {
            return function.invoke(event, timeout).accept(reply);
        } catch (MalformedResponseException e) {
            return reply.badGateway("malformed response of " + function.name() + ": " + e.getMessage());
        }
    }

    /** Returns the limit of the event; a body may grow by its encoding there. */
    @Override
    public int maxRequestBody() {
        return MAX_PAYLOAD;
    }

    /** A response in the making, with what every response to this request has. */
    private final class Reply implements InvocationResult.Visitor<AttributedResponse, MalformedResponseException> {

        /** The page's origin; null without one or without a {@code Cors} block. */
        private final @Nullable String origin;

        private final RequestMetadata arrival;
        private final ResponseLines lines = new ResponseLines();

        Reply(@Nullable String origin, RequestMetadata arrival) {
            this.origin = origin;
            this.arrival = arrival;
        }

        @Override
        public AttributedResponse payload(InvocationResult.Payload payload) throws MalformedResponseException {
            return invokeMode == InvokeMode.BUFFERED ? buffered(payload.bytes()) : raw(payload.bytes());
        }

        @Override
        public AttributedResponse failed(InvocationResult.Failed failed) {
            return badGateway(function.name() + " " + failed.summary());
        }

        @Override
        public AttributedResponse timedOut(InvocationResult.TimedOut timedOut) {
            return badGateway(function.name() + " " + timedOut.summary());
        }

        private AttributedResponse buffered(byte[] payload) throws MalformedResponseException {
            if (payload.length > MAX_PAYLOAD) {
                return badGateway(
                        function.name() + " returned " + payload.length + " bytes, over the limit of " + MAX_PAYLOAD);
            }
            return returned(PayloadV2Response.parse(payload, true), JSON);
        }

        @Override
        public AttributedResponse streamed(InvocationResult.Streamed streamed) throws MalformedResponseException {
            byte[] metadata = streamed.metadata();
            if (invokeMode == InvokeMode.BUFFERED) {
                // A buffered invocation gets all that was streamed as one result.
                return metadata == null
                        ? buffered(streamed.body())
                        : badGateway(function.name()
                                + " streamed metadata and a body, which the invoke mode BUFFERED takes for one malformed"
                                + " JSON");
            }
            if (streamed.body().length > MAX_STREAM) {
                return badGateway(function.name() + " streamed " + streamed.body().length + " bytes, over the limit of "
                        + MAX_STREAM);
            }
            return metadata == null
                    ? raw(streamed.body())
                    : returned(PayloadV2Response.ofStream(metadata, streamed.body()), OCTETS);
        }

        private AttributedResponse raw(byte[] body) throws MalformedResponseException {
            return returned(new PayloadV2Response(200, List.of(), List.of(), Body.wrap(body), false), OCTETS);
        }

        private AttributedResponse returned(PayloadV2Response returned, Header defaultType)
                throws MalformedResponseException {
            FunctionOutput.checkSize(returned.headers(), returned.cookies());
            for (Header line : returned.headers()) {
                String lower = line.lowerCaseName();
                if (!lower.equals("content-length") && !HopByHop.contains(lower)) {
                    lines.add(line, functionComponent);
                }
            }
            if (!lines.has("Content-Type")) {
                // Even on a 204 (reported, 2023-01).
                lines.add(defaultType, SERVICE);
            }
            for (String cookie : returned.cookies()) {
                lines.add("Set-Cookie", cookie, functionComponent);
            }
            addCors();
            return finish(returned.status(), returned.body(), functionComponent, "");
        }

        /** Returns the recorded response: 200 without a trace id, whether it allows the origin or not. */
        AttributedResponse preflight(String requestMethod, @Nullable String requestHeaders) {
            lines.add(JSON, SERVICE);
            String refusal = null;
            if (cors != null && origin != null && cors.allows(origin)) {
                refusal = cors.refusedName(requestMethod, requestHeaders);
                if (refusal == null || !dropsRefusedNames) {
                    cors.addPreflightTo(lines, origin, reflectsAnyOrigin, corsComponent);
                }
            } else {
                refusal = "the origin " + origin + " is not in AllowOrigins";
            }
            lines.add("x-amzn-RequestId", arrival.requestId(), SERVICE);
            return lines.respond(200, Body.EMPTY, corsComponent, refusal == null ? "" : refusal);
        }

        /** Returns the 403 for a body that the signature does not cover, in the words of AWS's services (reported). */
        AttributedResponse signatureMismatch() {
            return error(
                    403,
                    "{\"message\":\"The request signature we calculated does not match the signature you provided. Check"
                            + " your AWS Secret Access Key and signing method. Consult the service documentation for"
                            + " details.\"}",
                    "InvalidSignatureException",
                    "x-amz-content-sha256 is not the SHA-256 of the body");
        }

        AttributedResponse forbidden(String reason) {
            return error(
                    403,
                    "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
                            + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}",
                    "AccessDeniedException",
                    reason);
        }

        private AttributedResponse badGateway(String reason) {
            return error(502, "Internal Server Error", null, reason);
        }

        AttributedResponse error(int status, String body, @Nullable String type, String reason) {
            lines.add(JSON, SERVICE);
            if (type != null) {
                lines.add("x-amzn-ErrorType", type, SERVICE);
            }
            if (corsOnErrors) {
                addCors();
            }
            return finish(status, Body.of(body), SERVICE, reason);
        }

        private void addCors() {
            if (cors != null && origin != null && cors.allows(origin)) {
                cors.addTo(lines, origin, reflectsAnyOrigin, corsComponent);
            }
        }

        private AttributedResponse finish(int status, Body body, Component madeBy, String reason) {
            lines.add("x-amzn-RequestId", arrival.requestId(), SERVICE);
            lines.add("X-Amzn-Trace-Id", TraceId.withLineage(arrival), SERVICE);
            return lines.respond(status, body, madeBy, reason);
        }
    }

    /** Builds a {@link FunctionUrl}. Not thread-safe. */
    public static final class Builder {
        private final LambdaFunction function;
        private String id = "corsac0url00000000000000000000000";
        private String accountId = ApiIdentity.ACCOUNT;
        private AuthType authType = AuthType.NONE;
        private InvokeMode invokeMode = InvokeMode.BUFFERED;
        private Duration timeout = Duration.ofMinutes(15);
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();
        private boolean mayInvokeUrl = true;
        private boolean mayInvokeFunction = true;
        private @Nullable FunctionUrlCors cors;

        private Builder(LambdaFunction function) {
            this.function = Objects.requireNonNull(function, "function");
        }

        /** Sets the URL's id, as it appears in events. */
        public Builder id(String id) {
            this.id = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Sets the AWS account's number, as it appears in events of signed requests. */
        public Builder accountId(String accountId) {
            this.accountId = Objects.requireNonNull(accountId, "accountId");
            return this;
        }

        /** Sets {@code AuthType}: {@code NONE} unless set. */
        public Builder authType(AuthType authType) {
            this.authType = Objects.requireNonNull(authType, "authType");
            return this;
        }

        /** Sets {@code InvokeMode}: {@code BUFFERED} unless set. */
        public Builder invokeMode(InvokeMode invokeMode) {
            this.invokeMode = Objects.requireNonNull(invokeMode, "invokeMode");
            return this;
        }

        /** Sets the {@code Cors} block; none unless set. */
        public Builder cors(FunctionUrlCors cors) {
            this.cors = Objects.requireNonNull(cors, "cors");
            return this;
        }

        /** Leaves {@code lambda:InvokeFunctionUrl} out of the function's resource policy. */
        public Builder withoutInvokeFunctionUrl() {
            mayInvokeUrl = false;
            return this;
        }

        /**
         * Leaves {@code lambda:InvokeFunction} out of the function's resource policy. URLs made since October 2025 need it
         * in addition to the other (<a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">documented</a>).
         */
        public Builder withoutInvokeFunction() {
            mayInvokeFunction = false;
            return this;
        }

        /** Sets how long to wait for the function: 15 minutes unless set, the most that a function's own timeout can be. */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = Objects.requireNonNull(unverified, "unverified");
            return this;
        }

        private @Nullable String missingPermission() {
            return !mayInvokeUrl ? "lambda:InvokeFunctionUrl" : !mayInvokeFunction ? "lambda:InvokeFunction" : null;
        }

        /** Builds the URL. */
        public FunctionUrl build() {
            return new FunctionUrl(this);
        }
    }
}
