package dev.corsac.explain;

import dev.corsac.browser.Server;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server that responds as it did when a call was recorded: each exchange once, in order, as far as there are enough of
 * them. Made for one run of the model; not safe for use by several threads.
 */
final class ReplayServer implements Server {

    private final List<RecordedExchange> exchanges;
    private final LocalKnowledge local;
    private final boolean mayAssumePreflight;
    private final Set<Integer> taken = new HashSet<>();
    private final List<@Nullable RecordedExchange> used = new ArrayList<>();
    private int lastIndex = -1;
    private boolean assumedPreflight;
    private boolean rememberedPreflight;

    /**
     * @param mayAssumePreflight whether a preflight that was not recorded is taken to have passed
     */
    ReplayServer(List<RecordedExchange> exchanges, LocalKnowledge local, boolean mayAssumePreflight) {
        this.exchanges = exchanges;
        this.local = local;
        this.mayAssumePreflight = mayAssumePreflight;
    }

    @Override
    public @Nullable Response respond(Request request) {
        boolean preflight = request.isPreflight();
        RecordedExchange exchange = find(request, preflight);
        if (exchange == null && preflight) {
            exchange = local.remembered();
            rememberedPreflight |= exchange != null;
            if (exchange == null && mayAssumePreflight) {
                assumedPreflight = true;
                used.add(null);
                return granting(request);
            }
        }
        used.add(exchange);
        if (exchange == null || exchange.status() < 100 || exchange.status() > 999) {
            return null;
        }
        // A recorder that leaves a response out keeps its status at times.
        if (exchange.isWithheld()) {
            return null;
        }
        return Response.of(exchange.status(), exchange.responseHeaders());
    }

    /** The exchange for each request so far; null where there is none. */
    List<@Nullable RecordedExchange> used() {
        return used;
    }

    /** The index of the exchange that the last response came from; -1 if it is not one of the call's own. */
    int lastIndex() {
        return lastIndex;
    }

    boolean assumedPreflight() {
        return assumedPreflight;
    }

    boolean rememberedPreflight() {
        return rememberedPreflight;
    }

    private @Nullable RecordedExchange find(Request request, boolean preflight) {
        String url = request.url().toString();
        RecordedExchange last = null;
        lastIndex = -1;
        for (int i = 0; i < exchanges.size(); i++) {
            RecordedExchange each = exchanges.get(i);
            if (each.isPreflight() == preflight && sameUrl(each.url(), url)) {
                lastIndex = i;
                if (taken.add(i)) {
                    return each;
                }
                last = each;
            }
        }
        // What else was sent to the call's own URL belongs to other calls: a preflight of theirs may be the one that
        // the browser
        // remembered, and a response of theirs is not this call's. Others lead on after a redirect, for the same page.
        boolean own = !exchanges.isEmpty() && sameUrl(exchanges.get(0).url(), url);
        if (last == null && !own) {
            String origin = request.headers().first("Origin");
            for (RecordedExchange each : local.others()) {
                if (each.isPreflight() == preflight
                        && sameUrl(each.url(), url)
                        && Objects.equals(each.requestHeaders().first("Origin"), origin)) {
                    last = each;
                }
            }
        }
        return last;
    }

    private static boolean sameUrl(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return Url.parse(one).toString().equals(other);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Response granting(Request preflight) {
        Headers sent = preflight.headers();
        Headers headers = Headers.EMPTY;
        for (String[] line : new String[][] {
            {"Access-Control-Allow-Origin", sent.first("Origin")},
            {"Access-Control-Allow-Credentials", "true"},
            {"Access-Control-Allow-Methods", sent.first("Access-Control-Request-Method")},
            {"Access-Control-Allow-Headers", sent.first("Access-Control-Request-Headers")}
        }) {
            headers = line[1] == null ? headers : headers.plus(line[0], line[1]);
        }
        return Response.of(204, headers);
    }
}
