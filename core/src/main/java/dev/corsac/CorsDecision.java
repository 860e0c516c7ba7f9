package dev.corsac;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one request. Immutable, and kept by the policy for the next request like it, so that deciding
 * allocates nothing.
 */
public final class CorsDecision {

    /** What a request is to the CORS protocol. */
    public enum Kind {
        /** {@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method}: asked by a browser, not by a page. */
        PREFLIGHT,
        /** Any other request with {@code Origin}; a browser also sends it with same-origin requests that are not GET or HEAD. */
        ACTUAL,
        /** A request without {@code Origin}. */
        NOT_CORS
    }

    static final int PREFLIGHT = 0;
    static final int ACTUAL = 1;
    static final int NOT_CORS = 2;

    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** The {@link Kind} as a number: a function starts sooner if its class is loaded for those alone who ask. */
    private final int kind;

    private final boolean allowed;
    private final OptionalInt status;
    private final List<CorsHeader> headers;
    private final List<String> vary;
    private final @Nullable CorsRefusal refusal;

    /** The key under which this is found again: the origin, or as much of it as was read; null where it made no difference. */
    final @Nullable String origin;

    /** The answer to a preflight from the same origin; filled in when first needed, by any thread, always with the same. */
    @Nullable
    CorsDecision preflight;

    /** What all decisions of one sort under one policy have in common: none that anyone is told. */
    CorsDecision(int kind, boolean allowed, OptionalInt status, List<CorsHeader> headers, List<String> vary) {
        this.kind = kind;
        this.allowed = allowed;
        this.status = status;
        this.headers = headers;
        this.vary = vary;
        this.origin = null;
        this.refusal = null;
    }

    /**
     * One of that sort.
     *
     * @param originLine goes before the lines of the sort; null for none
     */
    CorsDecision(
            CorsDecision sort,
            @Nullable CorsHeader originLine,
            @Nullable String origin,
            @Nullable CorsRefusal refusal) {
        this.kind = sort.kind;
        this.allowed = sort.allowed;
        this.status = sort.status;
        this.headers = originLine == null ? sort.headers : lines(originLine, sort.headers);
        this.vary = sort.vary;
        this.origin = origin;
        this.refusal = refusal;
    }

    private static List<CorsHeader> lines(CorsHeader first, List<CorsHeader> others) {
        CorsHeader[] lines = new CorsHeader[1 + others.size()];
        lines[0] = first;
        for (int i = 1; i < lines.length; i++) {
            lines[i] = others.get(i - 1);
        }
        return List.of(lines);
    }

    /** What kind of request this is about. */
    public Kind kind() {
        return switch (kind) {
            case PREFLIGHT -> Kind.PREFLIGHT;
            case ACTUAL -> Kind.ACTUAL;
            default -> Kind.NOT_CORS;
        };
    }

    /** Whether the policy grants it; true for a request that is not CORS. */
    public boolean allowed() {
        return allowed;
    }

    /**
     * The status of the whole response, where the policy answers and the handler is not to be called: 204 or 403, with
     * no body. Empty where the handler answers, with {@link #headers()} added to what it says.
     */
    public OptionalInt status() {
        return status;
    }

    /**
     * The header lines to send, these and no other CORS ones. {@code Vary} is to be merged with that of the handler; the
     * others replace any that the handler set. Immutable.
     */
    public List<CorsHeader> headers() {
        return headers;
    }

    /** The names that {@code Vary} needs, as in {@link #headers()}. Immutable. */
    public List<String> vary() {
        return vary;
    }

    /** Why it was refused; null if and only if it is {@link #allowed()}. */
    public @Nullable CorsRefusal refusal() {
        return refusal;
    }

    /** The line that names the allowed origin, for a decision that shares it; null if there is none. */
    @Nullable
    CorsHeader originLine() {
        return !headers.isEmpty() && headers.get(0).name().equals(ALLOW_ORIGIN) ? headers.get(0) : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CorsDecision that
                && kind == that.kind
                && allowed == that.allowed
                && status.equals(that.status)
                && headers.equals(that.headers)
                && Objects.equals(refusal, that.refusal);
    }

    @Override
    public int hashCode() {
        return headers.hashCode() * 31 + kind;
    }

    /** For people: kind, outcome, header lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind().name()).append(allowed ? " allowed" : " refused");
        if (status.isPresent()) {
            text.append(' ').append(status.getAsInt());
        }
        text.append(' ').append(headers);
        if (refusal != null) {
            text.append(' ').append(refusal.message());
        }
        return text.toString();
    }
}
