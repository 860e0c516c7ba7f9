package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corsac.yaml that begins with a template. */
class FromTemplateTest {

    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Parameters: {Token: {Type: String}}
            Resources:
              Site: {Type: AWS::S3::Bucket}
              Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Site, PolicyDocument: {Statement: [{Effect: Allow, Action: s3:GetObject}]}}}
              Page:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    DefaultRootObject: index.html
                    Origins:
                      - {Id: site, DomainName: !GetAtt Site.RegionalDomainName, S3OriginConfig: {}}
                      - {Id: api, DomainName: !Sub "${Api}.execute-api.${AWS::Region}.amazonaws.com", OriginPath: /live, CustomOriginConfig: {OriginProtocolPolicy: https-only}}
                    DefaultCacheBehavior: {TargetOriginId: site, ViewerProtocolPolicy: redirect-to-https, CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad}
                    CacheBehaviors: [{PathPattern: /orders, TargetOriginId: api, ViewerProtocolPolicy: https-only, AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE], CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad, OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac}]
              Api: {Type: AWS::Serverless::Api, Properties: {StageName: live, Cors: !Sub "'https://${Page.DomainName}'"}}
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: com.example.Orders
                  CodeUri: orders
                  Environment: {Variables: {ALLOWED_ORIGINS: !Sub "https://${Page.DomainName}", API: !Sub "https://${Api}.execute-api.${AWS::Region}.amazonaws.com/live/", TOKEN: !Ref Token, KEPT: "1"}}
                  Events: {Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: get}}}
              Node:
                Type: AWS::Serverless::Function
                Properties: {Runtime: nodejs22.x, Handler: a.b, CodeUri: node, Events: {Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /node, Method: get}}}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        Files.createDirectories(folder.resolve("orders"));
        Files.createDirectories(folder.resolve("site"));
        Files.writeString(folder.resolve("site/index.html"), "home");
    }

    private Configuration read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("corsac.yaml"), "from: template.yaml\n" + yaml);
        return ConfigurationReader.read(DiskFiles.ALL, file, null);
    }

    private static FunctionSettings function(Configuration configuration, String name) {
        return configuration.functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void symbols_are_the_local_addresses() throws IOException {
        Configuration configuration = read("buckets: {Site: {directory: site}}\n");
        Map<String, String> environment = function(configuration, "Orders").environment();
        assertThat(environment)
                .containsEntry("ALLOWED_ORIGINS", "http://page.localhost:8080")
                .containsEntry("API", "http://api.localhost:8081/live/")
                .doesNotContainKey("TOKEN");
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("distributions.Page", "/").text()).isEqualTo("home");
        assertThat(assembled.get("distributions.Page", "/orders").header("x-function"))
                .isEqualTo("Orders");
        assertThat(assembled
                        .preflight("apis.Api", "/live/orders", "http://page.localhost:8080", "GET")
                        .headers()
                        .combined("access-control-allow-origin"))
                .isEqualTo("http://page.localhost:8080");
        assertThat(configuration.deployment().missing())
                .extracting(Missing::name)
                .containsExactly("parameter Token");
        assertThat(configuration.files()).contains(folder.resolve("template.yaml"));
    }

    @Test
    void what_the_file_says_wins_and_the_rest_stays() throws IOException {
        Configuration configuration = read("""
                parameters: {Token: t0}
                distributions: {Page: {hosts: shop.localhost, port: 9000}}
                apis: {Api: {port: 9005}}
                functions:
                  Orders: {memory: 1024, environment: {TOKEN: mine, MORE: "${apis.Api.url}"}}
                  Node: {command: node run.mjs}
                """);
        assertThat(configuration.fronts())
                .extracting(FrontSpec::reference, FrontSpec::origin)
                .contains(
                        tuple("distributions.Page", "http://shop.localhost:9000"),
                        tuple("apis.Api", "http://api.localhost:9005"));
        FunctionSettings orders = function(configuration, "Orders");
        assertThat(orders.memory()).isEqualTo(1024);
        assertThat(orders.program()).isInstanceOf(FunctionProgram.Java.class);
        assertThat(orders.environment())
                .containsEntry("TOKEN", "mine")
                .containsEntry("KEPT", "1")
                .containsEntry("MORE", "http://api.localhost:9005/live")
                .containsEntry("ALLOWED_ORIGINS", "http://shop.localhost:9000");
        assertThat(function(configuration, "Node").program())
                .isEqualTo(new FunctionProgram.Command(List.of("node", "run.mjs"), "", List.of()));
        assertThat(configuration.notRunnable()).isEmpty();
    }

    @Test
    void a_function_that_cannot_be_run_responds_with_an_error_and_the_rest_runs() throws IOException {
        Configuration configuration = read("");
        assertThat(configuration.deployment().notices())
                .extracting(Notice::line)
                .anySatisfy(line -> assertThat(line)
                        .contains("template.yaml:", "function Node", "nodejs22.x", "[function-not-runnable]"))
                .anySatisfy(line -> assertThat(line).contains("buckets.Site.directory", "[page-files-unknown]"));
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("apis.Api", "/live/node").status()).isEqualTo(502);
        assertThat(assembled.get("apis.Api", "/live/orders").status()).isEqualTo(200);
    }

    @Test
    void own_entries_stand_beside_the_templates() throws IOException {
        Configuration configuration = read("""
                sites: {other: {host: other.localhost, port: 8080, directory: site}}
                functions: {Orders: {environment: {ALLOWED_ORIGINS: "${sites.other.origin}"}}}
                """);
        assertThat(configuration.fronts()).extracting(FrontSpec::port).doesNotHaveDuplicates();
        assertThat(function(configuration, "Orders").environment())
                .containsEntry("ALLOWED_ORIGINS", "http://other.localhost:8080");
    }

    @Test
    void a_mistake_of_either_file_has_its_place() throws IOException {
        assertThatThrownBy(() -> read("sites: {Sitte: {directory: site}}\n"))
                .hasMessageContaining("corsac.yaml:2:16: sites.Sitte needs \"host\"");
        assertThatThrownBy(() -> read("apis: {Api: {routes: {GET /more: Order}}}\n"))
                .hasMessageContaining("corsac.yaml:2:34: ")
                .hasMessageContaining("Orders");
        assertThatThrownBy(() -> read("apis: {Api: {stage: prod}}\n"))
                .hasMessageContaining("corsac.yaml:2:21: apis.Api.stage is in the template already. Remove it here");
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE.replace("!Ref Token", "!If [No, a, b]"));
        assertThatThrownBy(() -> read(""))
                .hasMessageContaining("template.yaml:24:")
                .hasMessageContaining("there is no condition \"No\"");
        assertThatThrownBy(() -> ConfigurationReader.read(
                        DiskFiles.ALL, Files.writeString(folder.resolve("corsac.yaml"), "from: none.yaml\n"), null))
                .hasMessageContaining("corsac.yaml:1:7: from: there is no");
    }

    @Test
    void ports_move_together() throws IOException {
        read("");
        Configuration moved = ConfigurationReader.read(DiskFiles.ALL, folder.resolve("corsac.yaml"), 9100);
        assertThat(moved.fronts().stream().mapToInt(FrontSpec::port).min()).hasValue(9100);
        assertThat(function(moved, "Orders").environment())
                .containsEntry("ALLOWED_ORIGINS", "http://page.localhost:9100");
    }

    @Test
    void an_entry_about_an_api_of_the_template_wins_over_it() throws IOException {
        Configuration configuration = read("""
                functions: {Node: {command: node local.mjs}}
                apis:
                  Api:
                    timeoutInMillis: 2000
                    routes: {GET /more: Orders, GET /node: Orders}
                    gatewayResponses: {DEFAULT_4XX: {allowOrigin: "*"}}
                """);
        DeployedRestApi api = (DeployedRestApi)
                Objects.requireNonNull(configuration.deployment().front(FrontKind.REST_API, "Api"));
        assertThat(api.routes())
                .extracting(
                        DeployedRoute::key,
                        route -> route.integration() instanceof Integration.Function function
                                ? function.function()
                                : "mock")
                .contains(tuple("GET /orders", "Orders"), tuple("GET /more", "Orders"), tuple("GET /node", "Orders"));
        assertThat(api.gatewayResponses())
                .extracting(DeployedGatewayResponse::type)
                .containsExactly("DEFAULT_4XX");
        assertThat(Objects.requireNonNull(api.timeoutMillis()).known()).isEqualTo(2000);
        DeployedDistribution page = (DeployedDistribution)
                Objects.requireNonNull(configuration.deployment().front(FrontKind.CLOUDFRONT, "Page"));
        assertThat(page.origins().get(1).front()).as("what is behind the page").isEqualTo(api);
    }

    @Test
    void an_entry_about_an_http_api_or_a_function_url_replaces_its_cors_block() throws IOException {
        Files.writeString(folder.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Http: {Type: AWS::Serverless::HttpApi, Properties: {CorsConfiguration: {AllowOrigins: ["https://a.example"]}}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: java21, Handler: com.example.Orders, CodeUri: orders, FunctionUrlConfig: {AuthType: NONE}, Events: {Get: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /orders, Method: get}}}}
                """);
        Configuration configuration = read("""
                apis: {Http: {type: http, cors: {allowOrigins: ["https://b.example"]}}}
                urls: {OrdersUrl: {authType: AWS_IAM, cors: {allowOrigins: ["https://c.example"]}}}
                """);
        DeployedHttpApi api = (DeployedHttpApi)
                Objects.requireNonNull(configuration.deployment().front(FrontKind.HTTP_API, "Http"));
        DeployedFunctionUrl url = (DeployedFunctionUrl)
                Objects.requireNonNull(configuration.deployment().front(FrontKind.FUNCTION_URL, "OrdersUrl"));
        assertThat(Objects.requireNonNull(api.cors()).allowOrigins()).hasToString("[https://b.example]");
        assertThat(api.routes()).hasSize(1);
        assertThat(Objects.requireNonNull(url.cors()).allowOrigins()).hasToString("[https://c.example]");
        assertThat(url.authType().known()).isEqualTo("AWS_IAM");
    }

    @Test
    void stages_and_base_paths_share_the_port_of_their_host_name() throws IOException {
        Files.writeString(folder.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Api: {Type: AWS::Serverless::Api, Properties: {StageName: live, Domain: {DomainName: api.example.com, BasePath: [v1, v2]}}}
                  Dev: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: dev}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: java21, Handler: com.example.Orders, CodeUri: orders, Events: {Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: get}}}}
                """);
        Configuration configuration = read("");
        assertThat(configuration.fronts())
                .extracting(FrontSpec::url)
                .containsExactly(
                        "http://api.localhost:8080/live",
                        "http://api.example-com.localhost:8081/v1",
                        "http://api.example-com.localhost:8081/v2",
                        "http://api.localhost:8080/dev");
        Assembled assembled = Assembled.of(configuration);
        assertThat(assembled.get("apis.Api", "/live/orders").status()).isEqualTo(200);
        assertThat(assembled.get("apis.Api", "/dev/orders").status()).isEqualTo(200);
    }
}
