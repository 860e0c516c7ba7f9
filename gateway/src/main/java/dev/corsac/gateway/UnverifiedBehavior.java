package dev.corsac.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What AWS does and no public source says for certain, as choices. Every front takes the likelier ones unless told
 * otherwise; somebody who has probed a real account can set what was seen, and a test can try both.
 *
 * <pre>{@code
 * UnverifiedBehavior.likely().with(UnverifiedBehavior.RestHeaderNumber.MALFORMED)
 * }</pre>
 *
 * <p>Each question is an enum; its first constant is the likelier choice. Immutable; safe to share between threads.
 */
public final class UnverifiedBehavior {

    private static final UnverifiedBehavior LIKELY = new UnverifiedBehavior(Map.of());

    /** The choices that differ from the first constant, by question. */
    private final Map<Class<?>, Choice> choices;

    private UnverifiedBehavior(Map<Class<?>, Choice> choices) {
        this.choices = choices;
    }

    /** An answer to one of the questions. */
    public sealed interface Choice {}

    /** The likelier choice for every question. */
    public static UnverifiedBehavior likely() {
        return LIKELY;
    }

    /** These choices, but for the one question that the choice answers. */
    public <E extends Enum<E> & Choice> UnverifiedBehavior with(E choice) {
        Map<Class<?>, Choice> more = new LinkedHashMap<>(choices);
        more.put(choice.getDeclaringClass(), choice);
        return new UnverifiedBehavior(Map.copyOf(more));
    }

    /** What is chosen for a question. Meant for when a front is built, not for every request. */
    public <E extends Enum<E> & Choice> E choice(Class<E> question) {
        Choice chosen = choices.get(question);
        return chosen == null ? question.getEnumConstants()[0] : question.cast(chosen);
    }

    // REST API

    /**
     * A number as the value of a header in what a function returned to a REST API: {@code "Access-Control-Max-Age": 600}.
     */
    public enum RestHeaderNumber implements Choice {
        /** It is sent as text: users of AWS report that theirs were, and that an emulator alone failed. */
        TEXT,
        /** The answer is malformed, a 502: so LocalStack has it, which no recording of AWS proves. */
        MALFORMED
    }

    /**
     * A JSON null as the value of a header in what a function returned to a REST API. No evidence either way; with
     * Java's own runtime it arises only as an element of {@code multiValueHeaders}.
     */
    public enum RestHeaderNull implements Choice {
        /** The header is left out. */
        LEFT_OUT,
        /** The answer is malformed, a 502. */
        MALFORMED
    }

    /**
     * Whether {@code method.request.header.Origin} in a gateway response of a REST API finds a header that the client
     * spelled {@code origin}, as every browser does over HTTP/2.
     */
    public enum RestMappingCase implements Choice {
        /** It does not: "header names and query parameters are processed in a case-sensitive way" (documented). */
        SENSITIVE,
        /** It does: many deployed stacks map one spelling only, and are reported to work. */
        INSENSITIVE
    }

    /**
     * Which {@code contentHandling} lets a MOCK integration answer in a REST API whose {@code binaryMediaTypes} take every
     * type: {@code CONVERT_TO_TEXT} of the integration is what most mends set (serverless-application-model#553), that of
     * the integration response is said to be the one that counts (serverless#11010).
     */
    public enum RestMockConversion implements Choice {
        /** One of them is enough. */
        EITHER,
        /** That of the integration. */
        INTEGRATION,
        /** That of the integration response. */
        INTEGRATION_RESPONSE
    }

    /**
     * What a REST API answers when its Lambda authorizer throws, but for the message {@code Unauthorized}: a 500 with the
     * body {@code {"message":null}} either way (reported).
     */
    public enum RestAuthorizerFailure implements Choice {
        /** The gateway response AUTHORIZER_CONFIGURATION_ERROR: the error type that reports show. */
        CONFIGURATION_ERROR,
        /** The gateway response AUTHORIZER_FAILURE. */
        FAILURE
    }

    /** What a REST API answers when the values of a request's headers are over 10,240 bytes together. */
    public enum RestHeadersTooLarge implements Choice {
        /** 431, as the status code's definition has it. */
        STATUS_431,
        /** 400. */
        STATUS_400
    }

    /** What a mapping of a REST API makes whose source is not in the request. */
    public enum RestMappingMissing implements Choice {
        /** No header. */
        LEFT_OUT,
        /** A header with an empty value. */
        EMPTY
    }

    // HTTP API

    /**
     * What answers a preflight that selects a route without an authorizer, in an HTTP API with a {@code corsConfiguration}.
     * The guide says that API Gateway "automatically sends a response to preflight OPTIONS requests, even if there isn't an
     * OPTIONS route"; in 2026 one report says that such routes are never hit, another that {@code ANY} routes are.
     */
    public enum HttpApiPreflightOfRoute implements Choice {
        /** The API: its own 204. */
        ANSWERED_BY_API,
        /** The route's function: its status and body, with the API's CORS headers. */
        ANSWERED_BY_FUNCTION
    }

    /** The status of a preflight that an HTTP API refuses. No capture; emulators disagree. */
    public enum HttpApiRefusedPreflight implements Choice {
        /** 204 without CORS headers. */
        NO_CONTENT,
        /** 403 without CORS headers. */
        FORBIDDEN
    }

    /** Whether an HTTP API that allows {@code *} sends {@code vary: origin} with it. */
    public enum HttpApiAnyOriginVary implements Choice {
        /** It does: a capture of 2026. */
        ADDED,
        /** It does not: a capture of 2022. */
        NOT_ADDED
    }

    /** What becomes of a function's own {@code Vary} when an HTTP API adds {@code vary: origin}. No capture. */
    public enum HttpApiFunctionVary implements Choice {
        /** Both lines are sent. */
        KEPT,
        /** The API's takes its place, as in the library whose header order the captures show. */
        REPLACED
    }

    /**
     * Whether an HTTP API's own 403, 404, 413, 431 and 503 carry CORS headers for an allowed origin. Its 401 and 500 do, by
     * captures of 2024 and 2026; a 404 for want of a stage does not.
     */
    public enum HttpApiErrorCors implements Choice {
        /** They do, as its other errors. */
        ADDED,
        /** They do not. */
        NOT_ADDED
    }

    /** When an HTTP API with a {@code corsConfiguration} ignores a function's CORS headers. */
    public enum HttpApiIgnoredHeaders implements Choice {
        /** Always: the guide knows no exception. */
        ALWAYS,
        /** When the request has an {@code Origin}. */
        WITH_ORIGIN
    }

    /** A {@code body} that is JSON but no string, in what a function returned to an HTTP API in payload 2.0. */
    public enum HttpApiJsonBody implements Choice {
        /** The answer is malformed, a 500: the guide has it as a string. */
        MALFORMED,
        /** Its text is sent, as recorded of Function URLs. */
        SENT_AS_TEXT
    }

    // Function URL

    /** Whether the preflight of a Function URL with auth type {@code AWS_IAM} must be signed, which no browser can. */
    public enum FunctionUrlPreflightSignature implements Choice {
        /** It need not: else no page could use such a URL. */
        NOT_NEEDED,
        /** It must: 403. */
        NEEDED
    }

    /** The status of a preflight that a Function URL answers, whether it allows the origin or not. No capture. */
    public enum FunctionUrlPreflightStatus implements Choice {
        /** 200. */
        OK,
        /** 204. */
        NO_CONTENT
    }

    /** What a Function URL that allows {@code *} without credentials sends as {@code Access-Control-Allow-Origin}. */
    public enum FunctionUrlAnyOrigin implements Choice {
        /** The request's origin: reported in 2024 of a template with {@code *} (powertools-lambda-python#4163). */
        REFLECTED,
        /** {@code *}. */
        WILDCARD
    }

    /** Whether a Function URL sends {@code Vary: Origin} with its CORS headers. No capture. */
    public enum FunctionUrlVary implements Choice {
        /** It does. */
        ADDED,
        /** It does not. */
        NOT_ADDED
    }

    /** Whether a Function URL's own 403, 413 and 502 carry CORS headers for an allowed origin. */
    public enum FunctionUrlErrorCors implements Choice {
        /** They do: "Lambda automatically adds the CORS headers to all responses" (documented, in 2022). */
        ADDED,
        /** They do not. */
        NOT_ADDED
    }

    // S3

    /** Whether S3 adds the headers of the CORS rule that covers a request to an error: a missing key, a denied one. */
    public enum S3CorsOnErrors implements Choice {
        /** It does: pages that upload to a bucket are said to read its errors. */
        SENT,
        /** It does not. */
        LEFT_OUT
    }

    /** What a website endpoint does with the CORS configuration of its bucket. */
    public enum S3WebsiteCors implements Choice {
        /** What the REST endpoint does, its errors in HTML. */
        AS_REST_ENDPOINT,
        /** Nothing: no preflight is granted and no header sent. */
        IGNORED
    }

    // Load balancer

    /** A {@code statusCode} that is text, {@code "200"}, in what a function returned to a load balancer. */
    public enum LoadBalancerStatusText implements Choice {
        /** The answer is malformed, a 502. */
        MALFORMED,
        /** The number that it stands for. */
        NUMBER
    }

    /** {@code multiValueHeaders} without {@code headers} from a function whose target group is in single-value mode. */
    public enum LoadBalancerOtherMap implements Choice {
        /** The other map is not looked at: no header gets through, and the rest does. */
        IGNORED,
        /** The answer is malformed, a 502, as it is with {@code "headers": null}. */
        MALFORMED
    }

    // CloudFront

    /** Whether a response headers policy is applied to errors that CloudFront makes itself: 403, 502, 504. */
    public enum CloudFrontPolicyOnOwnErrors implements Choice {
        /** It is not: a page sees them as CORS errors. */
        LEFT_OUT,
        /** It is. */
        APPLIED
    }

    /**
     * What becomes of the origin's own {@code Access-Control-Allow-Origin} where a policy overrides, and the request's
     * {@code Origin} is none of the policy's.
     */
    public enum CloudFrontOverrideForeignOrigin implements Choice {
        /** It stays: the policy has nothing to put in its place. */
        KEPT,
        /** It is removed. */
        REMOVED
    }

    /** What a policy that does not override adds where the origin sent some of its CORS headers already. */
    public enum CloudFrontNoOverride implements Choice {
        /** Those that the origin did not send, each header by itself (documented in 2023). */
        THE_MISSING_ONES,
        /** Nothing: CORS headers of the origin stand alone. */
        NONE
    }

    /** {@code Vary: Origin} by a policy for any origin, {@code *}. Recorded for policies whose settings are not known. */
    public enum CloudFrontVaryForAnyOrigin implements Choice {
        /** Added, as by every policy with CORS headers. */
        ADDED,
        /** Not added. */
        LEFT_OUT
    }
}
