package dev.corsac.gateway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What AWS does and no public source settles, as choices. Every front assumes the likelier ones; somebody who has probed a real
 * account can set what was seen, and a test can try both.
 *
 * <pre>{@code
 * UnverifiedBehavior.defaults().with(UnverifiedBehavior.RestHeaderNumber.MALFORMED)
 * }</pre>
 *
 * <p>Each behaviour is an enum; its first constant is the default. {@link Described} states what is unverified, why the
 * default is likelier and where that is known from; the documentation is generated from it. Immutable; thread-safe.
 */
public final class UnverifiedBehavior {

    private static final UnverifiedBehavior DEFAULTS = new UnverifiedBehavior(Map.of());

    /** The choices that differ from the first constant, by behaviour. */
    private final Map<Class<?>, Choice> choices;

    private UnverifiedBehavior(Map<Class<?>, Choice> choices) {
        this.choices = choices;
    }

    /** What one of the behaviours is assumed to be. */
    public sealed interface Choice {}

    /** States what happens on AWS if a choice is right, as a sentence of Markdown. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Meaning {
        /** The sentence. */
        String value();
    }

    /** Describes a behaviour; texts are sentences of Markdown. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Described {

        /** Returns the front: {@code REST API}. */
        String front();

        /** Returns what is unverified. */
        String title();

        /** Returns where the choices are known from; {@code none} if no source shows either. */
        String source();

        /** Why the first choice is the default; empty if it is a guess. */
        String rationale();
    }

    /** Returns the default of every behaviour. */
    public static UnverifiedBehavior defaults() {
        return DEFAULTS;
    }

    /** Returns every behaviour, as the enum of its choices, by front. */
    public static List<Class<?>> all() {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> behavior : Choice.class.getPermittedSubclasses()) {
            all.add(behavior);
        }
        return all;
    }

    /** Returns the same assumptions except for the one behaviour that the choice is about. */
    public <E extends Enum<E> & Choice> UnverifiedBehavior with(E choice) {
        Map<Class<?>, Choice> more = new LinkedHashMap<>(choices);
        if (choice == choice.getDeclaringClass().getEnumConstants()[0]) {
            more.remove(choice.getDeclaringClass());
        } else {
            more.put(choice.getDeclaringClass(), choice);
        }
        return new UnverifiedBehavior(Map.copyOf(more));
    }

    /** Returns what is assumed of a behaviour. Meant for when a front is built, not for every request. */
    public <E extends Enum<E> & Choice> E choice(Class<E> behavior) {
        Choice chosen = choices.get(behavior);
        return chosen == null ? behavior.getEnumConstants()[0] : behavior.cast(chosen);
    }

    /** Whether the other assumes the same of every behaviour. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnverifiedBehavior same && choices.equals(same.choices);
    }

    @Override
    public int hashCode() {
        return choices.hashCode();
    }

    /**
     * What happens to a number as a header's value in what a function returned to a REST API: {@code
     * "Access-Control-Max-Age": 600}.
     */
    @Described(
            front = "REST API",
            title = "What happens to a number as a header's value in what a function returned to a REST API: "
                    + "`\"Access-Control-Max-Age\": 600`.",
            source = "aws-sam-cli#221 against LocalStack's code",
            rationale = "Users of AWS report that theirs were sent, and that only an emulator failed.")
    public enum RestHeaderNumber implements Choice {
        @Meaning("It is sent as text.")
        TEXT,
        @Meaning("The response is malformed, a 502.")
        MALFORMED
    }

    /** What happens to null as a header's value in what a function returned to a REST API. */
    @Described(
            front = "REST API",
            title = "What happens to null as a header's value in what a function returned to a REST API.",
            source = "none",
            rationale = "No source shows either. With Java's own runtime it arises only as an element "
                    + "of `multiValueHeaders`.")
    public enum RestHeaderNull implements Choice {
        @Meaning("The header is left out.")
        LEFT_OUT,
        @Meaning("The response is malformed, a 502.")
        MALFORMED
    }

    /**
     * What a REST API does with a member {@code base64Encoded}, which some serializers write next to {@code
     * isBase64Encoded}.
     */
    @Described(
            front = "REST API",
            title = "What a REST API does with a member `base64Encoded`, which some serializers write next to "
                    + "`isBase64Encoded`.",
            source = "public reports contradict each other",
            rationale = "Other unknown members are recorded as a 502.")
    public enum RestBase64Key implements Choice {
        @Meaning("The response is malformed, a 502, as with any unknown member.")
        MALFORMED,
        @Meaning("The member is ignored.")
        IGNORED
    }

    /**
     * Whether {@code method.request.header.Origin} in a gateway response of a REST API finds a header that the client
     * spelled {@code origin}, as every browser does over HTTP/2.
     */
    @Described(
            front = "REST API",
            title = "Whether `method.request.header.Origin` in a gateway response of a REST API finds a "
                    + "header that the client spelled `origin`, as every browser does over HTTP/2.",
            source = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html "
                    + "against stacks in use",
            rationale = "The guide says that header names are processed in a case-sensitive way; many deployed "
                    + "stacks map one spelling only and are reported to work.")
    public enum RestMappingCase implements Choice {
        @Meaning("It does not.")
        SENSITIVE,
        @Meaning("It does.")
        INSENSITIVE
    }

    /**
     * Which {@code contentHandling} lets a MOCK integration respond in a REST API whose {@code binaryMediaTypes}
     * cover every type.
     */
    @Described(
            front = "REST API",
            title = "Which `contentHandling` lets a MOCK integration respond in a REST API whose "
                    + "`binaryMediaTypes` cover every type.",
            source = "serverless-application-model#553 against serverless#11010",
            rationale = "Most fixes set `CONVERT_TO_TEXT` of the integration; one report says that the "
                    + "integration response's is the one that counts.")
    public enum RestMockConversion implements Choice {
        @Meaning("One of the two is enough.")
        EITHER,
        @Meaning("That of the integration.")
        INTEGRATION,
        @Meaning("That of the integration response.")
        INTEGRATION_RESPONSE
    }

    /**
     * Which gateway response a REST API uses when its Lambda authorizer throws, except with the message {@code
     * Unauthorized}.
     */
    @Described(
            front = "REST API",
            title = "Which gateway response a REST API uses when its Lambda authorizer throws, except with "
                    + "the message `Unauthorized`.",
            source = "auth0-samples/jwt-rsa-aws-custom-authorizer#6",
            rationale = "The reports show a 500 with the body `{\"message\":null}` and the error type of the "
                    + "first choice.")
    public enum RestAuthorizerFailure implements Choice {
        @Meaning("AUTHORIZER_CONFIGURATION_ERROR.")
        CONFIGURATION_ERROR,
        @Meaning("AUTHORIZER_FAILURE.")
        FAILURE
    }

    /** The status of a REST API when the headers of a request are over 20,480 bytes together. */
    @Described(
            front = "REST API",
            title = "The status of a REST API when the headers of a request are over 20,480 bytes together.",
            source =
                    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
            rationale = "The quota is documented, the status is not.")
    public enum RestHeadersTooLarge implements Choice {
        @Meaning("431, which the status code's definition suggests.")
        STATUS_431,
        @Meaning("400.")
        STATUS_400
    }

    /** What a mapping of a REST API sends when its source is not in the request. */
    @Described(
            front = "REST API",
            title = "What a mapping of a REST API sends when its source is not in the request.",
            source = "none",
            rationale = "")
    public enum RestMappingMissing implements Choice {
        @Meaning("No header.")
        LEFT_OUT,
        @Meaning("A header with an empty value.")
        EMPTY
    }

    /**
     * What responds to a preflight that selects an {@code ANY} or {@code $default} route without an authorizer, in an
     * HTTP API with a {@code corsConfiguration}.
     */
    @Described(
            front = "HTTP API",
            title = "What responds to a preflight that selects an `ANY` or `$default` route without an "
                    + "authorizer, in an HTTP API with a `corsConfiguration`.",
            source = "serverless-application-model#1603, sst#5493 against "
                    + "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
            rationale = "Two reports say that the function got every OPTIONS; the guide says that API Gateway "
                    + "automatically responds to preflights.")
    public enum HttpApiPreflightOfCatchAllRoute implements Choice {
        @Meaning("The route's function: its status and body, with the API's CORS headers.")
        ANSWERED_BY_FUNCTION,
        @Meaning("The API: its own 204.")
        ANSWERED_BY_API
    }

    /**
     * What responds to a preflight that selects an {@code OPTIONS} route without an authorizer, in an HTTP API with a
     * {@code corsConfiguration}.
     */
    @Described(
            front = "HTTP API",
            title = "What responds to a preflight that selects an `OPTIONS` route without an authorizer, in "
                    + "an HTTP API with a `corsConfiguration`.",
            source = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
            rationale = "The guide says that API Gateway automatically responds to preflights, and recommends an "
                    + "OPTIONS route with an integration next to authorizers.")
    public enum HttpApiPreflightOfOptionsRoute implements Choice {
        @Meaning("The API: its own 204.")
        ANSWERED_BY_API,
        @Meaning("The route's function: its status and body, with the API's CORS headers.")
        ANSWERED_BY_FUNCTION
    }

    /** The status of a preflight that an HTTP API refuses. */
    @Described(
            front = "HTTP API",
            title = "The status of a preflight that an HTTP API refuses.",
            source = "none",
            rationale = "There is no capture, and emulators disagree.")
    public enum HttpApiRefusedPreflight implements Choice {
        @Meaning("204 without CORS headers.")
        NO_CONTENT,
        @Meaning("403 without CORS headers.")
        FORBIDDEN
    }

    /** Whether an HTTP API that allows {@code *} sends {@code vary: origin} with it. */
    @Described(
            front = "HTTP API",
            title = "Whether an HTTP API that allows `*` sends `vary: origin` with it.",
            source = "captures of 2022 and 2026",
            rationale = "The later capture shows it, the earlier does not.")
    public enum HttpApiAnyOriginVary implements Choice {
        @Meaning("It does.")
        ADDED,
        @Meaning("It does not.")
        NOT_ADDED
    }

    /** What happens to a function's own {@code Vary} when an HTTP API adds {@code vary: origin}. */
    @Described(
            front = "HTTP API",
            title = "What happens to a function's own `Vary` when an HTTP API adds `vary: origin`.",
            source = "none",
            rationale = "There is no capture.")
    public enum HttpApiFunctionVary implements Choice {
        @Meaning("Both lines are sent.")
        KEPT,
        @Meaning("Only the API's line is sent, as in the library whose header order the captures show.")
        REPLACED
    }

    /** Whether an HTTP API's own 403, 404, 413, 431 and 503 carry CORS headers for an allowed origin. */
    @Described(
            front = "HTTP API",
            title = "Whether an HTTP API's own 403, 404, 413, 431 and 503 carry CORS headers for an allowed "
                    + "origin.",
            source = "captures of 2024 and 2026 of other errors",
            rationale = "Its 401 and 500 do; a 404 for a stage that does not exist does not.")
    public enum HttpApiErrorCors implements Choice {
        @Meaning("They do.")
        ADDED,
        @Meaning("They do not.")
        NOT_ADDED
    }

    /** When an HTTP API with a {@code corsConfiguration} ignores a function's CORS headers. */
    @Described(
            front = "HTTP API",
            title = "When an HTTP API with a `corsConfiguration` ignores a function's CORS headers.",
            source = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
            rationale = "The guide states no exception.")
    public enum HttpApiIgnoredHeaders implements Choice {
        @Meaning("Always.")
        ALWAYS,
        @Meaning("When the request has an `Origin`.")
        WITH_ORIGIN
    }

    /**
     * What happens to a {@code body} that is JSON but not a string, in what a function returned to an HTTP API in
     * payload 2.0.
     */
    @Described(
            front = "HTTP API",
            title = "What happens to a `body` that is JSON but not a string, in what a function returned to "
                    + "an HTTP API in payload 2.0.",
            source =
                    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html "
                            + "against recordings of Function URLs",
            rationale = "The guide shows a string.")
    public enum HttpApiJsonBody implements Choice {
        @Meaning("The response is malformed, a 500.")
        MALFORMED,
        @Meaning("Its text is sent, as recorded of Function URLs.")
        SENT_AS_TEXT
    }

    /**
     * Whether the preflight of a Function URL with auth type {@code AWS_IAM} must be signed, which no browser can.
     */
    @Described(
            front = "Function URL",
            title = "Whether the preflight of a Function URL with auth type `AWS_IAM` must be signed, which "
                    + "no browser can.",
            source = "none",
            rationale = "If it had to be, no page could use such a URL.")
    public enum FunctionUrlPreflightSignature implements Choice {
        @Meaning("It need not.")
        NOT_NEEDED,
        @Meaning("It must: 403.")
        NEEDED
    }

    /**
     * What a Function URL sends to a preflight of an allowed origin that asks for a method or header that its {@code
     * Cors} block does not allow.
     */
    @Described(
            front = "Function URL",
            title = "What a Function URL sends to a preflight of an allowed origin that asks for a method or "
                    + "header that its `Cors` block does not allow.",
            source = "rimutaka/posts, lambda-url-with-cloudfront, 2024-08",
            rationale = "The author saw it for two names in one entry; that it holds for any name follows.")
    public enum FunctionUrlRefusedNames implements Choice {
        @Meaning("No CORS header at all.")
        NO_CORS_HEADERS,
        @Meaning("The configured names, as for every other preflight.")
        CONFIGURED_NAMES
    }

    /**
     * What a Function URL that allows {@code *} without credentials sends as {@code Access-Control-Allow-Origin}.
     */
    @Described(
            front = "Function URL",
            title = "What a Function URL that allows `*` without credentials sends as "
                    + "`Access-Control-Allow-Origin`.",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html against "
                    + "powertools-lambda-python#4163",
            rationale = "The guide quotes the browser's error about `*, *`; a report of 2024 shows the origin. "
                    + "With credentials a probe saw the origin reflected.")
    public enum FunctionUrlAnyOrigin implements Choice {
        @Meaning("`*`.")
        WILDCARD,
        @Meaning("The request's origin.")
        REFLECTED
    }

    /** Whether a Function URL's own 403, 413 and 502 carry CORS headers for an allowed origin. */
    @Described(
            front = "Function URL",
            title = "Whether a Function URL's own 403, 413 and 502 carry CORS headers for an allowed origin.",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html as of 2022",
            rationale = "Lambda added the CORS headers \"to all responses\".")
    public enum FunctionUrlErrorCors implements Choice {
        @Meaning("They do.")
        ADDED,
        @Meaning("They do not.")
        NOT_ADDED
    }

    /** What a website endpoint sends to a preflight. */
    @Described(
            front = "S3",
            title = "What a website endpoint sends to a preflight.",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
            rationale = "The guide says that website endpoints support only GET and HEAD; that rules cover those "
                    + "two there too is settled.")
    public enum S3WebsitePreflight implements Choice {
        @Meaning("What the REST endpoint sends, errors in HTML.")
        AS_REST_ENDPOINT,
        @Meaning("405.")
        METHOD_NOT_ALLOWED
    }

    /**
     * What happens to {@code multiValueHeaders} without {@code headers} from a function whose target group is in
     * single-value mode.
     */
    @Described(
            front = "Load balancer",
            title = "What happens to `multiValueHeaders` without `headers` from a function whose target "
                    + "group is in single-value mode.",
            source = "none",
            rationale = "")
    public enum LoadBalancerOtherMap implements Choice {
        @Meaning("The other map is ignored: the response goes out without headers.")
        IGNORED,
        @Meaning("The response is malformed, a 502, as it is with `\"headers\": null`.")
        MALFORMED
    }

    /** Whether errors are kept where the cache policy's TTLs are all 0, as those of CachingDisabled are. */
    @Described(
            front = "CloudFront",
            title = "Whether errors are kept for the error caching minimum TTL where the cache policy's TTLs are all "
                    + "0, as those of `CachingDisabled` are.",
            source = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html",
            rationale = "By the wording of the guide they would be: what error caching depends on does not "
                    + "include the cache policy. But then an error of one query string or user would be sent to all "
                    + "others, since the key of `CachingDisabled` has neither, and no report of that was found.")
    public enum CloudFrontErrorsWithoutCaching implements Choice {
        @Meaning("They are not.")
        NOT_KEPT,
        @Meaning("They are, for 10 seconds unless `errorCachingMinTtl` is set.")
        KEPT
    }

    /** Whether a response headers policy is applied to errors that CloudFront makes itself: 403, 502, 504. */
    @Described(
            front = "CloudFront",
            title = "Whether a response headers policy is applied to errors that CloudFront makes itself: "
                    + "403, 502, 504.",
            source = "none",
            rationale = "The guide speaks of responses that CloudFront receives from the origin.")
    public enum CloudFrontPolicyOnOwnErrors implements Choice {
        @Meaning("It is not: a page sees them as CORS errors.")
        LEFT_OUT,
        @Meaning("It is.")
        APPLIED
    }

    /**
     * What happens to the origin's own {@code Access-Control-Allow-Origin} where a policy overrides, and the
     * request's {@code Origin} is not one of the policy's.
     */
    @Described(
            front = "CloudFront",
            title = "What happens to the origin's own `Access-Control-Allow-Origin` where a policy "
                    + "overrides, and the request's `Origin` is not one of the policy's.",
            source =
                    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
            rationale = "\"CloudFront ignores the header that it received from the origin\" suggests the first "
                    + "choice slightly.")
    public enum CloudFrontOverrideForeignOrigin implements Choice {
        @Meaning("It is removed.")
        REMOVED,
        @Meaning("It stays.")
        KEPT
    }

    /** Whether a policy for any origin, {@code *}, adds {@code Vary: Origin}. */
    @Described(
            front = "CloudFront",
            title = "Whether a policy for any origin, `*`, adds `Vary: Origin`.",
            source = "captures of 2023-06-14 and 2026-02-04",
            rationale = "Recorded for policies whose settings are not known.")
    public enum CloudFrontVaryForAnyOrigin implements Choice {
        @Meaning("It does, as every policy with CORS headers.")
        ADDED,
        @Meaning("It does not.")
        LEFT_OUT
    }
}
