package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.check.CheckResult;
import dev.corsac.check.CheckedCall;
import dev.corsac.check.FindingCode;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.Network;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sound deployments with up to three changes each, such as people make by mistake: the check says that a call is blocked exactly
 * when the browser's model finds that on the sockets of a local run.
 */
@Tag("random")
@Tag("slow")
class CheckMutantsTest {

    private static final int MUTANTS = Integer.getInteger("corsac.mutants", 1000);

    private static final String REST = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: prod
                  Cors:
                    AllowOrigin: "'https://shop.example.com'"
                    AllowMethods: "'GET,PUT,OPTIONS'"
                    AllowHeaders: "'content-type,authorization'"
                    AllowCredentials: true
                  Auth:
                    DefaultAuthorizer: Users
                    AddDefaultAuthorizerToCorsPreflight: false
                    Authorizers:
                      Users: {FunctionArn: !GetAtt Authorizer.Arn}
                  GatewayResponses:
                    DEFAULT_4XX: {ResponseParameters: {Headers: {Access-Control-Allow-Origin: "'https://shop.example.com'"}}}
                    DEFAULT_5XX: {ResponseParameters: {Headers: {Access-Control-Allow-Origin: "'https://shop.example.com'"}}}
              Authorizer:
                Type: AWS::Serverless::Function
                Properties: {Runtime: nodejs22.x, Handler: index.handler}
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: dev.corsac.lambda.CorsHandler
                  Environment:
                    Variables:
                      ALLOWED_ORIGINS: "https://shop.example.com https://admin.example.com"
                      ALLOWED_METHODS: "GET PUT"
                      ALLOWED_HEADERS: "Content-Type Authorization"
                      ALLOW_CREDENTIALS: "true"
                  Events:
                    Put: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/orders/{id}", Method: put}}
                    Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/orders/{id}", Method: get}}
            """;

    private static final String HTTP = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  CorsConfiguration:
                    AllowOrigins: [https://shop.example.com, https://admin.example.com]
                    AllowMethods: [GET, PUT]
                    AllowHeaders: [content-type, authorization]
                    AllowCredentials: true
                  Auth:
                    DefaultAuthorizer: Users
                    Authorizers:
                      Users:
                        FunctionArn: !GetAtt Authorizer.Arn
                        AuthorizerPayloadFormatVersion: "2.0"
                        EnableSimpleResponses: true
                        Identity: {Headers: [Authorization]}
              Authorizer:
                Type: AWS::Serverless::Function
                Properties: {Runtime: nodejs22.x, Handler: index.handler}
              Plain:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  Events:
                    Put: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: "/orders/{id}", Method: put}}
                    Get: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: "/orders/{id}", Method: get}}
            """;

    private static final String URL = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Plain:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: nodejs22.x
                  Handler: index.handler
                  FunctionUrlConfig:
                    AuthType: NONE
                    Cors:
                      AllowOrigins: [https://shop.example.com]
                      AllowMethods: [GET, PUT]
                      AllowHeaders: [content-type]
                      AllowCredentials: true
            """;

    private static final String CLOUDFRONT =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Front:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    Origins:
                      - Id: api
                        DomainName: !Sub ${Api}.execute-api.${AWS::Region}.amazonaws.com
                        OriginPath: /prod
                        CustomOriginConfig: {OriginProtocolPolicy: https-only}
                    DefaultCacheBehavior:
                      TargetOriginId: api
                      ViewerProtocolPolicy: allow-all
                      AllowedMethods: [GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE]
                      CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
                      OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac
            """ + REST.substring(REST.indexOf("  Api:")).replaceAll("(?m)^ {6}Auth:\\n( {8}.*\\n)+", "");

    /** Mistakes: what is written in the sound deployment, and what somebody wrote instead. */
    private static final List<Map.Entry<String, String>> CHANGES = List.of(
            Map.entry("(?m)^ {6}Cors:\\n( {8}.*\\n)+", ""),
            Map.entry("(?m)^ {6}CorsConfiguration:\\n( {8}.*\\n)+", ""),
            Map.entry("(?m)^ {8}Cors:\\n( {10}.*\\n)+", ""),
            Map.entry("AddDefaultAuthorizerToCorsPreflight: false", "AddDefaultAuthorizerToCorsPreflight: true"),
            Map.entry(",authorization'", "'"),
            Map.entry(", authorization\\]", "]"),
            Map.entry("\\[content-type", "[x-trace"),
            Map.entry("'content-type,", "'x-trace,"),
            Map.entry("Content-Type Authorization", "Authorization"),
            Map.entry("'https://shop.example.com'\\\"\\n", "'https://shop.example.com/'\\\"\n"),
            Map.entry("\\[https://shop.example.com", "[https://shop.example.com/"),
            Map.entry("\\[https://shop.example.com", "[https://SHOP.example.com"),
            Map.entry("\"https://shop.example.com https", "\"https"),
            Map.entry("\"https://shop.example.com https", "\"https://shop.example.com/ https"),
            Map.entry("AllowOrigin: \"'https://shop.example.com'\"", "AllowOrigin: \"'*'\""),
            Map.entry("AllowOrigins: \\[.*\\]", "AllowOrigins: [\"*\"]"),
            Map.entry(
                    "AllowOrigin: \"'https://shop.example.com'\"",
                    "AllowOrigin: \"'https://shop.example.com, https://a.example'\""),
            Map.entry(" +AllowCredentials: true\\n", ""),
            Map.entry("ALLOW_CREDENTIALS: \"true\"", "ALLOW_CREDENTIALS: \"false\""),
            Map.entry("'GET,PUT,OPTIONS'", "'GET,OPTIONS'"),
            Map.entry("\\[GET, PUT\\]", "[GET]"),
            Map.entry("\"GET PUT\"", "\"GET\""),
            Map.entry("Method: get", "Method: any"),
            Map.entry("Method: put", "Method: any"),
            Map.entry("Path: \"/orders/\\{id\\}\", Method: get", "Path: \"/{proxy+}\", Method: any"),
            Map.entry(
                    "AllowedMethods: \\[GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE\\]",
                    "AllowedMethods: [GET, HEAD]"),
            Map.entry(" +OriginRequestPolicyId: .*\\n", ""),
            Map.entry("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "658327ea-f89d-4fab-a63d-7e88639e58f6"));

    private static LocalRun run;
    private static int port;
    private static volatile Map<String, Front> fronts = Map.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        run = LocalRun.builder(
                        new JavaRuntime(Path.of("java"), List.of(), List.of()),
                        new LocalListener() {},
                        Clock.systemUTC())
                .serve(host -> host.listen(
                        FrontAddress.dangerouslyAnyHost(Service.REST_API, 0),
                        (request, metadata) -> fronts.getOrDefault(request.url().host(), CheckMutantsTest::nowhere)
                                .respond(request, metadata)))
                .start();
        port = run.ports().get(0);
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    private static AttributedResponse nowhere(Request request, dev.corsac.gateway.RequestMetadata metadata) {
        return AttributedResponse.by(
                Component.of(Component.Kind.SERVICE, "test"), "there is no such host", Response.of(599, Headers.EMPTY));
    }

    @Test
    void a_call_is_blocked_in_the_check_exactly_when_it_is_on_sockets() throws IOException {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        System.out.println("CheckMutantsTest: -Dcorsac.seed=" + seed);
        Random random = new Random(seed);
        List<String> sound = List.of(REST, HTTP, URL, CLOUDFRONT);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < MUTANTS; i++) {
            String template = sound.get(random.nextInt(sound.size()));
            for (int changes = i < sound.size() ? 0 : random.nextInt(3) + 1; changes > 0; changes--) {
                Map.Entry<String, String> change = CHANGES.get(random.nextInt(CHANGES.size()));
                template = template.replaceFirst(change.getKey(), change.getValue());
            }
            compare(template, counts);
        }
        System.out.println("CheckMutantsTest: " + counts);
        assertThat(counts).containsKeys("allowed", "blocked");
    }

    private void compare(String template, Map<String, Integer> counts) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), template);
        CheckedDeployment deployment;
        try {
            deployment = CheckedDeployment.of(file);
        } catch (ConfigurationException e) {
            // The template has a mistake in itself, such as a route that is defined twice.
            assertThat(isRefused(file)).as(template).isTrue();
            counts.merge("refused", 1, Integer::sum);
            return;
        }
        CheckSettings settings = new CheckSettings(
                List.of(),
                List.of(),
                List.of(new StatedResponse("Plain", List.of(), 200, Map.of(), List.of(), Place.NONE)),
                List.of());
        CheckResult findings = deployment.checker(settings).check();
        Network network = deployment.network(settings);
        boolean refused =
                findings.findings().stream().anyMatch(finding -> finding.code() == FindingCode.DEPLOYMENT_REFUSED);
        assertThat(refused).as("refused by AWS: %s", template).isEqualTo(network == null || isRefused(file));
        if (refused || network == null) {
            counts.merge("refused", 1, Integer::sum);
            return;
        }
        boolean caches = template.contains("CloudFront::Distribution");
        serve(network);
        for (CheckedCall checked : findings.calls()) {
            Call call = checked.call().call();
            for (Map.Entry<Engine, EngineOutcome> engine : checked.engines().entrySet()) {
                if (caches) {
                    serve(Objects.requireNonNull(deployment.network(settings)));
                }
                Outcome outcome = Browser.of(engine.getKey()).fetch(call, CheckMutantsTest::send);
                String expected = outcome instanceof Outcome.Blocked ? "blocked" : "allowed";
                assertThat(engine.getValue().result().code())
                        .as("%s in %s: %s\n%s", checked.call().describe(), engine.getKey(), outcome, template)
                        .isEqualTo(expected);
                counts.merge(expected, 1, Integer::sum);
                if (expected.equals("blocked")) {
                    assertThat(findings.findings())
                            .as("a finding for %s\n%s", checked.call().describe(), template)
                            .anyMatch(finding -> finding.call() != null);
                }
            }
        }
        if (caches) {
            serve(Objects.requireNonNull(deployment.network(settings)));
            warm(template, findings, counts);
        }
    }

    /** Whether the local run refuses a template, as SAM's transform does. */
    private static boolean isRefused(Path file) {
        try {
            TemplateReader.read(DiskFiles.ALL, file, new TemplateInputs(Map.of(), Map.of()));
            return false;
        } catch (ConfigurationException e) {
            return true;
        }
    }

    private static void serve(Network network) {
        Map<String, Front> served = new LinkedHashMap<>();
        network.fronts().forEach((origin, front) -> served.put(origin.substring(origin.indexOf("://") + 3), front));
        fronts = served;
    }

    /** What is blocked only after other calls have filled a cache has a finding of its own. */
    private static void warm(String template, CheckResult findings, Map<String, Integer> counts) {
        for (CheckedCall checked : findings.calls()) {
            EngineOutcome cold = checked.engines().get(Engine.CHROMIUM);
            Outcome outcome = Browser.of(Engine.CHROMIUM).fetch(checked.call().call(), CheckMutantsTest::send);
            boolean other =
                    outcome instanceof Outcome.Blocked && cold != null && cold.result() == EngineOutcome.Result.ALLOWED;
            if (other) {
                counts.merge("blocked by a cache", 1, Integer::sum);
                assertThat(findings.findings())
                        .as("%s: %s\n%s", checked.call().describe(), outcome, template)
                        .anyMatch(finding -> finding.code() == FindingCode.CLOUDFRONT_CACHES_OTHER_ORIGIN);
            }
        }
    }

    /** Sends a request to the local run on a connection of its own. */
    private static Response send(Request request) {
        StringBuilder head =
                new StringBuilder(request.method() + " " + request.url().target() + " HTTP/1.1\r\nHost: "
                        + request.url().host() + "\r\nConnection: close\r\nContent-Length: "
                        + request.body().length() + "\r\n");
        for (Header line : request.headers()) {
            head.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(request.body().bytes());
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            String[] lines = response.substring(0, response.indexOf("\r\n\r\n")).split("\r\n", -1);
            List<Header> headers = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.add(new Header(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip()));
            }
            return new Response(Integer.parseInt(lines[0].split(" ", -1)[1]), Headers.of(headers), Body.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
