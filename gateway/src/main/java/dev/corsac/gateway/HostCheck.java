package dev.corsac.gateway;

import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A front that serves only the hosts it is deployed under, and refuses every other {@code Host} in the form of its service.
 * Without this check, a page of another site whose name resolves to the front (DNS rebinding) is same-origin with it, and CORS
 * does not apply.
 *
 * <p>The refusal never has CORS headers, though a Function URL of AWS sends them with its own (recorded): that one comes from a
 * host of AWS, this one must not be readable by any page.
 *
 * <p>Immutable; thread-safe if the front, the predicate and the advice are.
 */
public final class HostCheck implements Front {

    private static final String PRINTABLE = "[a-z0-9_.:\\[\\]-]{1,253}";

    private final Front front;
    private final Service service;
    private final String name;
    private final Predicate<String> serves;
    private final UnaryOperator<String> advice;

    private HostCheck(
            Front front, Service service, String name, Predicate<String> serves, UnaryOperator<String> advice) {
        this.front = front;
        this.service = service;
        this.name = name;
        this.serves = serves;
        this.advice = advice;
    }

    /**
     * Returns the front behind a check of the host.
     *
     * @param name how the configuration refers to the front, {@code apis.shop}; for messages
     * @param serves whether the front serves a host, given in lower case without port; an IPv6 address is in brackets
     * @param advice makes what to do so that one more host is served, as the end of a sentence: of {@code a.example} {@code add
     *     a.example to apis.shop.hosts}; gets {@code HOST} for a host that could be read as something else
     */
    public static HostCheck before(
            Front front, Service service, String name, Predicate<String> serves, UnaryOperator<String> advice) {
        return new HostCheck(
                Objects.requireNonNull(front, "front"),
                Objects.requireNonNull(service, "service"),
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(serves, "serves"),
                Objects.requireNonNull(advice, "advice"));
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        String header = request.headers().first("Host");
        String host = (header == null ? request.url().host() : Url.hostPart(header)).toLowerCase(Locale.ROOT);
        return serves.test(host)
                ? front.respond(request, arrival)
                : refusal(host).response(request, arrival);
    }

    @Override
    public int maxRequestBody() {
        return front.maxRequestBody();
    }

    private ServiceError refusal(String host) {
        boolean printable = host.matches(PRINTABLE);
        String reason = (printable ? "the host " + host : "the request's host") + " is not one of " + name
                + ". To accept " + (printable ? "it, " : "a host, ") + advice.apply(printable ? host : "HOST")
                + (service == Service.LOAD_BALANCER
                        ? ". (A load balancer of AWS accepts any host: this refusal is Corsac's own, against DNS rebinding.)"
                        : "");
        return ServiceError.unknownHost(
                service, printable ? host : null, reason, "Corsac refused the request: " + reason);
    }
}
