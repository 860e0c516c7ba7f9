package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.config.ConfigurationException;
import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates have in addition to functions, routes and CORS blocks: stages, domain names, additions to SAM's APIs, limits. */
class TemplateFeaturesTest {

    private static final String URI =
            "!Sub \"arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations\"";

    private static final String TREE = """
            AWSTemplateFormatVersion: 2010-09-09
            Resources:
              Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.B, Runtime: java21, Code: {ZipFile: x}}}
              Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: shop}}
              Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: {Type: AWS_PROXY, TimeoutInMillis: 5000, IntegrationHttpMethod: POST, Uri: URI}}}
            """.replace("URI", URI);

    private static final String SAM_FUNCTION = """
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B
                  Runtime: java21
                  CodeUri: .
                  AutoPublishAlias: live
                  Events:
                    Rest: {Type: Api, Properties: {Path: /a, Method: get}}
                    Own: {Type: Api, Properties: {Path: /b, Method: get, RestApiId: !Ref Api}}
                    Http: {Type: HttpApi, Properties: {Path: /h, Method: get, ApiId: !Ref Http}}
              Api: {Type: AWS::Serverless::Api, Properties: {StageName: v1, Cors: "'*'"}}
              Http: {Type: AWS::Serverless::HttpApi}
            """;

    private static List<String> routes(DeployedRestApi api) {
        return api.routes().stream().map(DeployedRoute::key).toList();
    }

    @Test
    void each_stage_of_a_rest_api_is_reached_under_its_name() {
        Read read = Read.template(TREE + """
                  S1: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: prod, Variables: {table: live}}}
                  S2: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: dev}}
                """);
        assertThat(read.deployment.fronts()).extracting(DeployedFront::id).containsExactly("Api", "Api/dev");
        String origin = read.origin(DeployedRestApi.class);
        assertThat(read.call("GET", origin + "/prod/").status()).isEqualTo(200);
        assertThat(read.call("GET", origin + "/dev/").status()).isEqualTo(200);
        assertThat(read.call("GET", origin + "/test/").status()).isEqualTo(403);
        assertThat(read.front(DeployedRestApi.class).stageVariables()).containsOnlyKeys("table");
        assertThat(read.notices()).isEmpty();
    }

    @Test
    void a_domain_name_leads_to_stages_by_its_base_paths() {
        Read read = Read.template(TREE + """
                  S1: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: prod}}
                  S2: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: dev}}
                  Name: {Type: AWS::ApiGateway::DomainName, Properties: {DomainName: api.example.com}}
                  P1: {Type: AWS::ApiGateway::BasePathMapping, Properties: {RestApiId: !Ref Api, DomainName: !Ref Name, Stage: !Ref S1, BasePath: v1}}
                  P2: {Type: AWS::ApiGateway::BasePathMapping, Properties: {RestApiId: !Ref Api, DomainName: !Ref Name, Stage: dev, BasePath: v2}}
                  Http: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, Target: !GetAtt Fn.Arn}}
                  P3: {Type: AWS::ApiGatewayV2::ApiMapping, Properties: {ApiId: !Ref Http, DomainName: api.example.com, Stage: $default, ApiMappingKey: web}}
                  P4: {Type: AWS::ApiGateway::BasePathMapping, Properties: {RestApiId: elsewhere, DomainName: !Ref Name}}
                """);
        for (String path : List.of("/v1/", "/v2/", "/web/any")) {
            assertThat(read.call("GET", "https://api.example.com" + path).status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(Read.header(read.call("GET", "https://api.example.com/web/any"), "x-format"))
                .isEqualTo("2.0");
        assertThat(read.call("GET", "https://api.example.com/v3/").status()).isEqualTo(403);
        assertThat(read.notices()).singleElement().asString().contains("P4 leads to the API elsewhere");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void a_base_path_without_a_stage_has_the_stage_behind_it() {
        Read read = Read.template(TREE + """
                  S1: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: prod}}
                  P1: {Type: AWS::ApiGateway::BasePathMapping, Properties: {RestApiId: !Ref Api, DomainName: api.example.com}}
                """);
        assertThat(read.call("GET", "https://api.example.com/prod/").status()).isEqualTo(200);
        assertThat(read.call("GET", "https://api.example.com/").status()).isEqualTo(403);
    }

    @Test
    void stages_of_an_http_api_are_told_apart_by_their_name() {
        Read read = Read.template("""
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.B, Runtime: java21, Code: {ZipFile: x}}}
                  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
                  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: "2.0", TimeoutInMillis: 800}}
                  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, Target: !Sub "integrations/${I}"}}
                  S1: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default}}
                  S2: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: beta, StageVariables: {x: y}}}
                """);
        String origin = read.origin(DeployedHttpApi.class);
        assertThat(read.call("GET", origin + "/a").status()).isEqualTo(200);
        assertThat(read.call("GET", origin + "/beta/a").status()).isEqualTo(200);
        assertThat(read.call("GET", origin + "/gamma/a").status()).isEqualTo(404);
        Integration.Function integration = (Integration.Function)
                read.front(DeployedHttpApi.class).routes().get(0).integration();
        assertThat(Objects.requireNonNull(integration.timeoutMillis()).known()).isEqualTo(800);
    }

    @ParameterizedTest
    @CsvSource({"20, 20 ms is less", "31000, 31000 ms is more"})
    void a_timeout_that_aws_refuses_is_a_problem_of_its_route(String millis, String message) {
        Read read = Read.sam("""
                Resources:
                  Fn: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, Runtime: java21, CodeUri: ., Events: {E: {Type: HttpApi, Properties: {Path: /a, Method: get, TimeoutInMillis: MILLIS}}}}}
                """.replace("MILLIS", millis));
        assertThat(read.problems()).singleElement().asString().contains("AWS refuses this: Timeout", message);
    }

    @Test
    void what_a_template_adds_to_the_apis_of_sam_belongs_to_them() {
        Read read = Read.sam("Resources:\n" + SAM_FUNCTION + """
                  Errors: {Type: AWS::ApiGateway::GatewayResponse, Properties: {RestApiId: !Ref ServerlessRestApi, ResponseType: DEFAULT_4XX, ResponseParameters: {gatewayresponse.header.Access-Control-Allow-Origin: "'*'"}}}
                  Root: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Alias}/invocations"}}}
                  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Http, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Fn.Alias, PayloadFormatVersion: "2.0"}}
                  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Http, RouteKey: GET /x, Target: !Sub "integrations/${I}"}}
                  Dev: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: dev}}
                """);
        assertThat(read.notices()).isEmpty();
        DeployedRestApi implicit = (DeployedRestApi) read.deployment.fronts().stream()
                .filter(front -> front.id().equals("ServerlessRestApi"))
                .findFirst()
                .orElseThrow();
        assertThat(implicit.gatewayResponses()).hasSize(1);
        // SAM writes preflights for its own routes, and does not see the others.
        assertThat(routes(read.front(DeployedRestApi.class)))
                .containsExactlyInAnyOrder("GET /b", "OPTIONS /b", "GET /");
        assertThat(read.deployment.fronts()).extracting(DeployedFront::id).contains("Api", "Api/dev");
        String origin = read.origin(DeployedHttpApi.class);
        assertThat(Read.header(read.call("GET", origin + "/x"), "x-function")).isEqualTo("Fn");
    }

    @Test
    void generated_resources_of_sam_can_be_referred_to() {
        Read read = Read.sam("Resources:\n" + SAM_FUNCTION + """
                  Other:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.C
                      Runtime: java21
                      CodeUri: .
                      Environment: {Variables: {URL: !Sub "https://${Api}.execute-api.${AWS::Region}.amazonaws.com/${Api.Stage}/b", STAGE: !Ref Api.Stage, UNIQUE: !Select [2, !Split ["/", !Ref AWS::StackId]]}}
                """);
        assertThat(read.function("Other").environment().toString())
                .contains("URL=https://${host of Api}/v1/b", "STAGE=v1", "UNIQUE=${StackId[2] of AWS}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "expression"})
    void a_bucket_is_found_by_its_name_in_an_origin(String way) {
        String domain = way.equals("name") ? "shop-page.s3.eu-west-1.amazonaws.com" : "!GetAtt Page.RegionalDomainName";
        Read read = Read.template("""
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  Page: {Type: AWS::S3::Bucket, Properties: {BucketName: shop-page, WebsiteConfiguration: {IndexDocument: index.html}}}
                  Site:
                    Type: AWS::CloudFront::Distribution
                    Properties:
                      DistributionConfig:
                        Enabled: true
                        WebACLId: arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1
                        Origins: [{Id: page, DomainName: DOMAIN, S3OriginConfig: {}}]
                        DefaultCacheBehavior: {TargetOriginId: page, ViewerProtocolPolicy: https-only, CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6, TrustedKeyGroups: [k]}
                """.replace("DOMAIN", domain));
        assertThat(read.front(DeployedDistribution.class).origins().get(0).front())
                .isEqualTo(read.front(DeployedBucket.class));
        assertThat(read.notices())
                .hasSize(2)
                .anyMatch(line -> line.contains("the web ACL of Site is not modelled"))
                .anyMatch(line -> line.contains("TrustedKeyGroups are not modelled"));
    }

    @Test
    void a_branch_of_an_amplify_app_is_a_page_at_its_host_names() {
        Read read = Read.sam("""
                Resources:
                  App: {Type: AWS::Amplify::App, Properties: {Name: shop, CustomRules: [{Source: "/<*>", Target: /index.html, Status: "404-200"}]}}
                  Main: {Type: AWS::Amplify::Branch, Properties: {AppId: !GetAtt App.AppId, BranchName: main}}
                  Name: {Type: AWS::Amplify::Domain, Properties: {AppId: !GetAtt App.AppId, DomainName: example.com, SubDomainSettings: [{BranchName: !GetAtt Main.BranchName, Prefix: shop}]}}
                  Fn: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, Runtime: java21, CodeUri: ., Environment: {Variables: {ALLOWED_ORIGINS: !Sub "https://main.${App.DefaultDomain}"}}}}
                """);
        assertThat(read.origins()).contains("https://main.app.amplifyapp.com", "https://shop.example.com");
        assertThat(read.call("GET", "https://main.app.amplifyapp.com/").status())
                .isEqualTo(200);
        assertThat(read.call("GET", "https://shop.example.com/orders/7").status())
                .as("a page for paths without a file")
                .isEqualTo(200);
        Value<String> allowed =
                Objects.requireNonNull(read.function("Fn").environment().get("ALLOWED_ORIGINS"));
        Value<String> host =
                read.front(DeployedDistribution.class).endpoints().get(1).host();
        assertThat(allowed.toString()).isEqualTo("https://" + host);
        assertThat(read.notices()).isEmpty();
    }

    @Test
    void an_amplify_app_without_a_branch_is_named() {
        Read read = Read.sam("Resources: {App: {Type: AWS::Amplify::App, Properties: {Name: shop}}}");
        assertThat(read.notices()).singleElement().asString().contains("no branch of the Amplify app App");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EndpointConfiguration: {Types: [PRIVATE]} | is a private API",
                "Policy: {Statement: []} | the resource policy of Api is not modelled",
                "DisableExecuteApiEndpoint: true | DisableExecuteApiEndpoint of Api has no effect here"
            })
    void what_keeps_browsers_away_and_is_not_modelled_is_named(String property, String notice) {
        Read read = Read.template(TREE.replace("Name: shop", property));
        assertThat(read.notices()).singleElement().asString().contains(notice);
    }

    @Test
    void a_policy_for_a_distribution_does_not_open_a_website() {
        String bucket = """
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  Page: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {IndexDocument: index.html}}}
                  Open: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Page, PolicyDocument: {Statement: [{Effect: Allow, Principal: PRINCIPAL, Action: "s3:GetObject", Resource: "*"}]}}}
                """;
        Read closed = Read.template(bucket.replace("PRINCIPAL", "{Service: cloudfront.amazonaws.com}"));
        Read open = Read.template(bucket.replace("PRINCIPAL", "\"*\""));
        assertThat(closed.call("GET", closed.origins().get(0) + "/").status()).isEqualTo(403);
        assertThat(open.call("GET", open.origins().get(0) + "/").status()).isEqualTo(200);
    }

    @Test
    void the_assets_file_of_cdk_leads_to_the_code() {
        String hash = "8acb5caf9986fc38529f137481ecc2500fa4914281114be778f5f715b9cf175a";
        Read read = Read.file(
                new Memory()
                        .with("cdk.out/Shop.template.json", """
                                {"Resources": {"Fn": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.B", "Runtime": "java21",
                                  "Code": {"S3Bucket": {"Fn::Sub": "cdk-assets-${AWS::AccountId}"}, "S3Key": "HASH.jar"}}}}}
                                """.replace("HASH", hash))
                        .with("cdk.out/Shop.assets.json", """
                                {"version": "36.0.0", "files": {"HASH": {"source": {"path": "asset.HASH.jar", "packaging": "file"},
                                  "destinations": {"current": {"bucketName": "b", "objectKey": "HASH.jar"}}}}}
                                """.replace("HASH", hash)),
                "cdk.out/Shop.template.json");
        assertThat(read.function("Fn").code()).hasToString("asset." + hash + ".jar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWSTemplateFormatVersion: 2010-09-09 | the template has no Resources. Add the section Resources",
                "a: {% if x %} | It has placeholders of a generator such as cookiecutter",
            })
    void a_file_that_is_not_yet_a_template_says_what_it_lacks(String text, String message) {
        assertThatThrownBy(() -> Read.template(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("/project/template.yaml")
                .hasMessageContaining(message);
    }
}
