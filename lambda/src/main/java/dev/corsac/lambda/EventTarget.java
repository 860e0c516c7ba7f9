package dev.corsac.lambda;

import dev.corsac.CallTarget;
import dev.corsac.CorsPolicy;
import dev.corsac.PolicySelector;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a front's event was sent to. Each part is read from the event's bytes when it is asked for. */
final class EventTarget implements CallTarget {

    private final byte[] event;

    EventTarget(byte[] event) {
        this.event = event;
    }

    /** Returns the policy that a selector chooses for an event; here so that a function with one policy need not load this class. */
    static CorsPolicy select(PolicySelector selector, byte[] event) {
        return selector.select(new EventTarget(event));
    }

    /** Returns the host as API Gateway states it; a load balancer has it in the header only. */
    @Override
    public @Nullable String host() {
        String host = field("requestContext.domainName");
        if (host == null) {
            host = hostHeader();
        }
        if (host == null || host.isEmpty()) {
            return null;
        }
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable String path() {
        String rawPath = field("rawPath");
        return rawPath != null ? rawPath : field("path");
    }

    @Override
    public @Nullable String stage() {
        return field("requestContext.stage");
    }

    @Override
    public @Nullable String field(String name) {
        JsonCursor json = new JsonCursor(event, 0, event.length);
        int start = 0;
        while (true) {
            int dot = name.indexOf('.', start);
            if (!enter(json, dot < 0 ? name.substring(start) : name.substring(start, dot))) {
                return null;
            }
            if (dot < 0) {
                return json.peek() == '"' ? json.string() : null;
            }
            start = dot + 1;
        }
    }

    /** Moves to the value of a member; false if there is no such member, or what is there is not an object. */
    private static boolean enter(JsonCursor json, String member) {
        if (json.peek() != '{') {
            return false;
        }
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            if (json.nameIs(member)) {
                return true;
            }
            json.skipValue();
        }
        return false;
    }

    /** Returns the value of the header Host; null if there is none, or more than one. */
    private @Nullable String hostHeader() {
        for (String member : new String[] {"multiValueHeaders", "headers"}) {
            JsonCursor json = new JsonCursor(event, 0, event.length);
            if (enter(json, member) && json.peek() == '{') {
                return hostHeader(json);
            }
        }
        return null;
    }

    private static @Nullable String hostHeader(JsonCursor json) {
        String host = null;
        int lines = 0;
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            if (!json.nameIsIgnoringCase("host")) {
                json.skipValue();
            } else if (json.peek() != '[') {
                lines++;
                host = stringOrNull(json);
            } else {
                for (boolean another = json.openArray(); another; another = json.nextElement()) {
                    lines++;
                    host = stringOrNull(json);
                }
            }
        }
        return lines == 1 ? host : null;
    }

    private static @Nullable String stringOrNull(JsonCursor json) {
        if (json.peek() == '"') {
            return json.string();
        }
        json.skipValue();
        return null;
    }
}
