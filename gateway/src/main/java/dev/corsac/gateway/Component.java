package dev.corsac.gateway;

import java.util.Objects;

/**
 * A part of a deployment that can make a status or a header line: what somebody would change to change it. Immutable.
 *
 * @param kind what it is
 * @param name its name where there are several: a function's name, {@code UNAUTHORIZED}, {@code OPTIONS /orders}; empty where
 *     the kind says it all
 */
public record Component(Kind kind, String name) {

    /** The kinds of components, each with the words for it. */
    public enum Kind {
        /** A Lambda function, by what it returned. */
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
        /** The attributes by which a load balancer's listener modifies response headers. */
        LISTENER_ATTRIBUTES("the header attributes of the load balancer's listener"),
        /** A bucket's CORS configuration. */
        BUCKET_CORS("the CORS configuration of the bucket"),
        /** A bucket's objects and its website configuration. */
        BUCKET("the bucket"),
        /** A response headers policy of CloudFront. */
        RESPONSE_HEADERS_POLICY("the response headers policy"),
        /** CloudFront's cache, filled by an earlier response. */
        CACHE("the cache of CloudFront, filled by"),
        /** The service itself, by no setting of the deployment: {@code HTTP API}, {@code load balancer}. */
        SERVICE("the");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** @throws NullPointerException if one is null */
    public Component {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** Returns the component of that kind and name. */
    public static Component of(Kind kind, String name) {
        return new Component(kind, name);
    }

    /** Returns the component as it appears in a sentence: {@code the gateway response UNAUTHORIZED}. */
    @Override
    public String toString() {
        return name.isEmpty() ? kind.words : kind.words + " " + name;
    }
}
