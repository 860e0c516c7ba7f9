package dev.corsac.gateway;

import java.util.Objects;

/**
 * An element of a deployment that can make a status or a header line: what somebody would change to change it.
 *
 * @param kind what it is
 * @param name what it is called where there are several: a function's name, {@code UNAUTHORIZED}, {@code OPTIONS /orders};
 *     empty where the kind says it all
 */
public record Component(Kind kind, String name) {

    /** The kinds of elements, each with the words for it. */
    public enum Kind {
        /** A Lambda function's own answer. */
        FUNCTION("the function"),
        /** A MOCK integration's response, with the method response that lets it through. */
        MOCK("the MOCK integration of"),
        /** A gateway response of a REST API, configured or in its default form. */
        GATEWAY_RESPONSE("the gateway response"),
        /** The {@code corsConfiguration} of an HTTP API. */
        HTTP_API_CORS("the corsConfiguration of the HTTP API"),
        /** An authorizer that refused. */
        AUTHORIZER("the authorizer"),
        /** The {@code Cors} block of a Function URL. */
        FUNCTION_URL_CORS("the Cors block of the Function URL of"),
        /** A bucket's CORS configuration. */
        BUCKET_CORS("the CORS configuration of the bucket"),
        /** A bucket's objects and its website configuration. */
        BUCKET("the bucket"),
        /** A response headers policy of CloudFront. */
        RESPONSE_HEADERS_POLICY("the response headers policy"),
        /** What CloudFront had kept of an earlier answer. */
        CACHE("the cache of CloudFront, filled by"),
        /** The service itself, by no setting of the deployment: {@code HTTP API}, {@code load balancer}. */
        SERVICE("the");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Null is refused. */
    public Component {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** An element of which there are several. */
    public static Component of(Kind kind, String name) {
        return new Component(kind, name);
    }

    /** As it stands in a sentence: {@code the gateway response UNAUTHORIZED}. */
    @Override
    public String toString() {
        return name.isEmpty() ? kind.words : kind.words + " " + name;
    }
}
