package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy around a handler without a line of code: set the function's handler to {@code dev.corsac.lambda.CorsHandler}
 * and name the real one in the environment variable {@value #HANDLER}, as it stood in the handler setting before. Any
 * handler that Lambda's Java runtime accepts will do: {@code package.Class} or {@code package.Class::method}, stream or
 * typed, of one's own or a framework's.
 *
 * <p>The policy comes from the environment too, see {@link CorsPolicy#fromEnvironment}, and so do the options, see
 * {@link HandlerOptions#fromEnvironment}. What is wrong with any of them stops the function at start-up, with a message
 * that names it.
 */
public final class CorsHandler extends CorsStreamHandler {

    /** The environment variable that names the real handler. */
    public static final String HANDLER = "CORSAC_HANDLER";

    /**
     * As the environment says.
     *
     * @throws IllegalArgumentException if {@value #HANDLER} is missing or names no handler, or the policy or an option is bad
     */
    public CorsHandler() {
        this(System.getenv());
    }

    CorsHandler(Map<String, String> environment) {
        super(CorsPolicy.fromEnvironment(environment), options(environment), handler(environment));
    }

    /** Null if none is set. */
    private static @Nullable HandlerOptions options(Map<String, String> environment) {
        boolean any = environment.containsKey(HandlerOptions.RETHROW_ERRORS)
                || environment.containsKey(HandlerOptions.LOG_DECISIONS)
                || environment.containsKey(HandlerOptions.TIMEOUT_MARGIN);
        return any ? HandlerOptions.fromEnvironment(environment) : null;
    }

    private static RequestStreamHandler handler(Map<String, String> environment) {
        String name = environment.get(HANDLER);
        if (name == null || name.isBlank()) {
            throw HandlerNameException.of(
                    "The environment variable " + HANDLER
                            + " is not set. It names the handler that CorsHandler is put around: what the function's handler"
                            + " setting was before, such as com.example.Orders::handleRequest.",
                    null);
        }
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return HandlerLoader.load(name.strip(), ofThread == null ? CorsHandler.class.getClassLoader() : ofThread);
    }
}
