package dev.corsac;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.RandomAccess;
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

    final Outline outline;
    private final Lines lines;
    private final @Nullable CorsRefusal refusal;

    /** The key under which this is found again: the origin, or as much of it as was read; null where it made no difference. */
    final @Nullable String origin;

    /** The answer to a preflight from the same origin; filled in when first needed, by any thread, always with the same. */
    @Nullable
    CorsDecision preflight;

    CorsDecision(
            Outline outline, @Nullable CorsHeader originLine, @Nullable String origin, @Nullable CorsRefusal refusal) {
        this.outline = outline;
        this.lines = originLine == null ? outline.lines : new Lines(outline.lines.shared, originLine);
        this.origin = origin;
        this.refusal = refusal;
    }

    /** What kind of request this is about. */
    public Kind kind() {
        return outline.kind;
    }

    /** Whether the policy grants it; true for a request that is not CORS. */
    public boolean allowed() {
        return outline.allowed;
    }

    /**
     * The status of the whole response, where the policy answers and the handler is not to be called: 204 or 403, with
     * no body. Empty where the handler answers, with {@link #headers()} added to what it says.
     */
    public OptionalInt status() {
        return outline.status;
    }

    /**
     * The header lines to send, these and no other CORS ones. {@code Vary} is to be merged with that of the handler; the
     * others replace any that the handler set. Immutable.
     */
    public List<CorsHeader> headers() {
        return lines;
    }

    /** The names that {@code Vary} needs, as in {@link #headers()}. Immutable. */
    public List<String> vary() {
        return outline.vary;
    }

    /** Why it was refused; null if and only if it is {@link #allowed()}. */
    public @Nullable CorsRefusal refusal() {
        return refusal;
    }

    /** The {@code Access-Control-Allow-Origin} line with one certain origin, for a decision that shares it; null if there is none. */
    @Nullable
    CorsHeader originLine() {
        return lines.originLine;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CorsDecision that
                && outline.kind == that.outline.kind
                && outline.allowed == that.outline.allowed
                && outline.status.equals(that.outline.status)
                && lines.equals(that.lines)
                && Objects.equals(refusal, that.refusal);
    }

    @Override
    public int hashCode() {
        return lines.hashCode() * 31 + outline.kind.hashCode();
    }

    /** For people: kind, outcome, header lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(outline.kind.name()).append(outline.allowed ? " allowed" : " refused");
        if (outline.status.isPresent()) {
            text.append(' ').append(outline.status.getAsInt());
        }
        text.append(' ').append(lines);
        if (refusal != null) {
            text.append(' ').append(refusal.message());
        }
        return text.toString();
    }

    /** What all decisions of one sort under one policy have in common. */
    static final class Outline {
        final Kind kind;
        final boolean allowed;
        final OptionalInt status;
        final List<String> vary;
        final Lines lines;

        /** @param lines the lines to send; null stands where the line with the origin goes */
        Outline(Kind kind, boolean allowed, OptionalInt status, List<String> vary, @Nullable CorsHeader... lines) {
            this.kind = kind;
            this.allowed = allowed;
            this.status = status;
            this.vary = vary;
            this.lines = new Lines(lines, null);
        }
    }

    /** A list made of lines that many decisions share, with one of its own in the gap. */
    static final class Lines extends AbstractList<CorsHeader> implements RandomAccess {
        final @Nullable CorsHeader[] shared;
        final @Nullable CorsHeader originLine;

        Lines(@Nullable CorsHeader[] shared, @Nullable CorsHeader originLine) {
            this.shared = shared;
            this.originLine = originLine;
        }

        @Override
        public CorsHeader get(int index) {
            CorsHeader line = shared[index];
            if (line != null) {
                return line;
            }
            return Objects.requireNonNull(originLine);
        }

        @Override
        public int size() {
            return shared.length;
        }
    }
}
