package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.corsac.CorsPolicy;
import dev.corsac.PolicySelector;
import java.util.Objects;

/**
 * A typed handler of any signature under a policy: {@code RequestHandler<Map<String, Object>, OwnResponse>},
 * {@code RequestHandler<APIGatewayV2HTTPEvent, String>}, {@code RequestHandler<Object, Object>} and all others that Lambda's
 * Java runtime supports. It does in code what {@link CorsHandler} does by an environment variable.
 *
 * <pre>{@code
 * public final class OrdersFunction extends CorsRequestHandler {
 *     public OrdersFunction() {
 *         super(CorsPolicy.fromEnvironment(System.getenv()), new Orders());
 *     }
 * }
 * }</pre>
 *
 * <p>It is itself a stream handler, and reads events and writes responses with the function's {@code CustomPojoSerializer}, or
 * else with the serializer of Lambda's managed runtimes ({@code com.amazonaws:aws-lambda-java-serialization}). The types are
 * those that the handler's class declares, so a lambda expression, which has none, is not supported.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsRequestHandler extends CorsStreamHandler {

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the handler's class does not declare its types, there is no serializer for them, or
     *     the value of such a variable is not valid
     */
    public CorsRequestHandler(CorsPolicy policy, RequestHandler<?, ?> handler) {
        this(policy, handler, HandlerOptions.fromEnvironment(System.getenv()));
    }

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with exactly these options.
     *
     * @throws IllegalArgumentException if the handler's class does not declare its types, or there is no serializer for them
     */
    public CorsRequestHandler(CorsPolicy policy, RequestHandler<?, ?> handler, HandlerOptions options) {
        super(policy, HandlerLoader.of(Objects.requireNonNull(handler, "handler")), options);
    }

    /**
     * Makes a handler that applies the policy that {@code policies} chooses for each request: of its tenant, or the current one. The
     * options are those that environment variables set; see {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the handler's class does not declare its types, there is no serializer for them, or the
     *     value of such a variable is not valid
     */
    public CorsRequestHandler(PolicySelector policies, RequestHandler<?, ?> handler) {
        super(policies, HandlerLoader.of(Objects.requireNonNull(handler, "handler")));
    }

    /**
     * Makes a handler that applies the policy that {@code policies} chooses for each request, with exactly these options.
     *
     * @throws IllegalArgumentException if the handler's class does not declare its types, or there is no serializer for them
     */
    public CorsRequestHandler(PolicySelector policies, RequestHandler<?, ?> handler, HandlerOptions options) {
        super(policies, HandlerLoader.of(Objects.requireNonNull(handler, "handler")), options);
    }
}
