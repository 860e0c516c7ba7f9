package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.config.ConfigurationException;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.Missing;
import dev.corsac.http.Response;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS SAM makes of a template, feature by feature. */
class SamTest {

    private static final String PAGE = "https://shop.example.com";
    private static final String API = "https://api.execute-api.eu-west-1.amazonaws.com/live";

    private static final String FUNCTION = """
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: com.example.Orders
                  Runtime: java21
                  CodeUri: .
                  Events:
                    Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: get}}
                    Put: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: PUT}}
                    All: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/any/{proxy+}", Method: ANY}}
            """;

    private static Read api(String properties, String... parameters) {
        return Read.sam(
                "Parameters: {Page: {Type: String}, Pool: {Type: String}}\nResources:\n" + FUNCTION
                        + "  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: live\n"
                        + properties.indent(6),
                parameters);
    }

    private static DeployedRoute route(Read read, String method, String path) {
        return read.front(DeployedRestApi.class).routes().stream()
                .filter(route -> route.method().equals(method) && route.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + method + " " + path));
    }

    @Test
    void events_are_routes_under_the_stage_and_nothing_else_is() {
        Read read = api("");
        assertThat(Read.header(read.call("GET", API + "/orders"), "x-function")).isEqualTo("Orders");
        assertThat(Read.header(read.call("DELETE", API + "/any/1"), "x-function"))
                .isEqualTo("Orders");
        assertThat(read.call("GET", API + "/else").status()).isEqualTo(403);
        assertThat(read.preflight(API + "/orders", PAGE, "PUT").status()).isEqualTo(403);
        assertThat(read.notices()).isEmpty();
    }

    @Test
    void a_cors_object_responds_to_preflights_with_its_quoted_values_and_each_paths_methods() {
        Response response = api("""
                Cors: {AllowOrigin: "'https://shop.example.com'", AllowHeaders: "'Authorization'", AllowCredentials: true, MaxAge: "'600'"}
                """).preflight(API + "/orders", PAGE, "PUT");
        assertThat(response.status()).isEqualTo(200);
        assertThat(Read.header(response, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(Read.header(response, "access-control-allow-methods")).isEqualTo("GET,OPTIONS,PUT");
        assertThat(Read.header(response, "access-control-allow-headers")).isEqualTo("Authorization");
        assertThat(Read.header(response, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(Read.header(response, "access-control-max-age")).isEqualTo("600");
    }

    @Test
    void a_cors_string_is_the_origin_and_the_preflights_of_an_any_route_come_from_a_mock() {
        Read read = api("Cors: \"'*'\"");
        assertThat(Read.header(read.preflight(API + "/orders", PAGE, "PUT"), "access-control-allow-origin"))
                .isEqualTo("*");
        Response any = read.preflight(API + "/any/1", PAGE, "PUT");
        assertThat(Read.header(any, "access-control-allow-methods"))
                .isEqualTo("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT");
        assertThat(Read.header(any, "x-function")).isEqualTo("null");
    }

    @Test
    void an_origin_without_quotes_is_refused_as_aws_refuses_it() {
        assertThat(api("Cors: https://shop.example.com").problems())
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("/project/template.yaml:")
                        .contains("Resources.Api.Properties.Cors")
                        .contains("AWS refuses this: Invalid mapping expression"));
    }

    @Test
    void the_default_authorizer_is_asked_on_preflights_too_unless_the_template_says_otherwise() {
        String auth = """
                Cors: "'*'"
                Auth:
                  DefaultAuthorizer: Pool
                  Authorizers: {Pool: {UserPoolArn: !Ref Pool, AuthorizationScopes: [read]}}
                """;
        Read asked = api(auth);
        assertThat(route(asked, "OPTIONS", "/orders").authorization().authorizer())
                .isEqualTo("Pool");
        assertThat(asked.preflight(API + "/orders", PAGE, "PUT").status()).isEqualTo(401);
        Read open = api(auth.replace(
                "  DefaultAuthorizer", "  AddDefaultAuthorizerToCorsPreflight: false\n  DefaultAuthorizer"));
        assertThat(open.preflight(API + "/orders", PAGE, "PUT").status()).isEqualTo(200);
        assertThat(open.call("GET", API + "/orders").status()).isEqualTo(401);
        assertThat(route(open, "GET", "/orders").authorization().scopes())
                .extracting(scope -> scope.known())
                .containsExactly("read");
        assertThat(open.codes()).contains("token-not-verifiable");
    }

    @Test
    void an_event_has_an_authorizer_of_its_own_or_none() {
        Read read = Read.sam("""
                Resources:
                  Guard: {Type: AWS::Serverless::Function, Properties: {Handler: a.Guard, Runtime: java21}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Events:
                        Default: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /default, Method: get}}
                        Open: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /open, Method: get, Auth: {Authorizer: NONE}}}
                        Signed: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /signed, Method: get, Auth: {Authorizer: AWS_IAM}}}
                        Key: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /key, Method: get, Auth: {Authorizer: NONE, ApiKeyRequired: true}}}
                  Api:
                    Type: AWS::Serverless::Api
                    Properties:
                      StageName: live
                      Auth:
                        DefaultAuthorizer: Token
                        Authorizers:
                          Token: {FunctionArn: !GetAtt Guard.Arn, Identity: {Header: X-Token, ReauthorizeEvery: 0}}
                          Request: {FunctionArn: !GetAtt Guard.Arn, FunctionPayloadType: REQUEST, Identity: {Headers: [X-A], QueryStrings: [q]}}
                """);
        assertThat(route(read, "GET", "/default").authorization().authorizer()).isEqualTo("Token");
        assertThat(route(read, "GET", "/open").authorization().kind()).isEqualTo(Authorization.Kind.NONE);
        assertThat(route(read, "GET", "/signed").authorization().kind()).isEqualTo(Authorization.Kind.IAM);
        assertThat(read.call("GET", API + "/key").status()).isEqualTo(403);
        var authorizers = read.front(DeployedRestApi.class).authorizers();
        assertThat(authorizers.get(0).function()).isEqualTo("Guard");
        assertThat(authorizers.get(0).identitySources().get(0).known()).isEqualTo("method.request.header.X-Token");
        assertThat(authorizers.get(1).identitySources())
                .extracting(source -> source.known())
                .containsExactly("method.request.header.X-A", "method.request.querystring.q");
    }

    @Test
    void gateway_responses_carry_their_headers_and_an_unknown_type_is_reported() {
        Read read = api("""
                GatewayResponses:
                  DEFAULT_4XX: {StatusCode: 404, ResponseParameters: {Headers: {Access-Control-Allow-Origin: "'*'"}}}
                  DEFAULT_5xx: {ResponseParameters: {Headers: {Access-Control-Allow-Origin: "'*'"}}}
                """);
        Response response = read.call("GET", API + "/else");
        assertThat(Read.header(response, "access-control-allow-origin")).isEqualTo("*");
        assertThat(response.status()).isEqualTo(404);
        assertThat(read.notices())
                .anySatisfy(notice -> assertThat(notice)
                        .contains("\"DEFAULT_5xx\"", "Did you mean DEFAULT_5XX?", "[gateway-response-unknown-type]"));
    }

    @Test
    void a_function_url_has_its_cors_block() {
        Read read = Read.sam("""
                Resources:
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: ["https://shop.example.com"], AllowMethods: [PUT], AllowCredentials: true, MaxAge: 60}}
                """);
        Response response = read.preflight("https://ordersurl.lambda-url.eu-west-1.on.aws/", PAGE, "PUT");
        assertThat(Read.header(response, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(read.front(DeployedFunctionUrl.class).missingPermission()).isNull();
    }

    @Test
    void the_implicit_apis_have_their_own_stages_globals_and_payload_formats() {
        Read read = Read.sam("""
                Globals:
                  Function: {Runtime: java21, Environment: {Variables: {SHARED: "1", OWN: global}}}
                  Api: {Cors: "'*'"}
                  HttpApi: {CorsConfiguration: {AllowOrigins: ["https://shop.example.com"], AllowMethods: ["*"], AllowHeaders: ["*"]}}
                Resources:
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Environment: {Variables: {OWN: mine}}
                      Events:
                        Rest: {Type: Api, Properties: {Path: /rest, Method: post}}
                        Http: {Type: HttpApi, Properties: {Path: /http, Method: get, PayloadFormatVersion: "1.0"}}
                        All: {Type: HttpApi}
                """);
        String rest = "https://serverlessrestapi.execute-api.eu-west-1.amazonaws.com/Prod";
        String http = "https://serverlesshttpapi.execute-api.eu-west-1.amazonaws.com";
        assertThat(read.call("POST", rest + "/rest").status()).isEqualTo(200);
        assertThat(read.preflight(rest + "/rest", PAGE, "POST").status()).isEqualTo(200);
        assertThat(Read.header(read.call("GET", http + "/http"), "x-format")).isEqualTo("1.0");
        assertThat(Read.header(read.call("GET", http + "/else"), "x-format")).isEqualTo("2.0");
        assertThat(Read.header(read.preflight(http + "/http", PAGE, "GET"), "access-control-allow-origin"))
                .isEqualTo(PAGE);
        assertThat(read.function("Orders").environment().get("OWN").known()).isEqualTo("mine");
        assertThat(read.function("Orders").environment().get("SHARED").known()).isEqualTo("1");
    }

    @Test
    void an_http_api_has_jwt_and_lambda_authorizers_and_a_default() {
        Read read = Read.sam("""
                Resources:
                  Guard: {Type: AWS::Serverless::Function, Properties: {Runtime: java21}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Events:
                        Default: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /default, Method: get}}
                        Open: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /open, Method: get, Auth: {Authorizer: NONE}}}
                        Own: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /own, Method: get, Auth: {Authorizer: Lambda}}}
                  Http:
                    Type: AWS::Serverless::HttpApi
                    Properties:
                      StageName: v1
                      CorsConfiguration: true
                      Auth:
                        DefaultAuthorizer: Jwt
                        Authorizers:
                          Jwt: {JwtConfiguration: {issuer: "https://issuer.example", audience: [shop]}, IdentitySource: $request.header.Authorization}
                          Lambda: {FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: "2.0", EnableSimpleResponses: true, Identity: {Headers: [X-Token]}}
                """);
        String http = "https://http.execute-api.eu-west-1.amazonaws.com/v1";
        assertThat(read.call("GET", http + "/default").status()).isEqualTo(401);
        assertThat(read.call("GET", http + "/open").status()).isEqualTo(200);
        assertThat(read.call("GET", http + "/own").status()).isEqualTo(401);
        assertThat(Read.header(read.preflight(http + "/default", PAGE, "GET"), "access-control-allow-origin"))
                .isEqualTo("*");
        assertThat(read.front(DeployedHttpApi.class).authorizers().get(1).simpleResponses())
                .isTrue();
    }

    @Test
    void a_definition_body_is_the_api_and_its_include_is_read() {
        Memory files = new Memory()
                .with("api.yaml", """
                openapi: 3.0.1
                paths:
                  /orders:
                    put:
                      security: [{key: []}]
                      x-amazon-apigateway-integration:
                        type: aws_proxy
                        uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Orders.Arn}/invocations
                    options:
                      responses: {"204": {headers: {Access-Control-Allow-Origin: {}, Access-Control-Allow-Methods: {}}}}
                      x-amazon-apigateway-integration:
                        type: mock
                        requestTemplates: {application/json: '{"statusCode": 204}'}
                        responses:
                          default:
                            statusCode: "204"
                            responseParameters:
                              method.response.header.Access-Control-Allow-Origin: !Sub "'${Page}'"
                              method.response.header.Access-Control-Allow-Methods: "'PUT'"
                components: {securitySchemes: {key: {type: apiKey, name: x-api-key, in: header}}}
                x-amazon-apigateway-gateway-responses:
                  DEFAULT_4XX: {responseParameters: {gatewayresponse.header.Access-Control-Allow-Origin: "'*'"}}
                """)
                .with(
                        "template.yaml",
                        "Transform: AWS::Serverless-2016-10-31\nParameters: {Page: {Type: String}}\nResources:\n"
                                + FUNCTION + """
                  Api:
                    Type: AWS::Serverless::Api
                    Properties:
                      StageName: live
                      DefinitionBody: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: api.yaml}}}
                """);
        Read read = Read.file(files, "template.yaml", "Page", PAGE);
        Response preflight = read.preflight(API + "/orders", PAGE, "PUT");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(Read.header(preflight, "access-control-allow-origin")).isEqualTo(PAGE);
        Response call = read.call("PUT", API + "/orders");
        assertThat(call.status()).isEqualTo(403);
        assertThat(Read.header(call, "access-control-allow-origin")).isEqualTo("*");
        // SAM writes events into the API only where it writes the API itself.
        assertThat(read.front(DeployedRestApi.class).routes())
                .extracting(DeployedRoute::key)
                .doesNotContain("GET /orders");
        assertThat(read.result.files()).extracting(Object::toString).contains("/project/api.yaml");
        assertThat(Read.file(files, "template.yaml", "Page", PAGE).deployment).isEqualTo(read.deployment);
    }

    @Test
    void two_apis_have_the_same_route_each_with_its_function() {
        Read read = Read.sam("""
                Resources:
                  One: {Type: AWS::Serverless::Api, Properties: {StageName: a}}
                  Two: {Type: AWS::Serverless::Api, Properties: {StageName: b, Domain: {DomainName: api.example.com, BasePath: [v1]}}}
                  First: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {RestApiId: !Ref One, Path: /x, Method: get}}}}}
                  Second: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {RestApiId: !Ref Two, Path: /x, Method: get}}}}}
                """);
        assertThat(Read.header(read.call("GET", "https://one.execute-api.eu-west-1.amazonaws.com/a/x"), "x-function"))
                .isEqualTo("First");
        assertThat(Read.header(read.call("GET", "https://two.execute-api.eu-west-1.amazonaws.com/b/x"), "x-function"))
                .isEqualTo("Second");
        assertThat(Read.header(read.call("GET", "https://api.example.com/v1/x"), "x-function"))
                .isEqualTo("Second");
    }

    @Test
    void what_is_unknown_is_listed_once_with_the_way_to_say_it() {
        String template = "Cors: {AllowOrigin: !Sub \"'${Page}'\", AllowHeaders: \"'X'\"}";
        Read read = api(template);
        assertThat(read.deployment.missing()).extracting(Missing::name).containsExactly("parameter Page");
        assertThat(read.deployment.missing().get(0).how()).isEqualTo("--parameter Page=VALUE");
        // Nothing is allowed because of it.
        assertThat(read.preflight(API + "/orders", PAGE, "PUT").headers().has("access-control-allow-origin"))
                .isFalse();
        assertThat(Read.header(
                        api(template, "Page", PAGE).preflight(API + "/orders", PAGE, "PUT"),
                        "access-control-allow-origin"))
                .isEqualTo(PAGE);
    }

    @Test
    void samconfig_gives_parameters_and_the_region() {
        Memory files = new Memory().with("samconfig.toml", """
                        version = 0.1
                        [default.deploy.parameters]
                        region = "us-east-1"
                        parameter_overrides = "Page=\\"https://shop.example.com\\" Other=2"
                        """).with("template.yaml", """
                        Transform: AWS::Serverless-2016-10-31
                        Parameters: {Page: {Type: String}}
                        Resources:
                          Orders:
                            Type: AWS::Serverless::Function
                            Properties: {Environment: {Variables: {ALLOWED_ORIGINS: !Ref Page, R: !Ref AWS::Region}}}
                        """);
        Read read = Read.file(files, "template.yaml");
        assertThat(read.function("Orders").environment().get("ALLOWED_ORIGINS").known())
                .isEqualTo(PAGE);
        assertThat(read.function("Orders").environment().get("R").known()).isEqualTo("us-east-1");
        assertThat(Read.file(files, "template.yaml", "Page", "x")
                        .function("Orders")
                        .environment()
                        .get("ALLOWED_ORIGINS")
                        .known())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parameter_overrides = [\"A=1\", \"B=x y\"] | {A=1, B=x y}",
                "parameter_overrides = \"ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue=2\" | {A=1, B=2}",
                "parameter_overrides = \"A=\\\"x y\\\" B=2\" # why | {A=x y, B=2}",
                "[other.deploy.parameters] | {}",
            })
    void overrides_have_three_forms(String line, String expected) {
        assertThat(SamConfig.parse("[default.deploy.parameters]\n" + line + "\n")
                        .toString())
                .isEqualTo(expected);
    }

    @Test
    void functions_without_an_http_event_have_no_front_and_nested_applications_are_named() {
        Read read = Read.sam("""
                Resources:
                  Worker: {Type: AWS::Serverless::Function, Properties: {Events: {Q: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}}}}
                  Queue: {Type: AWS::SQS::Queue}
                  App: {Type: AWS::Serverless::Application, Properties: {Location: ./app.yaml}}
                """);
        assertThat(read.deployment.fronts()).isEmpty();
        assertThat(read.function("Worker").id()).isEqualTo("Worker");
        assertThat(read.notices()).singleElement().asString().contains("./app.yaml", "[nested-not-read]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Cors: {AllowCredentials: true} | AllowCredentials cannot be true when AllowOrigin is '*'",
                "Auth: {DefaultAuthorizer: Poool, Authorizers: {Pool: {UserPoolArn: x}}} | \"Poool\", which is not among Authorizers. Did you mean Pool?",
                "Cors: !Sub \"'${Pge}'\" | ",
                "Tags: {A: !If [Missing, a, b]} | there is no condition \"Missing\"",
            })
    void a_mistake_has_its_place(String properties, String message) {
        if (message == null) {
            // SAM may make resources that the template does not list, so that an unknown name is not a mistake here.
            assertThat(api(properties).problems()).isEmpty();
            return;
        }
        assertThatThrownBy(() -> api(properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("/project/template.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void a_route_that_two_events_have_is_refused() {
        assertThatThrownBy(() -> Read.sam("""
                        Resources:
                          A: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {Path: /x, Method: get}}}}}
                          B: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {Path: /x, Method: GET}}}}}
                        """))
                .hasMessageContaining(":4:")
                .hasMessageContaining("the route GET /x of ServerlessRestApi is defined twice");
    }

    @Test
    void layers_aliases_and_assets_lead_to_the_code() {
        Read read = Read.sam("""
                Resources:
                  Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}
                  Orders: {Type: AWS::Serverless::Function, Properties: {CodeUri: orders, Layers: [!Ref Layer, "arn:aws:lambda:x"], AutoPublishAlias: live}}
                  Cdk: {Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: b, S3Key: k}}, Metadata: {"aws:asset:path": asset.123}}
                """);
        assertThat(Objects.requireNonNull(read.function("Orders").code()).known())
                .isEqualTo("orders");
        assertThat(read.function("Orders").layers())
                .extracting(layer -> layer.known())
                .isEqualTo(List.of("layer"));
        assertThat(Objects.requireNonNull(read.function("Cdk").code()).known()).isEqualTo("asset.123");
    }
}
