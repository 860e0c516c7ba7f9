package dev.corsac.local;

import dev.corsac.browser.Sites;
import java.util.List;

/**
 * The console of a run.
 *
 * @param port of the loopback interface; 0 takes any that is free
 * @param elsewhere whether any free port will do if that one is in use
 * @param sites asked whether cookies travel
 * @param places what listens, for the page to name and to offer
 */
public record ConsoleSpec(int port, boolean elsewhere, Sites sites, List<Place> places) {

    /** Copies the list. */
    public ConsoleSpec {
        places = List.copyOf(places);
    }

    /**
     * Something that listens.
     *
     * @param kind {@code site}, {@code REST API}, …
     * @param name as the configuration has it
     * @param url where it is opened or called, without a slash at the end
     * @param port on this machine
     */
    public record Place(String kind, String name, String url, int port) {}
}
