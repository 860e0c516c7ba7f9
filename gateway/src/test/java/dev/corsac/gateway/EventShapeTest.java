package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.internal.JwtTest;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The events of each front compared with the sample events of AWS's guides, field by field: names, order and JSON types, and what
 * AWS's own classes make of them. In the tables a field after {@code -} is in the sample and is not sent, one after
 * {@code +} is sent and not in the sample; why stands behind the {@code #}.
 */
class EventShapeTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.ofEpochMilli(1584039838390L), "0a1b2c3d-0000-4000-8000-00000000000f", "203.0.113.7");

    /** Objects whose names are the client's or the deployment's: one line, with the type of their values. */
    private static final Set<String> FREE = Set.of(
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "requestContext.authorizer.jwt.claims");

    private static final String IDENTITY = """
            requestContext.identity.accessKey null
            requestContext.identity.accountId null
            requestContext.identity.caller null
            requestContext.identity.cognitoAuthenticationProvider null
            requestContext.identity.cognitoAuthenticationType null
            requestContext.identity.cognitoIdentityId null
            requestContext.identity.cognitoIdentityPoolId null
            requestContext.identity.principalOrgId null
            requestContext.identity.sourceIp text
            requestContext.identity.user null
            requestContext.identity.userAgent text
            requestContext.identity.userArn null
            - requestContext.identity.clientCert object # only with mutual TLS, which is not modelled
            """;

    private static final String VALUES = """
            resource text
            path text
            httpMethod text
            headers of texts
            multiValueHeaders of lists
            queryStringParameters of texts
            multiValueQueryStringParameters of lists
            """;

    /** API Gateway developer guide: input format of a Lambda function for proxy integration. Without an order (ibid.). */
    private static final String REST_API = VALUES + """
            requestContext.accountId text
            requestContext.apiId text
            - requestContext.authorizer.claims null # only with an authorizer (recorded)
            - requestContext.authorizer.scopes null # as above
            + requestContext.deploymentId text # recorded
            requestContext.domainName text
            requestContext.domainPrefix text
            requestContext.extendedRequestId text
            requestContext.httpMethod text
            """ + IDENTITY + """
            requestContext.path text
            requestContext.protocol text
            requestContext.requestId text
            requestContext.requestTime text
            requestContext.requestTimeEpoch number
            requestContext.resourceId text
            requestContext.resourcePath text
            requestContext.stage text
            pathParameters of texts
            stageVariables of texts
            body text
            isBase64Encoded boolean
            """;

    /** API Gateway developer guide: Lambda proxy integrations for HTTP APIs, format 1.0. */
    private static final String HTTP_API_1 = "version text\n" + VALUES + """
            requestContext.accountId text
            requestContext.apiId text
            requestContext.authorizer.claims null
            requestContext.authorizer.scopes null
            requestContext.domainName text
            requestContext.domainPrefix text
            requestContext.extendedRequestId text
            requestContext.httpMethod text
            """ + IDENTITY + """
            requestContext.path text
            requestContext.protocol text
            requestContext.requestId text
            requestContext.requestTime text
            requestContext.requestTimeEpoch number
            requestContext.resourceId null
            requestContext.resourcePath text
            requestContext.stage text
            pathParameters of texts
            stageVariables of texts
            body text
            isBase64Encoded boolean
            """;

    private static final String START_2 = """
            version text
            routeKey text
            rawPath text
            rawQueryString text
            cookies list
            headers of texts
            queryStringParameters of texts
            requestContext.accountId text
            requestContext.apiId text
            """;

    private static final String END_2 = """
            requestContext.domainName text
            requestContext.domainPrefix text
            requestContext.http.method text
            requestContext.http.path text
            requestContext.http.protocol text
            requestContext.http.sourceIp text
            requestContext.http.userAgent text
            requestContext.requestId text
            requestContext.routeKey text
            requestContext.stage text
            requestContext.time text
            requestContext.timeEpoch number
            body text
            """;

    /** The same, format 2.0. */
    private static final String HTTP_API_2 = START_2 + """
            - requestContext.authentication object # only with mutual TLS, which is not modelled
            requestContext.authorizer.jwt.claims of texts
            requestContext.authorizer.jwt.scopes list
            - requestContext.authorizer.lambda object # with a Lambda authorizer: the sample has both at once
            """ + END_2 + """
            pathParameters of texts
            isBase64Encoded boolean
            stageVariables of texts
            """;

    /** Lambda developer guide: request and response payloads of function URLs. */
    private static final String FUNCTION_URL = START_2 + """
            - requestContext.authentication null # absent from recorded events
            requestContext.authorizer.iam.accessKey text
            requestContext.authorizer.iam.accountId text
            requestContext.authorizer.iam.callerId text
            requestContext.authorizer.iam.cognitoIdentity null
            requestContext.authorizer.iam.principalOrgId null
            requestContext.authorizer.iam.userArn text
            requestContext.authorizer.iam.userId text
            """ + END_2 + """
            - pathParameters null # "null or excludes this" (ibid.)
            isBase64Encoded boolean
            - stageVariables null # as above
            """;

    /** Lambda developer guide: using Lambda with an Application Load Balancer. */
    private static final String LOAD_BALANCER = """
            requestContext.elb.targetGroupArn text
            httpMethod text
            path text
            queryStringParameters of texts
            headers of texts
            body text
            isBase64Encoded boolean
            """;

    /** Application Load Balancer guide: multi-value headers take the place of the others. */
    private static final String LOAD_BALANCER_MULTI = """
            requestContext.elb.targetGroupArn text
            httpMethod text
            path text
            multiValueQueryStringParameters of lists
            multiValueHeaders of lists
            body text
            isBase64Encoded boolean
            """;

    /**
     * One front's events.
     *
     * @param ordered whether AWS keeps the sample's order
     * @param type AWS's class for them
     * @param unread what that class has no field for
     */
    private record Sample(
            String name,
            boolean ordered,
            String shape,
            Class<?> type,
            Set<String> unread,
            Function<FakeFunction, Front> front,
            Headers more) {}

    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20200312/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00";

    private static List<Sample> samples() {
        return List.of(
                new Sample(
                        "REST API",
                        false,
                        REST_API,
                        APIGatewayProxyRequestEvent.class,
                        Set.of("requestContext.deploymentId"),
                        function -> RestApi.builder()
                                .stageVariable("color", "red")
                                .method("POST", "/my/{id}", function)
                                .build(),
                        Headers.EMPTY),
                new Sample(
                        "HTTP API, payload 1.0",
                        true,
                        HTTP_API_1,
                        APIGatewayProxyRequestEvent.class,
                        Set.of(),
                        function -> HttpApi.builder()
                                .stage("$default", Map.of("color", "red"))
                                .route(HttpApiRoute.of("POST /my/{id}", function)
                                        .with(PayloadFormat.V1_0))
                                .build(),
                        Headers.EMPTY),
                new Sample(
                        "HTTP API, payload 2.0",
                        true,
                        HTTP_API_2,
                        APIGatewayV2HTTPEvent.class,
                        Set.of(),
                        function -> HttpApi.builder()
                                .stage("$default", Map.of("color", "red"))
                                .route(HttpApiRoute.of("POST /my/{id}", function)
                                        .with(HttpApiJwtAuthorizer.of(
                                                "users", "https://issuer.example", List.of("shop"), any -> true))
                                        .withScopes("read"))
                                .build(),
                        Headers.of(
                                "Authorization",
                                "Bearer "
                                        + JwtTest.token(
                                                "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                                                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":4000000000,"
                                                        + "\"scope\":\"read\"}"))),
                new Sample(
                        "Function URL",
                        true,
                        FUNCTION_URL,
                        APIGatewayV2HTTPEvent.class,
                        Set.of(),
                        function -> FunctionUrl.builder(function)
                                .authType(FunctionUrl.AuthType.AWS_IAM)
                                .build(),
                        Headers.of("Authorization", SIGNATURE)),
                new Sample(
                        "load balancer",
                        true,
                        LOAD_BALANCER,
                        ApplicationLoadBalancerRequestEvent.class,
                        Set.of(),
                        function -> LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(function))
                                .build(),
                        Headers.EMPTY),
                new Sample(
                        "load balancer, multi-value headers",
                        true,
                        LOAD_BALANCER_MULTI,
                        ApplicationLoadBalancerRequestEvent.class,
                        Set.of(),
                        function -> LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(function).withMultiValueHeaders())
                                .build(),
                        Headers.EMPTY));
    }

    private static String event(Sample sample) {
        FakeFunction function = FakeFunction.returning("{\"statusCode\":200}");
        Headers lines = Headers.of(
                "Host", "api.example.com",
                "User-Agent", "agent",
                "Content-Type", "text/plain",
                "Cookie", "a=1; b=2");
        sample.front()
                .apply(function)
                .respond(
                        Request.of("POST", "https://api.example.com/my/7?q=1&r=2", lines.plus(sample.more()))
                                .withBody(Body.of("Hello")),
                        ARRIVAL);
        return Objects.requireNonNull(function.event, sample.name());
    }

    @TestFactory
    Stream<DynamicTest> an_event_has_the_fields_of_aws_s_sample() {
        return samples().stream()
                .map(sample -> dynamicTest(sample.name(), () -> {
                    List<String> sent = new ArrayList<>();
                    List<String> absent = new ArrayList<>();
                    for (String line : sample.shape().lines().toList()) {
                        String field = line.replaceFirst("^[+-] ", "").replaceFirst(" #.*", "");
                        (line.startsWith("- ") ? absent : sent).add(field);
                    }
                    List<String> found = shape(event(sample));
                    if (sample.ordered()) {
                        assertThat(found).containsExactlyElementsOf(sent);
                    } else {
                        assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
                    }
                    for (String field : absent) {
                        assertThat(found).noneMatch(line -> line.startsWith(field.substring(0, field.indexOf(' '))));
                    }
                }));
    }

    /** AWS's serializer reads the event into AWS's class, and writes that: what it wrote is what it read. */
    @TestFactory
    Stream<DynamicTest> aws_s_class_reads_every_field() {
        return samples().stream()
                .map(sample -> dynamicTest(sample.name(), () -> {
                    String event = event(sample);
                    Map<String, String> read = leaves(readAndWritten(event, sample.type()));
                    Map<String, String> expected = new LinkedHashMap<>();
                    leaves(event).forEach((path, value) -> {
                        if (!value.equals("null") && !sample.unread().contains(path)) {
                            expected.put(path, value);
                        }
                    });
                    assertThat(expected).hasSizeGreaterThan(5);
                    assertThat(read).containsAllEntriesOf(expected);
                    assertThat(read).doesNotContainKeys(sample.unread().toArray(String[]::new));
                }));
    }

    private static <T> String readAndWritten(String event, Class<T> type) {
        PojoSerializer<T> serializer = LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        serializer.toJson(serializer.fromJson(event), written);
        return written.toString(StandardCharsets.UTF_8);
    }

    private static List<String> shape(String json) throws IOException {
        List<String> lines = new ArrayList<>();
        walk(json, (path, type, value) -> {
            String free = FREE.stream()
                    .filter(each -> path.startsWith(each + "."))
                    .findAny()
                    .orElse(null);
            String line = free == null ? path + " " + type : free + (type.equals("text") ? " of texts" : " of lists");
            if (free == null || !line.equals(lines.isEmpty() ? "" : lines.get(lines.size() - 1))) {
                lines.add(line);
            }
        });
        return lines;
    }

    private static Map<String, String> leaves(String json) throws IOException {
        Map<String, String> leaves = new LinkedHashMap<>();
        walk(json, (path, type, value) -> leaves.put(path, value));
        return leaves;
    }

    private interface Visitor {
        void leaf(String path, String type, String value);
    }

    /** Every value that is not an object, in order: its path with dots between, its type, its value as text. */
    private static void walk(String json, Visitor visitor) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            walk(parser, "", visitor);
        }
    }

    private static void walk(JsonParser parser, String path, Visitor visitor) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    walk(parser, path.isEmpty() ? name : path + "." + name, visitor);
                }
            }
            case START_ARRAY -> {
                List<String> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(parser.getText());
                }
                visitor.leaf(path, "list", items.toString());
            }
            case VALUE_STRING -> visitor.leaf(path, "text", parser.getText());
            case VALUE_NUMBER_INT -> visitor.leaf(path, "number", parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> visitor.leaf(path, "boolean", parser.getText());
            case VALUE_NULL -> visitor.leaf(path, "null", "null");
            default -> throw new IOException("not of an event: " + parser.currentToken());
        }
    }
}
