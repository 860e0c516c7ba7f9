package dev.corsac.lambda;

/**
 * An HTTP API of API Gateway with payload format 1.0. It sends the lines of {@code headers} and those of
 * {@code multiValueHeaders}, twice even where both are the same.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations for HTTP APIs</a>
 */
final class PayloadV1 extends Front {

    static final Front FRONT = new PayloadV1();

    private PayloadV1() {}

    @Override
    String title() {
        return "an HTTP API with payload format 1.0";
    }

    @Override
    boolean needsStatus() {
        return true;
    }
}
