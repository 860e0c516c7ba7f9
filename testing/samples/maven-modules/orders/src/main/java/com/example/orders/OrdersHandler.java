package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.example.words.Greeting;
import java.util.Map;

/** A function of one module that uses another one. */
public final class OrdersHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(200)
                .withHeaders(Map.of("Access-Control-Allow-Origin", System.getenv("ALLOWED_ORIGINS")))
                .withBody(Greeting.text() + (hasTestClasses() ? ", and a test library" : ""));
    }

    private static boolean hasTestClasses() {
        try {
            Class.forName("org.opentest4j.AssertionFailedError");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
