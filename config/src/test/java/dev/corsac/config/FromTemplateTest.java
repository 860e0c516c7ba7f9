package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void a_function_that_cannot_be_run_answers_with_an_error_and_the_rest_runs() throws IOException {
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
        assertThatThrownBy(() -> read("apis: {Api: {routes: {GET /more: Orders}}}\n"))
                .hasMessageContaining("corsac.yaml:2:")
                .hasMessageContaining("apis.Api.routes");
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
}
