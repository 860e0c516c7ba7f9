package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A handler of typed values as a stream handler, as Lambda's runtime runs it. Thread-safe if the handler is. */
final class TypedHandler implements RequestStreamHandler {

    /** The response for a result that is void. */
    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Call call;
    private final @Nullable TypedSerializer input;
    private final @Nullable TypedSerializer output;

    /** The function that is called with the input; it may throw anything. */
    interface Call {
        @Nullable
        Object on(@Nullable Object input, Context context);
    }

    /**
     * @param input null if the handler takes none
     * @param output null if its result is void
     */
    TypedHandler(Call call, @Nullable TypedSerializer input, @Nullable TypedSerializer output) {
        this.call = call;
        this.input = input;
        this.output = output;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Object result = call.on(input == null ? null : input.read(in), context);
        if (output == null) {
            out.write(NULL);
        } else {
            output.write(result, out);
        }
    }
}
