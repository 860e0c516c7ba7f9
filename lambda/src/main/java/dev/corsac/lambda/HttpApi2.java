package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP API with payload format 2.0, or a function URL: the two do not differ in how they are answered. Of header
 * lines they know {@code headers} alone, and an answer without a {@code statusCode} is itself the body.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations for HTTP APIs</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>
 */
final class HttpApi2 extends Front {

    static final Front FRONT = new HttpApi2();

    private HttpApi2() {}

    @Override
    String title() {
        return "an HTTP API or a function URL";
    }

    @Override
    boolean infersStatus() {
        return true;
    }

    @Override
    @Nullable
    String objection(Answer answer) {
        return null;
    }
}
