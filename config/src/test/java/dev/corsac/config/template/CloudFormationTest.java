package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Value;
import dev.corsac.http.Response;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What CloudFormation's resources come to, service by service. */
class CloudFormationTest {

    private static final String PAGE = "https://shop.example.com";

    private static final String URI =
            "!Sub \"arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Orders.Arn}/invocations\"";

    private static Read read(String resources) {
        return Read.template("AWSTemplateFormatVersion: 2010-09-09\nParameters: {Pool: {Type: String}}\nResources:\n"
                + "  Orders: {Type: AWS::Lambda::Function, Properties: {Handler: a.B, Runtime: java21}}\n"
                + resources.indent(2));
    }

    private static final String TREE = """
            Api: {Type: AWS::ApiGateway::RestApi, Properties: {BinaryMediaTypes: [image/*]}}
            OrdersPath: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}}
            One: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !Ref OrdersPath, PathPart: "{id}"}}
            Get:
              Type: AWS::ApiGateway::Method
              Properties:
                {RestApiId: !Ref Api, ResourceId: !Ref One, HttpMethod: GET, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard,
                 Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: URI}}
            Options:
              Type: AWS::ApiGateway::Method
              Properties:
                RestApiId: !Ref Api
                ResourceId: !Ref One
                HttpMethod: OPTIONS
                AuthorizationType: NONE
                Integration:
                  Type: MOCK
                  RequestTemplates: {application/json: "{ statusCode: 200 }"}
                  IntegrationResponses:
                    - StatusCode: "204"
                      ResponseParameters: {method.response.header.Access-Control-Allow-Origin: "'https://shop.example.com'"}
                MethodResponses:
                  - StatusCode: "204"
                    ResponseParameters: {method.response.header.Access-Control-Allow-Origin: true}
            Guard: {Type: AWS::ApiGateway::Authorizer, Properties: {RestApiId: !Ref Api, Name: guard, Type: TOKEN, AuthorizerUri: URI, IdentitySource: method.request.header.Authorization, AuthorizerResultTtlInSeconds: 0}}
            Denied: {Type: AWS::ApiGateway::GatewayResponse, Properties: {RestApiId: !Ref Api, ResponseType: UNAUTHORIZED, ResponseParameters: {gatewayresponse.header.Access-Control-Allow-Origin: "'*'"}}}
            Deployed: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
            Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, DeploymentId: !Ref Deployed, StageName: live, Variables: {page: x}}}
            Domain: {Type: AWS::ApiGateway::DomainName, Properties: {DomainName: api.example.com}}
            Mapping: {Type: AWS::ApiGateway::BasePathMapping, Properties: {DomainName: !Ref Domain, RestApiId: !Ref Api, Stage: !Ref Live, BasePath: v1}}
            """.replace("URI", URI);

    @Test
    void a_rest_api_is_a_tree_of_resources_with_a_stage_and_a_base_path() {
        Read read = read(TREE);
        String api = "https://api.execute-api.eu-west-1.amazonaws.com/live";
        Response preflight = read.preflight(api + "/orders/7", PAGE, "GET");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(Read.header(preflight, "access-control-allow-origin")).isEqualTo(PAGE);
        Response denied = read.call("GET", api + "/orders/7");
        assertThat(denied.status()).isEqualTo(401);
        assertThat(Read.header(denied, "access-control-allow-origin")).isEqualTo("*");
        assertThat(read.preflight("https://api.example.com/v1/orders/7", PAGE, "GET")
                        .status())
                .isEqualTo(204);
        DeployedRestApi front = read.front(DeployedRestApi.class);
        assertThat(front.authorizers().get(0).function()).isEqualTo("Orders");
        assertThat(front.stageVariables()).containsKey("page");
        assertThat(read.notices()).isEmpty();
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void integrations_that_are_not_modelled_keep_their_route_and_are_named() {
        Read read = read(TREE.replace("Type: AWS_PROXY", "Type: HTTP_PROXY").replace("CUSTOM", "NONE"));
        assertThat(read.codes()).containsExactly("integration-not-modelled");
        Response response = read.call("GET", "https://api.execute-api.eu-west-1.amazonaws.com/live/orders/7");
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.headers().has("access-control-allow-origin")).isFalse();
    }

    @Test
    void methods_of_an_api_of_another_stack_are_named() {
        Read read = read("""
                M: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !ImportValue Api, ResourceId: !ImportValue R, HttpMethod: GET}}
                """);
        assertThat(read.notices()).singleElement().asString().contains("export Api", "[resource-not-read]");
    }

    @Test
    void an_http_api_is_routes_and_integrations() {
        Read read = read("""
                Http: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ["https://shop.example.com"], AllowMethods: [GET], AllowHeaders: [authorization], MaxAge: 60}}}
                Proxy: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Http, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Orders.Arn, PayloadFormatVersion: "2.0", ResponseParameters: {"200": {ResponseParameters: [{Destination: "overwrite:header.x-function", Source: changed}]}}}}
                Old: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Http, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Orders}}
                Get: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Http, RouteKey: GET /orders, Target: !Sub "integrations/${Proxy}"}}
                Any: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Http, RouteKey: "ANY /old/{proxy+}", Target: !Join [/, [integrations, !Ref Old]]}}
                Locked: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Http, RouteKey: GET /locked, Target: !Sub "integrations/${Proxy}", AuthorizationType: JWT, AuthorizerId: !Ref Jwt, AuthorizationScopes: [read]}}
                Jwt: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Http, AuthorizerType: JWT, Name: jwt, IdentitySource: ["$request.header.Authorization"], JwtConfiguration: {Issuer: !Sub "https://cognito-idp.${AWS::Region}.amazonaws.com/${Pool}", Audience: [!Ref Pool]}}}
                Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Http, StageName: $default, AutoDeploy: true}}
                Mapping: {Type: AWS::ApiGatewayV2::ApiMapping, Properties: {ApiId: !Ref Http, DomainName: api.example.com, Stage: !Ref Stage, ApiMappingKey: v2}}
                """);
        String http = "https://http.execute-api.eu-west-1.amazonaws.com";
        Response call = read.call("GET", http + "/orders", "origin", PAGE);
        assertThat(Read.header(call, "x-function")).isEqualTo("changed");
        assertThat(Read.header(call, "x-format")).isEqualTo("2.0");
        assertThat(Read.header(call, "access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(Read.header(read.call("PUT", http + "/old/1"), "x-format")).isEqualTo("1.0");
        assertThat(read.call("GET", http + "/locked").status()).isEqualTo(401);
        assertThat(read.call("GET", http + "/none").status()).isEqualTo(404);
        assertThat(read.call("GET", "https://api.example.com/v2/orders").status())
                .isEqualTo(200);
        assertThat(read.front(DeployedHttpApi.class).routes()).hasSize(3);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void a_quick_create_api_has_one_route_for_everything() {
        Read read = read(
                "Http: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, Target: !GetAtt Orders.Arn}}");
        assertThat(Read.header(read.call("GET", "https://http.execute-api.eu-west-1.amazonaws.com/a"), "x-function"))
                .isEqualTo("Orders");
    }

    @Test
    void a_function_url_needs_both_permissions() {
        String url = "Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Orders, AuthType: NONE}}\n";
        String one =
                "P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Orders, Action: lambda:InvokeFunctionUrl, Principal: '*', FunctionUrlAuthType: NONE}}\n";
        String two =
                "Q: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !GetAtt Orders.Arn, Action: lambda:InvokeFunction, Principal: '*', InvokedViaFunctionUrl: true}}\n";
        assertThat(read(url).front(DeployedFunctionUrl.class).missingPermission())
                .isEqualTo("lambda:InvokeFunctionUrl");
        assertThat(read(url + one).front(DeployedFunctionUrl.class).missingPermission())
                .isEqualTo("lambda:InvokeFunction");
        Read both = read(url + one + two);
        assertThat(both.front(DeployedFunctionUrl.class).missingPermission()).isNull();
        assertThat(both.call("GET", "https://url.lambda-url.eu-west-1.on.aws/").status())
                .isEqualTo(200);
    }

    @Test
    void a_load_balancer_has_its_listeners_rules_by_priority() {
        Read read = read("""
                Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
                Plain: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, DefaultActions: [{Type: redirect, RedirectConfig: {Protocol: HTTPS}}]}}
                Tls: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 443, DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: "404", ContentType: text/plain, MessageBody: none}}]}}
                Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: lambda, Targets: [{Id: !GetAtt Orders.Arn}], TargetGroupAttributes: [{Key: lambda.multi_value_headers.enabled, Value: "false"}]}}
                Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Tls, Priority: 1, Conditions: [{Field: path-pattern, Values: [/orders/*]}], Actions: [{Type: forward, TargetGroupArn: !Ref Group}]}}
                Host: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Tls, Priority: 2, Conditions: [{Field: host-header, Values: [a.example]}], Actions: [{Type: forward, TargetGroupArn: !Ref Group}]}}
                """);
        String balancer = "http://balancer.eu-west-1.elb.amazonaws.com";
        assertThat(Read.header(read.call("GET", balancer + "/orders/1"), "x-function"))
                .isEqualTo("Orders");
        assertThat(read.call("GET", balancer + "/else").status()).isEqualTo(404);
        assertThat(read.notices()).singleElement().asString().contains("the rule Host", "[property-not-modelled]");
    }

    private static final String SITE = """
            Site: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {IndexDocument: index.html}, CorsConfiguration: {CorsRules: [{AllowedOrigins: ["https://shop.example.com"], AllowedMethods: [GET]}]}}}
            Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Site, PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: "*", Action: ["s3:GetObject"], Resource: "*"}]}}}
            """;

    @Test
    void a_bucket_is_a_website_and_a_rest_endpoint_with_cors_rules() {
        Read read = read(SITE);
        assertThat(read.call("GET", "http://site.s3-website.eu-west-1.amazonaws.com/")
                        .body()
                        .text())
                .isEqualTo("home");
        assertThat(read.call("GET", "http://site.s3-website.eu-west-1.amazonaws.com/none")
                        .status())
                .isEqualTo(403);
        assertThat(Read.header(
                        read.call("GET", "https://site.s3.eu-west-1.amazonaws.com/index.html", "origin", PAGE),
                        "access-control-allow-origin"))
                .isEqualTo(PAGE);
    }

    private static final String CDN = SITE + TREE + """
            Headers: {Type: AWS::CloudFront::ResponseHeadersPolicy, Properties: {ResponseHeadersPolicyConfig: {Name: h, CorsConfig: {AccessControlAllowOrigins: {Items: ["https://a.example"]}, AccessControlAllowMethods: {Items: [ALL]}, AccessControlAllowHeaders: {Items: ["x-a"]}, AccessControlAllowCredentials: true, OriginOverride: true}}}}
            Cache: {Type: AWS::CloudFront::CachePolicy, Properties: {CachePolicyConfig: {Name: c, MinTTL: 0, DefaultTTL: 5, MaxTTL: 9, ParametersInCacheKeyAndForwardedToOrigin: {HeadersConfig: {HeaderBehavior: whitelist, Headers: [Origin]}, CookiesConfig: {CookieBehavior: none}, QueryStringsConfig: {QueryStringBehavior: all}, EnableAcceptEncodingGzip: true}}}}
            Page:
              Type: AWS::CloudFront::Distribution
              Properties:
                DistributionConfig:
                  Enabled: true
                  Aliases: [shop.example.com]
                  DefaultRootObject: index.html
                  Origins:
                    - {Id: site, DomainName: !Select [2, !Split ["/", !GetAtt Site.WebsiteURL]], CustomOriginConfig: {OriginProtocolPolicy: http-only}}
                    - {Id: api, DomainName: !Sub "${Api}.execute-api.${AWS::Region}.amazonaws.com", OriginPath: !Sub "/${Live}", CustomOriginConfig: {OriginProtocolPolicy: https-only}}
                    - {Id: other, DomainName: other.example.com, CustomOriginConfig: {OriginProtocolPolicy: https-only}}
                  DefaultCacheBehavior: {TargetOriginId: site, ViewerProtocolPolicy: redirect-to-https, CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6}
                  CacheBehaviors:
                    - {PathPattern: "/orders/*", TargetOriginId: api, ViewerProtocolPolicy: https-only, AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE], CachePolicyId: !Ref Cache, OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac, ResponseHeadersPolicyId: !Ref Headers}
                    - {PathPattern: "/old/*", TargetOriginId: other, ViewerProtocolPolicy: allow-all, ForwardedValues: {QueryString: true, Headers: [Origin], Cookies: {Forward: all}}}
                  CustomErrorResponses: [{ErrorCode: 404, ResponseCode: 200, ResponsePagePath: /index.html}]
            """;

    @Test
    void a_distribution_stands_before_a_website_and_an_api() {
        Read read = read(CDN);
        String cdn = "https://shop.example.com";
        assertThat(read.call("GET", cdn + "/").body().text()).isEqualTo("home");
        Response preflight = read.preflight(cdn + "/orders/7", "https://a.example", "PUT");
        assertThat(Read.header(preflight, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(read.call("GET", cdn + "/old/x").status()).isEqualTo(502);
        assertThat(read.call("GET", "https://page.cloudfront.net/").status()).isEqualTo(200);
        assertThat(read.notices())
                .singleElement()
                .asString()
                .contains("other.example.com of Page", "[origin-not-in-deployment]");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void symbols_compare_with_the_origins_of_fronts() {
        Read read = read(CDN.replace("Aliases: [shop.example.com]", "Comment: x")
                + "Other: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {ALLOWED_ORIGINS: !Sub"
                + " \"https://${Page.DomainName} http://${Site}.s3-website.${AWS::Region}.amazonaws.com\"}}}}\n");
        Value<String> origins =
                Objects.requireNonNull(read.function("Other").environment().get("ALLOWED_ORIGINS"));
        var words = Value.split(origins, "\\s+");
        assertThat(words).hasSize(2);
        Endpoint page = read.front(DeployedDistribution.class).endpoints().get(0);
        Value<String> origin = Value.joined(
                List.of(Value.byDefault("https://"), page.host()), page.host().place());
        assertThat(words.get(0).same(origin)).isTrue();
        assertThat(words.get(1).same(origin)).isFalse();
    }
}
