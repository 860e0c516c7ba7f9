package dev.corsac.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Turns JSON into a typed handler's input, or its result into JSON. Thread-safe. */
interface TypedSerializer {

    @Nullable
    Object read(InputStream json) throws IOException;

    void write(@Nullable Object value, OutputStream json) throws IOException;
}
