package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsRequestHandler;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The Java of README.md, docs/lambda.md and the recipe for cookies, verbatim; {@link PageSnippetsTest} compares it. */
// As they are on the pages, each in a file of its own.
@SuppressWarnings({"SameNameButDifferent", "UnusedVariable", "ClassCanBeStatic"})
final class PageSnippets {

    private PageSnippets() {}

    static final class Readme {

        static final class Account implements RequestStreamHandler {
            @Override
            public void handleRequest(InputStream in, OutputStream out, Context context) {}
        }

        public static final class Verbatim {
            public final class AccountFunction extends CorsStreamHandler {
                public AccountFunction() {
                    super(
                            CorsPolicy.builder()
                                    .allowOrigins("https://shop.example.com", "https://*.preview.example.com")
                                    .allowCredentials()
                                    .allowMethods("PUT", "DELETE")
                                    .allowHeaders("Content-Type")
                                    .build(),
                            new Account()); // your own RequestStreamHandler
                }
            }
        }
    }

    static final class Streams {

        static final class Orders implements RequestStreamHandler {
            @Override
            public void handleRequest(InputStream in, OutputStream out, Context context) {}
        }

        public final class OrdersFunction extends CorsStreamHandler {
            public OrdersFunction() {
                super(CorsPolicy.fromEnvironment(System.getenv()), new Orders());
            }
        }

        static void policyInCode() {
            CorsPolicy policy = CorsPolicy.builder()
                    .allowOrigins("https://shop.example")
                    .allowCredentials()
                    .allowMethods("GET", "PUT")
                    .allowHeaders("Content-Type")
                    .build();
            RequestStreamHandler handler = new CorsStreamHandler(policy, new Orders());
        }

        static void cookies() {
            CorsPolicy.builder()
                    .allowOrigins("https://shop.example.com")
                    .allowCredentials()
                    .build();
        }
    }

    static final class Typed {

        static final class Orders implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
            @Override
            public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                return new APIGatewayProxyResponseEvent();
            }
        }

        public final class OrdersFunction extends CorsApiGatewayProxyHandler {
            public OrdersFunction() {
                super(CorsPolicy.fromEnvironment(System.getenv()), new Orders());
            }
        }
    }

    static final class Own {

        static final class Orders implements RequestHandler<Map<String, Object>, Map<String, Object>> {
            @Override
            public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
                return Map.of();
            }
        }

        public final class OrdersFunction extends CorsRequestHandler {
            public OrdersFunction() {
                super(CorsPolicy.fromEnvironment(System.getenv()), new Orders());
            }
        }
    }
}
