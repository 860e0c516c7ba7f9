package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.corsac.CorsPolicy;
import dev.corsac.lambda.events.CorsApiGatewayProxyHandler;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {

    @Test
    void the_allowed_origin_is_in_the_response() {
        CorsPolicy policy = CorsPolicy.builder().allowOrigins("https://shop.example.com").build();
        APIGatewayProxyResponseEvent response = new CorsApiGatewayProxyHandler(policy, new Orders())
                .handleRequest(
                        new APIGatewayProxyRequestEvent()
                                .withHttpMethod("GET")
                                .withHeaders(Map.of("Origin", "https://shop.example.com")),
                        null);
        assertEquals(200, response.getStatusCode());
        assertEquals("[]", response.getBody());
        String origin = response.getMultiValueHeaders() != null
                        && response.getMultiValueHeaders().containsKey("Access-Control-Allow-Origin")
                ? response.getMultiValueHeaders().get("Access-Control-Allow-Origin").get(0)
                : response.getHeaders().get("Access-Control-Allow-Origin");
        assertEquals("https://shop.example.com", origin);
    }
}
