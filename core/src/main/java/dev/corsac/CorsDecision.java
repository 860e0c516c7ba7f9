package dev.corsac;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a policy about one request. Effectively immutable and thread-safe. The policy keeps it for the next
 * request like it, so that deciding allocates nothing.
 */
public final class CorsDecision {

    /** The role of a request in the CORS protocol. */
    public enum Kind {
        /** {@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method}: sent by a browser of its own accord. */
        PREFLIGHT("preflight"),
        /** Any other request with {@code Origin}; a browser also sends it with same-origin requests that are not GET or HEAD. */
        ACTUAL("actual"),
        /** A request without {@code Origin}. */
        NOT_CORS("not-cors");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Returns the kind as a kebab-case code, which stays the same in every version. */
        public String code() {
            return code;
        }
    }

    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** Whether the request has an {@code Origin}. */
    private final boolean cors;

    private final boolean preflight;
    private final boolean allowed;
    private final OptionalInt status;
    private final List<CorsHeader> headers;
    private final List<String> vary;
    private final @Nullable CorsRefusal refusal;

    /** The key under which this is found again: the origin, or the part of it that was read; null where it made no difference. */
    final @Nullable String origin;

    /** The decision about a preflight from the same origin; set when first needed, by any thread, always to an equal value. */
    @Nullable
    CorsDecision ofPreflight;

    /** Makes a template: what all decisions of one kind under one policy have in common. */
    CorsDecision(
            boolean cors,
            boolean preflight,
            boolean allowed,
            OptionalInt status,
            List<CorsHeader> headers,
            List<String> vary) {
        this.cors = cors;
        this.preflight = preflight;
        this.allowed = allowed;
        this.status = status;
        this.headers = headers;
        this.vary = vary;
        this.origin = null;
        this.refusal = null;
    }

    /**
     * Makes a decision from a template.
     *
     * @param originLine precedes the lines of the template; null for none
     */
    CorsDecision(
            CorsDecision template,
            @Nullable CorsHeader originLine,
            @Nullable String origin,
            @Nullable CorsRefusal refusal) {
        this.cors = template.cors;
        this.preflight = template.preflight;
        this.allowed = template.allowed;
        this.status = template.status;
        this.headers = originLine == null ? template.headers : lines(originLine, template.headers);
        this.vary = template.vary;
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

    /** Returns the role of the request in the CORS protocol. */
    public Kind kind() {
        return preflight ? Kind.PREFLIGHT : cors ? Kind.ACTUAL : Kind.NOT_CORS;
    }

    /** Whether the policy allows the request; true for a request that is not CORS. */
    public boolean allowed() {
        return allowed;
    }

    /**
     * Returns the status of the whole response where the policy responds and the handler must not be called: 204 or 403,
     * without a body. Empty where the handler responds, with {@link #headers()} added to its response.
     */
    public OptionalInt status() {
        return status;
    }

    /**
     * Returns the header lines to send, and no other CORS headers may be sent. Merge {@code Vary} with that of the handler;
     * the others replace any that the handler set. Immutable.
     */
    public List<CorsHeader> headers() {
        return headers;
    }

    /** Returns the names that {@code Vary} needs, as in {@link #headers()}. Immutable. */
    public List<String> vary() {
        return vary;
    }

    /** Returns why the request was refused; null if and only if it is {@link #allowed()}. */
    public @Nullable CorsRefusal refusal() {
        return refusal;
    }

    /** Returns the line that names the allowed origin, for a decision that shares it; null if there is none. */
    @Nullable
    CorsHeader originLine() {
        return !headers.isEmpty() && headers.get(0).name().equals(ALLOW_ORIGIN) ? headers.get(0) : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CorsDecision that
                && cors == that.cors
                && preflight == that.preflight
                && allowed == that.allowed
                && status.equals(that.status)
                && headers.equals(that.headers)
                && Objects.equals(refusal, that.refusal);
    }

    @Override
    public int hashCode() {
        return headers.hashCode() * 31 + (preflight ? 1 : 0);
    }

    /** Returns kind, result and header lines, for people. */
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
