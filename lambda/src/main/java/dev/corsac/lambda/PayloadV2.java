package dev.corsac.lambda;

/**
 * An HTTP API with payload format 2.0, or a function URL. Of header lines they read only {@code headers}, and a response
 * without a {@code statusCode} is itself the body. They differ in one thing: only a function URL sends a body that is JSON
 * rather than a string.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations for HTTP APIs</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>
 */
final class PayloadV2 extends Front {

    static final Front HTTP_API = new PayloadV2(false);
    static final Front FUNCTION_URL = new PayloadV2(true);

    private final boolean functionUrl;

    private PayloadV2(boolean functionUrl) {
        this.functionUrl = functionUrl;
    }

    @Override
    String title() {
        return functionUrl ? "a function URL" : "an HTTP API with payload format 2.0";
    }

    @Override
    boolean reads(String member) {
        return !member.equals("multiValueHeaders");
    }

    @Override
    boolean infersStatus() {
        return true;
    }

    @Override
    boolean acceptsJsonBody() {
        return functionUrl;
    }
}
