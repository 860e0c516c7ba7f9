package dev.corsac.local;

import dev.corsac.browser.Sites;
import dev.corsac.config.Configuration;
import dev.corsac.config.FrontSpec;
import dev.corsac.explain.PolicyRefusal;
import dev.corsac.http.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The console of a run.
 *
 * @param port of the loopback interface; 0 takes any that is free
 * @param elsewhere whether any free port will do if that one is in use
 * @param sites asked whether cookies travel
 * @param addresses what listens, for the page to name and to offer
 * @param policies asked whether a function's own policy refused a request
 */
public record ConsoleSpec(int port, boolean elsewhere, Sites sites, List<Address> addresses, Policies policies) {

    /** Copies the list. */
    public ConsoleSpec {
        addresses = List.copyOf(addresses);
    }

    /** A console that knows no policies. */
    public ConsoleSpec(int port, boolean elsewhere, Sites sites, List<Address> addresses) {
        this(port, elsewhere, sites, addresses, (function, request) -> null);
    }

    /** Returns what listens of a configuration. */
    public static List<Address> addresses(Configuration configuration) {
        List<Address> addresses = new ArrayList<>();
        for (FrontSpec front : configuration.fronts()) {
            for (String host : front.hosts()) {
                addresses.add(new Address(
                        front.kind().word(), front.name(), front.origin(host) + front.path(), front.port()));
            }
        }
        return addresses;
    }

    /** The functions' own policies. Called on the console's thread. */
    @FunctionalInterface
    public interface Policies {

        /** Returns what a function's policy does not allow in a request; null if it allows it, or there is no policy. */
        @Nullable
        PolicyRefusal refusal(String function, Request request);
    }

    /**
     * Something that listens.
     *
     * @param kind {@code site}, {@code REST API}, …
     * @param name as the configuration has it
     * @param url where it is opened or called, without a slash at the end
     * @param port on this machine
     */
    public record Address(String kind, String name, String url, int port) {}
}
