package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import java.util.Map;

/**
 * A policy for a handler without any code: set the function's handler to {@code dev.corsac.lambda.CorsHandler}, and the
 * environment variable {@value #HANDLER} to the former value of that setting. It supports every handler that Lambda's Java
 * runtime supports: {@code package.Class} or {@code package.Class::method}, stream or typed, your own or a framework's.
 *
 * <p>The policy comes from the environment too, see {@link CorsPolicy#fromEnvironment}, and so do the options, see
 * {@link HandlerOptions#fromEnvironment}. A value that is not valid stops the function at start-up, with a message that
 * names it.
 */
public final class CorsHandler extends CorsStreamHandler {

    /** The environment variable that names the real handler. */
    public static final String HANDLER = "CORSAC_HANDLER";

    /**
     * Makes the handler that the environment describes.
     *
     * @throws IllegalArgumentException if {@value #HANDLER} is missing or does not name a handler, or the policy or an option is not valid
     */
    public CorsHandler() {
        this(System.getenv());
    }

    CorsHandler(Map<String, String> environment) {
        super(CorsPolicy.fromEnvironment(environment), optionsOrNull(environment), handler(environment));
    }

    private static RequestStreamHandler handler(Map<String, String> environment) {
        String name = environment.get(HANDLER);
        if (name == null || name.isBlank()) {
            throw HandlerNameException.of(
                    "The environment variable " + HANDLER
                            + " is not set. Set it to your own handler, in the form of the function's handler setting, such as"
                            + " com.example.Orders::handleRequest.",
                    null);
        }
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return HandlerLoader.load(name.strip(), ofThread == null ? CorsHandler.class.getClassLoader() : ofThread);
    }
}
