package dev.corsac.local.console;

import dev.corsac.http.Body;
import java.nio.ByteBuffer;

/**
 * The beginning of a body.
 *
 * @param body what is kept of it
 * @param length of the whole, in bytes
 */
record Excerpt(Body body, int length) {

    /** The body itself if it is that short, else a copy of its beginning, so that the rest can be forgotten. */
    static Excerpt of(Body body, int most) {
        if (body.length() <= most) {
            return new Excerpt(body, body.length());
        }
        byte[] first = new byte[most];
        ByteBuffer bytes = body.buffer();
        bytes.get(first);
        return new Excerpt(Body.wrap(first), body.length());
    }
}
