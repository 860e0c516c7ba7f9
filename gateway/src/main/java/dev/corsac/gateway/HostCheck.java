package dev.corsac.gateway;

import dev.corsac.gateway.internal.UnknownHost;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A front that serves only the hosts it is deployed under, and refuses every other {@code Host} as its service does. Without
 * this check, a page of another site whose name resolves to the front (DNS rebinding) is same-origin with it, and CORS does not
 * apply.
 *
 * <p>Immutable; thread-safe if the front and the predicate are.
 */
public final class HostCheck implements Front {

    /** The services, by what they send to a {@code Host} that is not one of theirs. */
    public enum Service {
        /** API Gateway: 403 {@code {"message":"Forbidden"}} (reported). */
        API_GATEWAY,
        /** A Function URL: 403, readable by every page; preflights are granted to every page (recorded). */
        FUNCTION_URL,
        /** S3: 404 {@code NoSuchBucket}. */
        S3,
        /** CloudFront: 403, "Bad request." (documented). */
        CLOUDFRONT,
        /** A load balancer serves every host. The 403 is Corsac's own, and its body states that. */
        LOAD_BALANCER
    }

    private final Front front;
    private final Service service;
    private final Predicate<String> serves;
    private final String advice;

    private HostCheck(Front front, Service service, Predicate<String> serves, String advice) {
        this.front = front;
        this.service = service;
        this.serves = serves;
        this.advice = advice;
    }

    /**
     * Returns the front behind a check of the host.
     *
     * @param serves whether the front serves a host, given in lower case without port; an IPv6 address is in brackets
     * @param advice what to change so that one more host is served, as a sentence for the log: {@code Add it to
     *     apis.shop.hosts.}
     */
    public static HostCheck before(Front front, Service service, Predicate<String> serves, String advice) {
        return new HostCheck(
                Objects.requireNonNull(front, "front"),
                Objects.requireNonNull(service, "service"),
                Objects.requireNonNull(serves, "serves"),
                Objects.requireNonNull(advice, "advice"));
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        String header = request.headers().first("Host");
        String host = name(header == null ? request.url().host() : header);
        return serves.test(host)
                ? front.respond(request, arrival)
                : UnknownHost.respond(service, host, request, arrival, "no deployment has that host. " + advice);
    }

    @Override
    public int maxRequestBody() {
        return front.maxRequestBody();
    }

    private static String name(String authority) {
        return Url.hostPart(authority).toLowerCase(Locale.ROOT);
    }
}
