package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP API of API Gateway with payload format 1.0. It sends what stands in {@code headers} and what stands in
 * {@code multiValueHeaders}, twice even where both say the same.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations for HTTP APIs</a>
 */
final class HttpApi1 extends Front {

    static final Front FRONT = new HttpApi1();

    private HttpApi1() {}

    @Override
    String title() {
        return "an HTTP API with payload format 1.0";
    }

    /** Members that it does not know are skipped; a status it must have. */
    @Override
    @Nullable
    String objection(Answer answer) {
        return answer.hasStatus() ? answer.listProblem() : "it has no statusCode";
    }
}
