package dev.corsac.lambda;

/**
 * A REST API of API Gateway with Lambda proxy integration: payload format 1.0 without a {@code version}. It merges the
 * response's {@code headers} and {@code multiValueHeaders} and sends the lines of both, so CORS headers may be in only one
 * of them. A missing status is 200. One member that it does not know makes the response malformed. {@code base64Encoded},
 * which some JSON libraries write for a getter {@code isBase64Encoded()}, is such a member here: public reports contradict
 * each other, so this is unverified behaviour, and the only place that decides it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda
 *     proxy integrations in API Gateway</a>
 */
final class RestApi extends Front {

    static final Front FRONT = new RestApi();

    private RestApi() {}

    @Override
    String title() {
        return "a REST API";
    }

    @Override
    boolean ignoresOthers() {
        return false;
    }
}
