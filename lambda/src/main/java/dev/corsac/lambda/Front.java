package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A payload format: the form in which one AWS service before the function takes responses, as rules. Immutable. One class for
 * all of them, since each more that is loaded delays a function's start.
 *
 * <p>{@link HandlerResponse} applies the rules to every response first, because the error that the service would make of a
 * malformed one (a 502 or 500) has no CORS headers, so that a page could not tell it from a CORS error. The rules are those
 * of the model of the services in the module {@code gateway}, which has the source of each.
 */
final class Front {

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
    static final Front REST_API = new Front("a REST API").rejectOthers();

    /**
     * An HTTP API of API Gateway with payload format 1.0. It sends the lines of {@code headers} and those of
     * {@code multiValueHeaders}, twice even where both are the same.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
     *     proxy integrations for HTTP APIs</a>
     */
    static final Front PAYLOAD_V1 = new Front("an HTTP API with payload format 1.0").needStatus();

    /**
     * An HTTP API with payload format 2.0. Of header lines it reads only {@code headers}, and a response without a
     * {@code statusCode} is itself the body.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
     *     proxy integrations for HTTP APIs</a>
     */
    static final Front HTTP_API = new Front("an HTTP API with payload format 2.0")
            .ignore("multiValueHeaders")
            .inferStatus();

    /**
     * A function URL. It differs from an HTTP API in one thing: it sends a body that is JSON rather than a string.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>
     */
    static final Front FUNCTION_URL = new Front("a function URL")
            .ignore("multiValueHeaders")
            .inferStatus()
            .acceptJsonBody();

    /**
     * An Application Load Balancer whose target group has {@code lambda.multi_value_headers.enabled} off, which is the default:
     * it reads only {@code headers}, whose values must be strings, and needs a numeric status. A body that is null is malformed.
     *
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Lambda functions
     *     as targets</a>
     */
    static final Front LOAD_BALANCER =
            new Front("a load balancer").ignore("multiValueHeaders").beStrict();

    /**
     * An Application Load Balancer whose target group has {@code lambda.multi_value_headers.enabled} on: it reads only
     * {@code multiValueHeaders}.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers">Multi-value
     *     headers</a>
     */
    static final Front LOAD_BALANCER_MULTI_VALUE =
            new Front("a load balancer").ignore("headers").beStrict();

    private final String title;
    private String ignored = "";
    private boolean rejectsOthers;
    private boolean needsStatus;
    private boolean infersStatus;
    private boolean acceptsJsonBody;
    private boolean strict;

    private Front(String title) {
        this.title = title;
    }

    private Front rejectOthers() {
        rejectsOthers = true;
        return this;
    }

    private Front needStatus() {
        needsStatus = true;
        return this;
    }

    private Front inferStatus() {
        infersStatus = true;
        return this;
    }

    private Front acceptJsonBody() {
        acceptsJsonBody = true;
        return this;
    }

    private Front ignore(String member) {
        ignored = member;
        return this;
    }

    private Front beStrict() {
        strict = true;
        return needStatus();
    }

    /** Returns its name for a log. */
    String title() {
        return title;
    }

    /** Returns the member of the response whose header lines it sends, and to which ours are added. */
    String headers() {
        return hasLists() ? "multiValueHeaders" : "headers";
    }

    /** Whether each header has a list of values there. */
    private boolean hasLists() {
        return ignored.equals("headers");
    }

    /** Whether it reads that map of headers, so that a malformed value matters. */
    boolean reads(String member) {
        return !ignored.equals(member);
    }

    /** Whether it ignores members that it does not read, rather than reject the response. */
    boolean ignoresOthers() {
        return !rejectsOthers;
    }

    /** Whether a response without a {@code statusCode} is malformed. */
    boolean needsStatus() {
        return needsStatus;
    }

    /** Whether a response without a {@code statusCode} is itself the body, with status 200. */
    boolean infersStatus() {
        return infersStatus;
    }

    /** Whether the {@code statusCode} may be a string of digits. */
    boolean acceptsTextStatus() {
        return !strict;
    }

    /** Returns the highest status that it accepts. */
    int highestStatus() {
        return strict ? 599 : 999;
    }

    /** Whether header values may be numbers, booleans and null. */
    boolean acceptsScalars() {
        return !strict;
    }

    /** Whether the {@code body} may be JSON other than a string. */
    boolean acceptsJsonBody() {
        return acceptsJsonBody;
    }

    /** Whether the {@code body} may be null. */
    boolean acceptsNullBody() {
        return !strict;
    }

    /** Adds one header line as a member of {@link #headers()}. */
    void header(JsonText text, String name, String value) {
        text.string(name).raw(hasLists() ? ":[" : ":").string(value).raw(hasLists() ? "]" : "");
    }

    /** Adds the members that give the status. */
    void status(JsonText text, int status) {
        text.raw("\"statusCode\":").raw(Integer.toString(status));
        if (strict) {
            text.raw(",\"statusDescription\":\"").raw(description(status)).raw("\"");
        }
    }

    private static String description(int status) {
        return switch (status) {
            case 204 -> "204 No Content";
            case 403 -> "403 Forbidden";
            case 504 -> "504 Gateway Timeout";
            default -> "500 Internal Server Error";
        };
    }

    /** Returns a whole response of our own: the status, the headers of the decision, and a body if there is one. */
    JsonText response(int status, CorsDecision decision, @Nullable String jsonBody) {
        JsonText text = new JsonText(512).raw("{");
        status(text, status);
        text.raw(",\"").raw(headers()).raw("\":{");
        boolean first = true;
        if (jsonBody != null) {
            header(text, "Content-Type", "application/json");
            first = false;
        }
        for (CorsHeader header : decision.headers()) {
            if (!first) {
                text.raw(",");
            }
            header(text, header.name(), header.value());
            first = false;
        }
        text.raw("},\"body\":").string(jsonBody == null ? "" : jsonBody);
        return text.raw(",\"isBase64Encoded\":false}");
    }

    @Override
    public String toString() {
        return title;
    }
}
