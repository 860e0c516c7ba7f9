package dev.corsac.browser;

import dev.corsac.http.Url;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://html.spec.whatwg.org/multipage/browsers.html#concept-origin">origin</a> of a page: a scheme, host
 * and port, or opaque (a sandboxed frame, a {@code data:} or {@code file:} page).
 */
public final class Origin {

    /** An opaque origin, which serialises as {@code null} and is same-origin with no URL. */
    public static final Origin OPAQUE = new Origin(null, "null");

    private final @Nullable Url url;
    private final String serialization;

    private Origin(@Nullable Url url, String serialization) {
        this.url = url;
        this.serialization = serialization;
    }

    /**
     * Parses an origin's serialization; {@code null} is the opaque one.
     *
     * @throws IllegalArgumentException if this is not an origin: without scheme or host, or with a path, query or fragment
     */
    public static Origin parse(String text) {
        if (text.equals("null")) {
            return OPAQUE;
        }
        Url url = Url.parse(text);
        if (!url.path().equals("/") || url.query() != null || text.endsWith("/") || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an origin. Did you mean \"" + url.origin() + "\"?");
        }
        return of(url);
    }

    /** Returns the origin of that URL. */
    public static Origin of(Url url) {
        return new Origin(url, url.origin());
    }

    /** Tests whether this is an opaque origin. */
    public boolean isOpaque() {
        return url == null;
    }

    /** Returns the scheme, host and port, as a URL with the path {@code /}; null if the origin is opaque. */
    public @Nullable Url url() {
        return url;
    }

    /** Tests whether the two are <a href="https://html.spec.whatwg.org/multipage/browsers.html#same-origin">same origin</a>. */
    public boolean isSameOriginAs(Url other) {
        return url != null && sameOrigin(url, other);
    }

    static boolean sameOrigin(Url one, Url other) {
        return one.port() == other.port()
                && one.host().equals(other.host())
                && one.scheme().equals(other.scheme());
    }

    /** Returns the origin as it is in the header {@code Origin}. */
    @Override
    public String toString() {
        return serialization;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin && serialization.equals(origin.serialization);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(serialization);
    }
}
