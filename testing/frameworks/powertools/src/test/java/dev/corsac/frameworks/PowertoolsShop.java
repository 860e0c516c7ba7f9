package dev.corsac.frameworks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** A typed handler that logs with Powertools. */
public final class PowertoolsShop implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(PowertoolsShop.class);

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> respond(event));
    }

    private static APIGatewayProxyResponseEvent respond(APIGatewayProxyRequestEvent event) {
        LOG.info("reached: {} {}", event.getHttpMethod(), event.getPath());
        APIGatewayProxyResponseEvent ok =
                new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("ok");
        return switch (event.getPath()) {
            case "/ok" -> ok;
            case "/own-cors" -> ok.withHeaders(Map.of("access-control-allow-origin", "*", "Vary", "Origin"));
            default -> throw new IllegalStateException("secret");
        };
    }
}
