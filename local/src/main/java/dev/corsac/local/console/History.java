package dev.corsac.local.console;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest exchanges and messages, bounded in number and bytes: what comes first goes first. Safe to share between
 * threads; each call is short, since requests wait for it.
 */
final class History {

    /** Exchanges that are kept. */
    static final int MOST_EXCHANGES = 1_000;

    /** Bytes of exchanges that are kept, as {@link FrontExchange#weight} counts them. */
    static final int MOST_BYTES = 16 << 20;

    /** Messages that are kept. */
    static final int MOST_MESSAGES = 500;

    /** Characters of messages that are kept. */
    static final int MOST_CHARACTERS = 1 << 19;

    private final Clock clock;
    private final Deque<FrontExchange> exchanges = new ArrayDeque<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private long bytes;
    private int characters;
    private long lastId;
    private long changes;
    private long cleared;

    History(Clock clock) {
        this.clock = clock;
    }

    FrontExchange begin(Request request, Replayer front, long replayOf) {
        return begin(request, request.body().length(), front, replayOf);
    }

    /** @param length of the request's body, of which less may have been read */
    FrontExchange begin(Request request, long length, Replayer front, long replayOf) {
        String packed = Packed.of(request);
        Excerpt body = Excerpt.of(request.body(), FrontExchange.MOST_REQUEST_BODY);
        synchronized (this) {
            FrontExchange exchange =
                    new FrontExchange(++lastId, clock.instant(), packed, body, length, front, replayOf);
            exchange.change = ++changes;
            exchanges.add(exchange);
            bytes += exchange.weight();
            bound();
            return exchange;
        }
    }

    /** Packs the response before it takes the lock. */
    void end(FrontExchange exchange, AttributedResponse response, Duration took, @Nullable Invoked function) {
        FrontExchange.Done done = new FrontExchange.Done(response, took, function);
        synchronized (this) {
            int before = exchange.weight();
            exchange.done = done;
            exchange.change = ++changes;
            if (exchange.id >= oldest()) {
                bytes += exchange.weight() - before;
                bound();
            }
        }
    }

    /** Forgets an exchange that came to nothing. */
    synchronized void drop(FrontExchange exchange) {
        if (exchanges.remove(exchange)) {
            bytes -= exchange.weight();
        }
    }

    synchronized void add(Message.Kind kind, String function, String text) {
        String cut = text.length() > Message.MOST_TEXT ? text.substring(0, Message.MOST_TEXT) + "…" : text;
        Message message = new Message(++lastId, clock.instant(), kind, function, cut);
        messages.add(message);
        characters += message.weight();
        while (messages.size() > MOST_MESSAGES || characters > MOST_CHARACTERS) {
            characters -= messages.removeFirst().weight();
        }
    }

    private void bound() {
        while (exchanges.size() > MOST_EXCHANGES || (bytes > MOST_BYTES && exchanges.size() > 1)) {
            bytes -= exchanges.removeFirst().weight();
        }
    }

    /** Forgets everything. */
    synchronized void clear() {
        exchanges.clear();
        messages.clear();
        bytes = 0;
        characters = 0;
        cleared = lastId;
    }

    /** The id below which there is nothing any more. */
    synchronized long oldest() {
        return exchanges.isEmpty() ? cleared + 1 : exchanges.getFirst().id;
    }

    synchronized long changes() {
        return changes;
    }

    /** Exchanges changed after that count of changes, oldest first. */
    synchronized List<FrontExchange> changedAfter(long change) {
        List<FrontExchange> changed = new ArrayList<>();
        for (FrontExchange exchange : exchanges) {
            if (exchange.change > change) {
                changed.add(exchange);
            }
        }
        return changed;
    }

    /** All exchanges, oldest first. */
    List<FrontExchange> exchanges() {
        return changedAfter(0);
    }

    /** Messages later than that one, oldest first. */
    synchronized List<Message> messagesAfter(long id) {
        List<Message> later = new ArrayList<>();
        for (Message message : messages) {
            if (message.id() > id) {
                later.add(message);
            }
        }
        return later;
    }

    synchronized long bytes() {
        return bytes;
    }
}
