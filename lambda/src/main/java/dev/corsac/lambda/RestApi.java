package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/**
 * A REST API of API Gateway with Lambda proxy integration: payload format 1.0 without a {@code version}. It joins the
 * answer's {@code headers} and {@code multiValueHeaders} and sends what stands in either, so CORS headers may stand in
 * one of them only.
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

    /** It answers 502 to any member that it does not know. A missing status is 200. */
    @Override
    @Nullable
    String objection(Answer answer) {
        String unknown = answer.unknownMember();
        return unknown != null ? "it has a member \"" + unknown + "\"" : answer.listProblem();
    }
}
