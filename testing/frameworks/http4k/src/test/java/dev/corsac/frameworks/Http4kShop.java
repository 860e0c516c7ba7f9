package dev.corsac.frameworks;

import org.http4k.core.Request;
import org.http4k.core.Response;
import org.http4k.core.Status;
import org.http4k.serverless.ApiGatewayV1LambdaFunction;
import org.http4k.serverless.ApiGatewayV2LambdaFunction;

/** An application of http4k, behind each of its functions. */
public final class Http4kShop {

    private Http4kShop() {}

    private static Response respond(Request request) {
        String path = request.getUri().getPath();
        System.out.println("reached: " + request.getMethod() + " " + path);
        Response ok = Response.Companion.create(Status.OK).body("ok");
        return switch (path) {
            case "/ok" -> ok;
            case "/own-cors" ->
                ok.header("Access-Control-Allow-Origin", "*")
                        .header("Access-Control-Expose-Headers", "X-Own")
                        .header("Vary", "Origin");
            default -> throw new IllegalStateException("secret");
        };
    }

    /** Behind a REST API. */
    public static final class OfRestApi extends ApiGatewayV1LambdaFunction {
        public OfRestApi() {
            super(Http4kShop::respond);
        }
    }

    /** Behind an HTTP API. */
    public static final class OfHttpApi extends ApiGatewayV2LambdaFunction {
        public OfHttpApi() {
            super(Http4kShop::respond);
        }
    }
}
