package dev.corsac.local.console;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page's script asked for: an actual request with its preflight, or one of the two. Requests that no script made, or
 * none that can be found, are calls too. Used under the lock of {@link Calls}.
 */
final class PageCall {

    /** The id of its first exchange. */
    final long id;

    @Nullable
    FrontExchange preflight;

    @Nullable
    FrontExchange actual;

    /** Made again when one of the exchanges changes. */
    @Nullable
    LocalDiagnosis diagnosis;

    /** Whether an actual request that has not come is taken not to come any more. */
    boolean settled;

    /** The count of changes of {@link Calls} when this one was changed last. */
    long version;

    PageCall(FrontExchange first) {
        this.id = first.id;
        add(first);
    }

    void add(FrontExchange exchange) {
        if (exchange.isPreflight()) {
            preflight = exchange;
        } else {
            actual = exchange;
        }
        diagnosis = null;
        settled = false;
    }

    /** The actual request; the preflight as long as that is all. */
    FrontExchange main() {
        FrontExchange main = actual != null ? actual : preflight;
        if (main == null) {
            throw new AssertionError("a call has an exchange");
        }
        return main;
    }

    /** Whether every request has its response. */
    boolean hasResponses() {
        return (preflight == null || preflight.done != null) && (actual == null || actual.done != null);
    }

    /** How long ago its only exchange, a preflight, got its response; null if there is more, or no response yet. */
    @Nullable
    Duration waiting(Instant now) {
        FrontExchange.Done done = preflight == null || actual != null ? null : preflight.done;
        return done == null || preflight == null ? null : Duration.between(preflight.at.plus(done.took()), now);
    }
}
