package dev.corsac.local.server;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FrontAddress.Service;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Request;
import java.util.Locale;

/**
 * Lets requests through to a front only if they are for one of its hosts, {@code localhost} or a loopback address. A page whose
 * host name was made to point to this machine (DNS rebinding) is same-origin with what it then calls, and would read all of it,
 * past every CORS rule; its requests carry its own host name.
 */
record HostGuard(Front front, FrontAddress address) implements Front {

    private static final String PRINTABLE = "[a-z0-9_.:\\[\\]-]{1,253}";

    @Override
    public AttributedResponse answer(Request request, RequestMetadata metadata) {
        String host = request.url().host();
        return address.accepts(host)
                ? front.answer(request, metadata)
                : refused(host.toLowerCase(Locale.ROOT)).response(address.service(), request, metadata);
    }

    private ServiceError refused(String host) {
        boolean named = host.matches(PRINTABLE);
        String fix = named
                ? "To accept it, add " + host + " to allowHosts in corsac.yaml, or start with --allow-host " + host
                : "To accept a host, add it to allowHosts in corsac.yaml, or start with --allow-host HOST";
        String reason =
                (named ? "the host " + host : "the request's host") + " is not one of " + address.name() + ". " + fix
                        + (address.service() == Service.LOAD_BALANCER
                                ? ". (A load balancer of AWS accepts any host: this refusal is Corsac's own, against DNS rebinding.)"
                                : "");
        return ServiceError.unknownHost(address.service(), reason, "Corsac refused the request: " + reason);
    }
}
