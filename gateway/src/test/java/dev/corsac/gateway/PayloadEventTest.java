package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.internal.JwtTest;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, to the letter and in the documented order of their fields, and as AWS's own classes read them. */
class PayloadEventTest {

    /** The moment of the documented example. */
    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2020-03-12T19:03:58.390Z"), "0a1b2c3d-0000-4000-8000-00000000000f", "203.0.113.7");

    private static final String TRACE = "Root=1-5e6a879e-0a1b2c3d0000400080000000";

    private static final Headers LINES = Headers.of(
            "Host", "id.execute-api.us-east-1.amazonaws.com",
            "Header1", "value1",
            "HEADER2", "value1",
            "header2", "value2",
            "Cookie", "cookie1=a; cookie2=b",
            "Connection", "keep-alive",
            "User-Agent", "agent",
            "Content-Type", "text/plain");

    private static final Request POST = Request.of(
                    "POST",
                    "https://id.execute-api.us-east-1.amazonaws.com/my/path?parameter1=value1&parameter1=value2&parameter2=value%20x",
                    LINES)
            .withBody(Body.of("Hello from Lambda"));

    private final FakeFunction function = FakeFunction.returning("{}");

    private static String json(String singleQuoted) {
        return singleQuoted.replace("\n", "").replace('\'', '"');
    }

    private <T> T read(Class<T> type) {
        PojoSerializer<T> serializer = LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
        return serializer.fromJson(Objects.requireNonNull(function.event));
    }

    @Test
    void an_http_api_sends_payload_2() {
        HttpApi.builder()
                .id("api-id")
                .stage("$default", Map.of("stageVariable1", "value1"))
                .route("POST /my/{parameter1}", function)
                .build()
                .respond(POST, ARRIVAL);
        assertThat(function.event).isEqualTo(json("""
                        {'version':'2.0','routeKey':'POST /my/{parameter1}','rawPath':'/my/path',
                        'rawQueryString':'parameter1=value1&parameter1=value2&parameter2=value%20x',
                        'cookies':['cookie1=a','cookie2=b'],
                        'headers':{'host':'id.execute-api.us-east-1.amazonaws.com','header1':'value1',
                        'header2':'value1,value2','user-agent':'agent','content-type':'text/plain','content-length':'17',
                        'x-amzn-trace-id':'TRACE','x-forwarded-for':'203.0.113.7','x-forwarded-port':'443',
                        'x-forwarded-proto':'https'},
                        'queryStringParameters':{'parameter1':'value1,value2','parameter2':'value x'},
                        'requestContext':{'accountId':'123456789012','apiId':'api-id',
                        'domainName':'id.execute-api.us-east-1.amazonaws.com','domainPrefix':'id',
                        'http':{'method':'POST','path':'/my/path','protocol':'HTTP/1.1','sourceIp':'203.0.113.7',
                        'userAgent':'agent'},'requestId':'gAAAAAAAAA8KGyw=','routeKey':'POST /my/{parameter1}',
                        'stage':'$default','time':'12/Mar/2020:19:03:58 +0000','timeEpoch':1584039838390},
                        'body':'Hello from Lambda','pathParameters':{'parameter1':'path'},'isBase64Encoded':false,
                        'stageVariables':{'stageVariable1':'value1'}}
                        """.replace("TRACE", TRACE)));
    }

    @Test
    void aws_s_class_reads_payload_2() {
        HttpApi.builder()
                .stage("$default", Map.of("stageVariable1", "value1"))
                .route("POST /my/{parameter1}", function)
                .build()
                .respond(POST, ARRIVAL);
        APIGatewayV2HTTPEvent event = read(APIGatewayV2HTTPEvent.class);
        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRouteKey()).isEqualTo("POST /my/{parameter1}");
        assertThat(event.getRawPath()).isEqualTo("/my/path");
        assertThat(event.getRawQueryString()).isEqualTo("parameter1=value1&parameter1=value2&parameter2=value%20x");
        assertThat(event.getCookies()).containsExactly("cookie1=a", "cookie2=b");
        assertThat(event.getHeaders()).containsEntry("header2", "value1,value2").doesNotContainKey("cookie");
        assertThat(event.getQueryStringParameters())
                .isEqualTo(Map.of("parameter1", "value1,value2", "parameter2", "value x"));
        assertThat(event.getPathParameters()).isEqualTo(Map.of("parameter1", "path"));
        assertThat(event.getStageVariables()).isEqualTo(Map.of("stageVariable1", "value1"));
        assertThat(event.getBody()).isEqualTo("Hello from Lambda");
        assertThat(event.getIsBase64Encoded()).isFalse();
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        assertThat(context.getAccountId()).isEqualTo("123456789012");
        assertThat(context.getStage()).isEqualTo("$default");
        assertThat(context.getDomainPrefix()).isEqualTo("id");
        assertThat(context.getTimeEpoch()).isEqualTo(1584039838390L);
        assertThat(context.getAuthorizer()).isNull();
        assertThat(context.getHttp().getMethod()).isEqualTo("POST");
        assertThat(context.getHttp().getSourceIp()).isEqualTo("203.0.113.7");
    }

    @Test
    void what_has_no_value_is_absent_from_payload_2() {
        HttpApi.builder()
                .route("$default", function)
                .build()
                .respond(Request.of("GET", "https://api.example.com/", Headers.of("host", "api.example.com")), ARRIVAL);
        assertThat(function.event).isEqualTo(json("""
                        {'version':'2.0','routeKey':'$default','rawPath':'/','rawQueryString':'',
                        'headers':{'host':'api.example.com','content-length':'0','x-amzn-trace-id':'TRACE',
                        'x-forwarded-for':'203.0.113.7','x-forwarded-port':'443','x-forwarded-proto':'https'},
                        'requestContext':{'accountId':'123456789012','apiId':'corsac0api','domainName':'api.example.com',
                        'domainPrefix':'api','http':{'method':'GET','path':'/','protocol':'HTTP/1.1',
                        'sourceIp':'203.0.113.7','userAgent':''},'requestId':'gAAAAAAAAA8KGyw=','routeKey':'$default',
                        'stage':'$default','time':'12/Mar/2020:19:03:58 +0000','timeEpoch':1584039838390},
                        'isBase64Encoded':false}
                        """.replace("TRACE", TRACE)));
    }

    @Test
    void a_function_url_sends_payload_2_with_its_own_fields() {
        FunctionUrl.builder(function)
                .id("urlid")
                .build()
                .respond(
                        Request.of(
                                "GET",
                                "https://urlid.lambda-url.eu-west-1.on.aws/pa2%Fth/1?q=%2B",
                                Headers.of("Cookie", "a=1;b=2", "X-Forwarded-For", "198.51.100.1")),
                        ARRIVAL);
        assertThat(function.event).isEqualTo(json("""
                        {'version':'2.0','routeKey':'$default','rawPath':'/pa2%Fth/1','rawQueryString':'q=%2B',
                        'cookies':['a=1','b=2'],
                        'headers':{'cookie':'a=1;b=2','x-forwarded-for':'198.51.100.1, 203.0.113.7',
                        'x-amzn-tls-version':'TLSv1.3','x-amzn-tls-cipher-suite':'TLS_AES_128_GCM_SHA256',
                        'x-amzn-trace-id':'TRACE','x-forwarded-port':'443','x-forwarded-proto':'https'},
                        'queryStringParameters':{'q':'+'},
                        'requestContext':{'accountId':'anonymous','apiId':'urlid',
                        'domainName':'urlid.lambda-url.eu-west-1.on.aws','domainPrefix':'urlid',
                        'http':{'method':'GET','path':'/pa2%Fth/1','protocol':'HTTP/1.1','sourceIp':'203.0.113.7',
                        'userAgent':''},'requestId':'0a1b2c3d-0000-4000-8000-00000000000f','routeKey':'$default',
                        'stage':'$default','time':'12/Mar/2020:19:03:58 +0000','timeEpoch':1584039838390},
                        'isBase64Encoded':false}
                        """.replace("TRACE", TRACE)));
        assertThat(read(APIGatewayV2HTTPEvent.class).getRequestContext().getAccountId())
                .isEqualTo("anonymous");
    }

    @Test
    void a_signed_request_tells_its_caller() {
        FunctionUrl.builder(function)
                .authType(FunctionUrl.AuthType.AWS_IAM)
                .accountId("111122223333")
                .build()
                .respond(
                        Request.of(
                                "GET",
                                "https://urlid.lambda-url.eu-west-1.on.aws/",
                                Headers.of(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20200312/eu-west-1/lambda/aws4_request,"
                                                + " SignedHeaders=host, Signature=00")),
                        ARRIVAL);
        APIGatewayV2HTTPEvent.RequestContext context =
                read(APIGatewayV2HTTPEvent.class).getRequestContext();
        assertThat(context.getAccountId()).isEqualTo("111122223333");
        assertThat(context.getAuthorizer().getIam().getAccessKey()).isEqualTo("AKIDEXAMPLE");
        assertThat(context.getAuthorizer().getIam().getAccountId()).isEqualTo("111122223333");
        assertThat(context.getAuthorizer().getIam().getUserArn()).isEqualTo("arn:aws:iam::111122223333:user/corsac");
    }

    private void respondWithToken(PayloadFormat format) {
        String token = JwtTest.token(
                "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":4000000000,\"cognito:groups\":[\"a\",\"b\"],"
                        + "\"scope\":\"read admin\"}");
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /x", function)
                        .with(format)
                        .with(HttpApiJwtAuthorizer.of("users", "https://issuer.example", List.of("shop"), any -> true))
                        .withScopes("read", "write"))
                .build()
                .respond(
                        Request.of("GET", "https://api.example.com/x", Headers.of("Authorization", "Bearer " + token)),
                        ARRIVAL);
    }

    @Test
    void a_token_s_claims_are_texts_and_its_scopes_those_of_the_route() {
        respondWithToken(PayloadFormat.V2_0);
        APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT jwt = read(APIGatewayV2HTTPEvent.class)
                .getRequestContext()
                .getAuthorizer()
                .getJwt();
        assertThat(jwt.getClaims())
                .containsEntry("exp", "4000000000")
                .containsEntry("cognito:groups", "[a b]")
                .containsEntry("scope", "read admin");
        assertThat(jwt.getScopes()).containsExactly("read");
        respondWithToken(PayloadFormat.V1_0);
        assertThat(function.event)
                .contains("\"authorizer\":{\"claims\":{\"iss\":\"https://issuer.example\",")
                .contains("},\"scopes\":[\"read\"]},");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "V2_0 | \"authorizer\":{\"lambda\":{\"who\":\"me\",\"n\":1,\"deep\":[{}]}},",
                "V1_0 | \"authorizer\":{\"principalId\":\"u\",\"who\":\"me\",\"n\":1,\"deep\":[{}]},",
            })
    void what_an_authorizer_adds_reaches_the_function(PayloadFormat format, String expected) {
        HttpApiLambdaAuthorizer authorizer = HttpApiLambdaAuthorizer.builder(
                        "gate",
                        FakeFunction.returning(
                                "{\"principalId\":\"u\",\"policyDocument\":{\"Statement\":{\"Action\":\"*\",\"Effect\":\"Allow\","
                                        + "\"Resource\":\"*\"}},\"context\":{\"who\":\"me\",\"n\":1,\"deep\":[{}]}}"))
                .build();
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /x", function).with(format).with(authorizer))
                .build()
                .respond(Request.of("GET", "https://api.example.com/x", Headers.EMPTY), ARRIVAL);
        assertThat(function.event).contains(expected);
    }

    @Test
    void half_a_character_from_a_token_or_an_authorizer_does_not_break_the_event() {
        String token = JwtTest.token(
                "{\"alg\":\"RS256\",\"kid\":\"k\"}",
                "{\"iss\":\"https://issuer.example\",\"aud\":\"shop\",\"exp\":4000000000,\"half\":\"\\udc00\"}");
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /x", function)
                        .with(HttpApiJwtAuthorizer.of("users", "https://issuer.example", List.of("shop"), any -> true)))
                .build()
                .respond(Request.of("GET", "https://api.example.com/x", Headers.of("Authorization", token)), ARRIVAL);
        assertThat(function.event).contains("\"half\":\"?\"");
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /x", function)
                        .with(HttpApiLambdaAuthorizer.builder(
                                        "gate",
                                        FakeFunction.returning(
                                                "{\"isAuthorized\":true,\"principalId\":[1],\"context\":{\"a\":\"\\ud800\"}}"))
                                .simpleResponses()
                                .build()))
                .build()
                .respond(Request.of("GET", "https://api.example.com/x", Headers.EMPTY), ARRIVAL);
        assertThat(function.event).contains("\"authorizer\":{\"lambda\":{\"a\":\"?\"}}");
    }

    @Test
    void a_simple_response_without_context_is_null_in_the_event() {
        HttpApi.builder()
                .route(HttpApiRoute.of("GET /x", function)
                        .with(HttpApiLambdaAuthorizer.builder("gate", FakeFunction.returning("{\"isAuthorized\":true}"))
                                .simpleResponses()
                                .build()))
                .build()
                .respond(Request.of("GET", "https://api.example.com/x", Headers.EMPTY), ARRIVAL);
        assertThat(function.event).contains("\"authorizer\":{\"lambda\":null},");
    }

    @Test
    void an_http_api_sends_payload_1() {
        HttpApi.builder()
                .route(HttpApiRoute.of("ANY /my/{proxy+}", function).with(PayloadFormat.V1_0))
                .build()
                .respond(POST, ARRIVAL);
        assertThat(function.event).isEqualTo(json("""
                        {'version':'1.0','resource':'/my/{proxy+}','path':'/my/path','httpMethod':'POST',
                        'headers':{'Content-Length':'17','Host':'id.execute-api.us-east-1.amazonaws.com',
                        'header1':'value1','header2':'value2','cookie':'cookie1=a; cookie2=b','User-Agent':'agent',
                        'content-type':'text/plain','X-Amzn-Trace-Id':'TRACE','X-Forwarded-For':'203.0.113.7',
                        'X-Forwarded-Port':'443','X-Forwarded-Proto':'https'},
                        'multiValueHeaders':{'Content-Length':['17'],
                        'Host':['id.execute-api.us-east-1.amazonaws.com'],'header1':['value1'],
                        'header2':['value1','value2'],'cookie':['cookie1=a; cookie2=b'],'User-Agent':['agent'],
                        'content-type':['text/plain'],'X-Amzn-Trace-Id':['TRACE'],'X-Forwarded-For':['203.0.113.7'],
                        'X-Forwarded-Port':['443'],'X-Forwarded-Proto':['https']},
                        'queryStringParameters':{'parameter1':'value2','parameter2':'value x'},
                        'multiValueQueryStringParameters':{'parameter1':['value1','value2'],'parameter2':['value x']},
                        'requestContext':{'accountId':'123456789012','apiId':'corsac0api',
                        'authorizer':{'claims':null,'scopes':null},
                        'domainName':'id.execute-api.us-east-1.amazonaws.com','domainPrefix':'id',
                        'extendedRequestId':'gAAAAAAAAA8KGyw=','httpMethod':'POST',
                        'identity':{'accessKey':null,'accountId':null,'caller':null,'cognitoAuthenticationProvider':null,
                        'cognitoAuthenticationType':null,'cognitoIdentityId':null,'cognitoIdentityPoolId':null,
                        'principalOrgId':null,'sourceIp':'203.0.113.7','user':null,'userAgent':'agent','userArn':null},
                        'path':'/my/path','protocol':'HTTP/1.1','requestId':'gAAAAAAAAA8KGyw=',
                        'requestTime':'12/Mar/2020:19:03:58 +0000','requestTimeEpoch':1584039838390,'resourceId':null,
                        'resourcePath':'/my/{proxy+}','stage':'$default'},'pathParameters':{'proxy':'path'},
                        'stageVariables':null,'body':'Hello from Lambda','isBase64Encoded':false}
                        """.replace("TRACE", TRACE)));
        APIGatewayProxyRequestEvent event = read(APIGatewayProxyRequestEvent.class);
        assertThat(event.getVersion()).isEqualTo("1.0");
        assertThat(event.getMultiValueHeaders()).containsEntry("header2", List.of("value1", "value2"));
        assertThat(event.getRequestContext().getIdentity().getSourceIp()).isEqualTo("203.0.113.7");
        assertThat(event.getRequestContext().getRequestTimeEpoch()).isEqualTo(1584039838390L);
    }

    @Test
    void an_authorizer_is_asked_in_its_own_format() {
        FakeFunction gate = FakeFunction.returning("{\"isAuthorized\":true}");
        HttpApi.builder()
                .stage("test")
                .route(HttpApiRoute.of("POST /my/{p}", function)
                        .with(HttpApiLambdaAuthorizer.builder("gate", gate)
                                .identitySources("$request.header.header1", "$request.querystring.parameter2")
                                .simpleResponses()
                                .build()))
                .build()
                .respond(
                        Request.of("POST", "https://id.example.com/test/my/path?parameter2=1", LINES)
                                .withBody(Body.of("x")),
                        ARRIVAL);
        assertThat(gate.event)
                .startsWith(json("""
                        {'version':'2.0','type':'REQUEST',
                        'routeArn':'arn:aws:execute-api:us-east-1:123456789012:corsac0api/test/POST/my/path',
                        'identitySource':['value1','1'],'routeKey':'POST /my/{p}','rawPath':'/test/my/path',
                        'rawQueryString':'parameter2=1','cookies':['cookie1=a','cookie2=b'],'headers':{
                        """))
                .endsWith(json("'timeEpoch':1584039838390},'pathParameters':{'p':'path'}}"));
        FakeFunction gate1 = FakeFunction.returning("{}");
        HttpApi.builder()
                .route(HttpApiRoute.of("POST /my/path", function)
                        .with(HttpApiLambdaAuthorizer.builder("gate", gate1)
                                .format(PayloadFormat.V1_0)
                                .identitySources("$request.header.header1", "$context.routeKey")
                                .build()))
                .build()
                .respond(POST, ARRIVAL);
        assertThat(gate1.event)
                .startsWith(json("""
                        {'version':'1.0','type':'REQUEST',
                        'methodArn':'arn:aws:execute-api:us-east-1:123456789012:corsac0api/$default/POST/my/path',
                        'identitySource':'value1,POST /my/path','authorizationToken':'value1,POST /my/path',
                        'resource':'/my/path','path':'/my/path','httpMethod':'POST','headers':{
                        """))
                .contains(json("'requestContext':{'accountId':'123456789012','apiId':'corsac0api',"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,                        body:é:false",
        "text/html; charset=utf-8,          body:é:false",
        "application/json,                  body:é:false",
        "application/problem+json,          body:é:false",
        "Application/XML,                   body:é:false",
        "application/javascript,            body:é:false",
        "application/x-www-form-urlencoded, body:w6k=:true",
        "multipart/form-data; boundary=x,   body:w6k=:true",
        "image/png,                         body:w6k=:true",
        "'',                                body:w6k=:true",
    })
    void a_body_is_text_or_base64_by_its_type(String type, String expected) {
        for (Front front : List.of(
                HttpApi.builder().route("POST /x", function).build(),
                FunctionUrl.builder(function).build(),
                HttpApi.builder()
                        .route(HttpApiRoute.of("POST /x", function).with(PayloadFormat.V1_0))
                        .build())) {
            front.respond(
                    Request.of("POST", "https://api.example.com/x", Headers.of("Content-Type", type))
                            .withBody(Body.of("é")),
                    ARRIVAL);
            String[] parts = expected.split(":", -1);
            assertThat(function.event)
                    .contains("\"body\":\"" + parts[1] + "\"")
                    .contains("\"isBase64Encoded\":" + parts[2]);
        }
    }

    @Test
    void a_compressed_text_is_base64() {
        FunctionUrl.builder(function)
                .build()
                .respond(
                        Request.of(
                                        "POST",
                                        "https://api.example.com/x",
                                        Headers.of("Content-Type", "text/plain", "Content-Encoding", "gzip"))
                                .withBody(Body.of(new byte[] {1, 2})),
                        ARRIVAL);
        assertThat(function.event).contains("\"body\":\"AQI=\"").contains("\"isBase64Encoded\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2Fb/c+d,       /a/b/c+d,     a/b",
        "/users%3Fadmin/x, /users,       users",
        "/%C3%A9/x,        /é/x,         é",
    })
    void an_http_api_decodes_the_path_and_cuts_it_at_a_question_mark(String path, String rawPath, String variable) {
        HttpApi.builder()
                .route("GET /{v}/{w}", function)
                .build()
                .respond(Request.of("GET", "https://api.example.com" + path, Headers.EMPTY), ARRIVAL);
        assertThat(function.event)
                .contains("\"rawPath\":\"" + rawPath + "\"")
                .contains("\"pathParameters\":{\"v\":\"" + variable + "\"");
    }

    @Test
    void a_base_path_is_missing_from_payload_2_and_there_in_payload_1() {
        Request request = Request.of("GET", "https://api.example.com/shop/v1/x", Headers.EMPTY);
        HttpApi.Builder api = HttpApi.builder().stage("live").mapping("shop/v1", "live");
        api.route("GET /x", function).build().respond(request, ARRIVAL);
        assertThat(function.event).contains("\"rawPath\":\"/x\"").contains("\"stage\":\"live\"");
        HttpApi.builder()
                .mapping("shop/v1", "$default")
                .route(HttpApiRoute.of("GET /x", function).with(PayloadFormat.V1_0))
                .build()
                .respond(request, ARRIVAL);
        assertThat(function.event).contains("\"resource\":\"/x\",\"path\":\"/shop/v1/x\"");
    }
}
