package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code corsac check} as people and CI run it. */
class CheckCommandTest {

    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Origin: {Type: String}
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  CorsConfiguration:
                    AllowOrigins: [!Ref Origin]
                    AllowMethods: [GET, POST]
                    AllowHeaders: [content-type]
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  Events:
                    Put:
                      Type: HttpApi
                      Properties: {ApiId: !Ref Api, Path: "/orders/{id}", Method: put}
                    Get:
                      Type: HttpApi
                      Properties: {ApiId: !Ref Api, Path: "/orders/{id}", Method: get}
            """;

    private static final String PAGE = "https://shop.example.com";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CommandLineRun run(String... more) throws IOException {
        write("template.yaml", TEMPLATE);
        String[] args = new String[more.length + 2];
        args[0] = "check";
        args[1] = folder.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return CommandLineRun.of("", args);
    }

    @ParameterizedTest
    @CsvSource({
        "error, 1",
        "warning, 1",
        "note, 1",
    })
    void a_blocked_call_is_exit_code_1(String level, int code) throws IOException {
        CommandLineRun run = run("--page", PAGE, "--parameter", "Origin=" + PAGE, "--fail-on", level);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(code);
        assertThat(run.out())
                .contains("error: The response to the preflight of PUT /orders/{id} of Api does not allow PUT.");
    }

    @Test
    void a_parameter_without_a_value_is_a_note_and_never_an_error() throws IOException {
        CommandLineRun run = run("--page", PAGE);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "note: Whether https://shop.example.com may read GET /orders/{id} depends on parameter Origin.")
                .contains("Give it with --parameter Origin=VALUE")
                .doesNotContain("origin-not-allowed");
    }

    @Test
    void fail_on_decides_about_the_exit_code() throws IOException {
        write("template.yaml", TEMPLATE.replace("[GET, POST]", "[GET, PUT]"));
        String[] args = {"check", folder.resolve("template.yaml").toString(), "--page", PAGE};
        assertThat(CommandLineRun.of("", args).exitCode()).isZero();
        List<String> strict = new java.util.ArrayList<>(List.of(args));
        strict.addAll(List.of("--fail-on", "note"));
        assertThat(CommandLineRun.of("", strict.toArray(String[]::new)).exitCode())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--page shop.example.com | 2 | shop.example.com",
                "--page https://shop.example.com/ | 2 | is not an origin. Did you mean \"https://shop.example.com\"?",
                "--fail-on fatal | 2 | --fail-on",
                "--explain no-such-code | 2 | there is no such code",
                "--har none.har | 3 | none.har: there is no such file",
                "--baseline none.txt | 3 | --write-baseline none.txt makes it",
            })
    void what_cannot_be_done_is_said_in_a_line(String options, int code, String message) throws IOException {
        CommandLineRun run = run(options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(code);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void a_file_that_is_no_template_is_exit_code_3() throws IOException {
        Path file = write("notes.yaml", "hello: world\n");
        CommandLineRun run = CommandLineRun.of("", "check", file.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("corsac: ").doesNotContain("\tat ");
    }

    @Test
    void explain_states_what_happens_and_where_that_is_from() {
        CommandLineRun run = CommandLineRun.of("", "check", "--explain", "preflight-no-route");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("preflight-no-route: No route takes the preflight\n")
                .contains("https://docs.aws.amazon.com/");
    }

    @Test
    void json_has_the_parts_that_the_design_names() throws IOException {
        CommandLineRun run = run("--page", PAGE, "--parameter", "Origin=" + PAGE, "--format", "json");
        Map<String, Object> document = asMap(Json.read(run.out()));
        Map<String, Object> finding = asMap(((List<?>) Objects.requireNonNull(document.get("findings"))).get(0));
        assertThat(finding.get("code")).isEqualTo("preflight-method");
        assertThat(finding.get("level")).isEqualTo("error");
        assertThat(asMap(finding.get("call")))
                .containsEntry("page", PAGE)
                .containsEntry("method", "PUT")
                .containsEntry("credentials", "same-origin");
        assertThat(asMap(finding.get("engines")).keySet()).containsExactly("chromium", "firefox", "webkit");
        assertThat(asMap(asMap(finding.get("engines")).get("firefox"))).containsEntry("outcome", "blocked");
        assertThat(asMap(finding.get("place"))).containsEntry("line", 10).containsKeys("file", "column", "address");
        assertThat(document.keySet()).extracting(String::valueOf).contains("unknown", "notModelled");
    }

    @SuppressWarnings("unchecked") // what the reader makes of an object
    private static Map<String, Object> asMap(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @Test
    void a_baseline_is_for_teams_that_start_with_many() throws IOException {
        Path file = folder.resolve("baseline.txt");
        CommandLineRun written =
                run("--page", PAGE, "--parameter", "Origin=" + PAGE, "--write-baseline", file.toString());
        assertThat(written.exitCode()).isZero();
        CommandLineRun run = run("--page", PAGE, "--parameter", "Origin=" + PAGE, "--baseline", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("0 errors").contains("suppressed)");
    }

    @Test
    void output_goes_to_a_file_and_then_nothing_is_printed() throws IOException {
        Path file = folder.resolve("corsac.sarif");
        CommandLineRun run = run("--page", PAGE, "--format", "sarif", "--output", file.toString());
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(file)).contains("\"version\": \"2.1.0\"");
    }

    @Test
    void a_corsac_yaml_states_calls_and_responses_of_its_template() throws IOException {
        write("corsac.yaml", """
                from: template.yaml
                parameters: {Origin: "https://shop.example.com"}
                calls:
                  - {url: /orders/7, page: "https://shop.example.com"}
                responses:
                  Orders:
                    - headers: {ETag: '"1"'}
                """);
        CommandLineRun run = run();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("0 errors, 0 warnings, 0 notes; 1 call of 1 page checked in 3 browsers.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_har_gives_the_calls_and_counts_preflights() throws IOException {
        Path har = write("shop.har", har(3));
        CommandLineRun run = run("--har", har.toString(), "--parameter", "Origin=" + PAGE);
        assertThat(run.out())
                .contains("error: The response to the preflight of PUT /orders/{id} of Api does not allow PUT.")
                .contains(
                        "call: PUT https://api.execute-api.eu-west-1.amazonaws.com/orders/1 from https://shop.example.com")
                .contains("assumed: host")
                .contains(
                        "3 of 6 recorded requests were preflights; Access-Control-Max-Age: 600 saves up to 2; one origin"
                                + " for page and API saves all.");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** Returns a recording of the same call several times, each with its preflight, as it passes today. */
    private static String har(int calls) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            entries.append(i == 0 ? "" : ",")
                    .append(entry(
                            "OPTIONS", 2 * i, 204, ",{\"name\":\"Access-Control-Request-Method\",\"value\":\"PUT\"}"))
                    .append(',')
                    .append(entry("PUT", 2 * i + 1, 200, ""));
        }
        return "{\"log\":{\"creator\":{\"name\":\"WebInspector\"},\"entries\":[" + entries + "]}}";
    }

    private static String entry(String method, int second, int status, String more) {
        return "{\"startedDateTime\":\"2026-01-01T00:00:0" + second + ".000Z\",\"time\":5,\"_resourceType\":\"fetch\","
                + "\"request\":{\"method\":\"" + method
                + "\",\"url\":\"https://a1b2c3d4.execute-api.eu-west-1.amazonaws.com/orders/1\",\"headers\":[{\"name\":\"Origin\","
                + "\"value\":\"" + PAGE + "\"}" + more + "]},\"response\":{\"status\":" + status
                + ",\"headers\":[{\"name\":\"Access-Control-Allow-Origin\",\"value\":\"" + PAGE
                + "\"},{\"name\":\"Access-Control-Allow-Methods\",\"value\":\"PUT\"}]}}";
    }

    @Test
    void the_schema_of_its_json_is_printed() {
        CommandLineRun run = CommandLineRun.of("", "schema", "check");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("corsac check --format json").contains("\"notModelled\"");
    }

    /** What AWS refuses at deployment is a finding like others: the rest is checked all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"AllowOrigin: \"'*'\" | 9", "MaxAge: \"'600'\" | 9"})
    void what_sam_refuses_is_a_finding(String property, int line) throws IOException {
        Path file = write("sam.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Api:
                    Type: AWS::Serverless::Api
                    Properties:
                      StageName: prod
                      Cors:
                        AllowCredentials: true
                        %s
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: nodejs22.x
                      Handler: index.handler
                      Events:
                        Put: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: put}}
                """.formatted(property));
        CommandLineRun run = CommandLineRun.of("", "check", file.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        ": error: AWS refuses this: AllowCredentials cannot be true when AllowOrigin is '*' or not set.")
                .contains("[wildcard-with-credentials]")
                .contains("sam.yaml:8:");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(CommandLineRun.of("", "generate", "--from", file.toString()).exitCode())
                .isNotZero();
    }

    @Test
    void a_method_for_preflights_is_written_where_the_others_are() throws IOException {
        String definition = """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Api:
                    Type: AWS::Serverless::Api
                    Properties:
                      StageName: prod
                      DefinitionBody:
                        openapi: 3.0.1
                        paths:
                          /orders:
                            put:
                              responses: {}
                              x-amazon-apigateway-integration:
                                type: aws_proxy
                                httpMethod: POST
                                uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Orders.Arn}/invocations
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: nodejs22.x, Handler: index.handler}
                """;
        write("template.yaml", definition);
        CommandLineRun before = CommandLineRun.of("", "check", folder.toString(), "--page", PAGE);
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.out()).contains("[preflight-no-route]");
        String fix = before.out()
                .substring(before.out().indexOf("    options:\n"), before.out().indexOf("/invocations") + 12)
                .replaceAll("(?m)^ {4}", "            ");
        write("template.yaml", definition.replace("            put:\n", fix + "\n            put:\n"));
        CommandLineRun after = CommandLineRun.of("", "check", folder.toString(), "--page", PAGE);
        assertThat(after.out()).doesNotContain("preflight-no-route");
        assertThat(after.exitCode()).as(after.out() + after.err()).isZero();
    }

    @Test
    void a_template_without_a_call_between_origins_has_nothing_to_check() throws IOException {
        write("template.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Site:
                    Type: AWS::CloudFront::Distribution
                    Properties:
                      DistributionConfig:
                        Enabled: true
                        DefaultRootObject: index.html
                        Origins:
                          - {Id: page, DomainName: !GetAtt Files.RegionalDomainName, S3OriginConfig: {}}
                          - Id: api
                            DomainName: !Sub ${Api}.execute-api.${AWS::Region}.amazonaws.com
                            CustomOriginConfig: {OriginProtocolPolicy: https-only}
                        DefaultCacheBehavior:
                          TargetOriginId: page
                          ViewerProtocolPolicy: redirect-to-https
                          CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6
                        CacheBehaviors:
                          - PathPattern: /api/*
                            TargetOriginId: api
                            ViewerProtocolPolicy: redirect-to-https
                            CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
                  Files: {Type: AWS::S3::Bucket}
                  Api: {Type: AWS::Serverless::HttpApi}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: nodejs22.x
                      Handler: index.handler
                      Events:
                        Get: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /api/orders, Method: get}}
                """);
        CommandLineRun run = CommandLineRun.of("", "check", folder.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Nothing to check: no page that is known calls a front at another origin.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AllowOrigins: ['*'] | warning",
                "AllowOrigins: ['*'], AllowHeaders: [content-type] | warning",
                "AllowOrigins: ['*'], AllowHeaders: [authorization, x-amz-date] | ",
            })
    void a_page_may_sign_in_the_url(String cors, String level) throws IOException {
        write("template.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: nodejs22.x
                      Handler: index.handler
                      FunctionUrlConfig: {AuthType: AWS_IAM, Cors: {AllowMethods: [GET], %s}}
                """.formatted(cors));
        CommandLineRun run = CommandLineRun.of("", "check", folder.toString(), "--page", PAGE);
        assertThat(run.exitCode()).isZero();
        if (level == null) {
            assertThat(run.out()).doesNotContain("preflight-headers");
        } else {
            assertThat(run.out())
                    .contains(
                            level + ": If a page signs this call in headers, not in its URL: ",
                            "[preflight-headers]",
                            "assumed: method, signature");
        }
    }

    @Test
    void a_run_on_this_machine_has_no_findings_about_this_machine() throws IOException {
        Path file = write("corsac.yaml", """
                sites:
                  shop: {host: shop.localhost, port: 8080, directory: .}
                apis:
                  orders:
                    hosts: [api.shop.localhost]
                    port: 8081
                    routes: {ANY /orders: orders}
                    gatewayResponses:
                      DEFAULT_4XX: {allowOrigin: "${sites.shop.origin}", allowCredentials: true}
                      DEFAULT_5XX: {allowOrigin: "${sites.shop.origin}", allowCredentials: true}
                functions:
                  orders:
                    handler: com.example.Orders
                    classpath: "."
                responses:
                  orders:
                    - headers:
                        Access-Control-Allow-Origin: ${sites.shop.origin}
                        Access-Control-Allow-Credentials: "true"
                        Access-Control-Allow-Headers: content-type
                """);
        CommandLineRun run = CommandLineRun.of("", "check", file.toString(), "--fail-on", "warning");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("0 errors, 0 warnings, 0 notes; 4 calls of 1 page checked");
        assertThat(run.exitCode()).isZero();
    }
}
