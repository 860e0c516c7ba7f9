package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every front, as a file configures it, responds as its settings require. */
class FrontsOfAFileTest {

    private static final String FUNCTIONS = """
            functions:
              orders: {command: ./orders}
              other: {command: ./other}
            """;

    private static final String PAGE = "http://shop.localhost:8080";

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(folder.resolve("web"));
        Files.writeString(folder.resolve("web/index.html"), "home");
        Files.writeString(folder.resolve("web/error.html"), "sorry");
    }

    private Configuration read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("corsac.yaml"), yaml + FUNCTIONS);
        return ConfigurationReader.read(DiskFiles.ALL, file, null);
    }

    private Assembled assembled(String yaml) throws IOException {
        return Assembled.of(read(yaml));
    }

    @Test
    void a_site_has_redirects_routing_rules_and_cors_rules() throws IOException {
        Assembled site = assembled("""
                sites:
                  shop:
                    host: shop.localhost
                    port: 8080
                    directory: web
                    error: error.html
                    redirects: {old.html: /index.html}
                    routingRules:
                      - routingRuleCondition: {keyPrefixEquals: docs/}
                        redirectRule: {hostName: docs.example.com, protocol: https, replaceKeyPrefixWith: "", httpRedirectCode: 302}
                    cors: {allowedOrigins: "https://*.example.com", allowedMethods: GET, exposedHeaders: ETag, maxAge: 60}
                  away:
                    host: away.localhost
                    port: 8082
                    redirectAllRequestsTo: {hostName: shop.example.com, protocol: https}
                """);
        assertThat(site.get("sites.shop", "/").text()).isEqualTo("home");
        assertThat(site.get("sites.shop", "/none").text()).isEqualTo("sorry");
        assertThat(site.get("sites.shop", "/old.html").status()).isEqualTo(301);
        assertThat(site.get("sites.shop", "/old.html").header("location")).isEqualTo("/index.html");
        assertThat(site.get("sites.shop", "/docs/a").header("location")).isEqualTo("https://docs.example.com/a");
        assertThat(site.get("sites.shop", "/", "origin", "https://a.example.com")
                        .header("access-control-allow-origin"))
                .isEqualTo("https://a.example.com");
        assertThat(site.get("sites.away", "/a").header("location")).isEqualTo("https://shop.example.com/a");
    }

    @Test
    void a_bucket_responds_by_its_cors_rules_and_its_policy() throws IOException {
        Assembled bucket = assembled("""
                buckets:
                  assets:
                    hosts: [assets.localhost]
                    port: 8083
                    directory: web
                    files: {config.json: '{}'}
                    access: READ
                    cors:
                      - {allowedOrigins: ["https://a.example.com"], allowedMethods: [GET], allowedHeaders: ["x-*"]}
                      - {allowedOrigins: ["*"], allowedMethods: [GET, HEAD]}
                """);
        assertThat(bucket.get("buckets.assets", "/config.json").text()).isEqualTo("{}");
        assertThat(bucket.get("buckets.assets", "/none").status()).isEqualTo(403);
        assertThat(bucket.get("buckets.assets", "/index.html", "origin", "https://a.example.com")
                        .header("access-control-allow-origin"))
                .isEqualTo("https://a.example.com");
        assertThat(bucket.get("buckets.assets", "/index.html", "origin", "https://b.example.com")
                        .header("access-control-allow-origin"))
                .isEqualTo("*");
    }

    @Test
    void a_rest_api_has_a_mock_for_preflights_in_three_lines() throws IOException {
        Assembled api = assembled("""
                sites:
                  shop: {host: shop.localhost, port: 8080, directory: web}
                apis:
                  shop:
                    hosts: api.localhost
                    port: 8081
                    routes:
                      GET /orders: orders
                      OPTIONS /orders:
                        mock: {allowOrigin: "${sites.shop.origin}", allowMethods: [GET, PUT], allowHeaders: Authorization,
                               exposeHeaders: ETag, allowCredentials: true, maxAge: 600, statusCode: 204}
                """);
        var response = api.preflight("apis.shop", "/orders", PAGE, "PUT");
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().combined("access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(response.headers().combined("access-control-allow-methods")).isEqualTo("GET,PUT");
        assertThat(response.headers().combined("access-control-allow-headers")).isEqualTo("Authorization");
        assertThat(response.headers().combined("access-control-expose-headers")).isEqualTo("ETag");
        assertThat(response.headers().combined("access-control-allow-credentials"))
                .isEqualTo("true");
        assertThat(response.headers().combined("access-control-max-age")).isEqualTo("600");
    }

    @Test
    void a_rest_api_has_mocks_in_full_authorizers_keys_and_gateway_responses() throws IOException {
        Assembled api = assembled("""
                apis:
                  shop:
                    type: rest
                    hosts: api.localhost
                    port: 8081
                    stage: live
                    stageVariables: {page: "https://shop.example.com"}
                    executeApi: true
                    apiKeys: [secret]
                    binaryMediaTypes: [image/*]
                    routes:
                      GET /open: orders
                      GET /locked: {function: orders, authorizer: token}
                      GET /signed: {function: orders, authorizationType: AWS_IAM}
                      GET /key: {function: orders, apiKeyRequired: true}
                      OPTIONS /{proxy+}:
                        mock:
                          requestTemplates: {application/json: '{"statusCode": 204}'}
                          passthroughBehavior: WHEN_NO_TEMPLATES
                          methodResponses: {204: [Access-Control-Allow-Origin]}
                          integrationResponses:
                            - statusCode: 204
                              selectionPattern: 2..
                              responseParameters:
                                method.response.header.Access-Control-Allow-Origin: stageVariables.page
                    authorizers:
                      token:
                        type: TOKEN
                        function: other
                        identitySource: method.request.header.X-Token
                        authorizerResultTtlInSeconds: 0
                    gatewayResponses:
                      UNAUTHORIZED: {allowOrigin: "*", statusCode: 418, responseTemplates: {application/json: '{"no": 1}'}}
                      DEFAULT_4XX: {responseParameters: {gatewayresponse.header.X-Why: "'because'"}}
                """);
        assertThat(api.get("apis.shop", "/live/open").text()).contains("\"stage\":\"live\"");
        assertThat(api.get("apis.shop", "/open").status()).isEqualTo(403);
        assertThat(api.get("apis.shop", "/live/locked").status()).isEqualTo(418);
        assertThat(api.get("apis.shop", "/live/locked").header("access-control-allow-origin"))
                .isEqualTo("*");
        assertThat(api.get("apis.shop", "/live/locked").text()).isEqualTo("{\"no\": 1}");
        assertThat(api.get("apis.shop", "/live/signed").header("x-why")).isEqualTo("because");
        assertThat(api.get("apis.shop", "/live/key").status()).isEqualTo(403);
        assertThat(api.get("apis.shop", "/live/key", "x-api-key", "secret").status())
                .isEqualTo(200);
        assertThat(api.preflight("apis.shop", "/live/any", PAGE, "PUT")
                        .headers()
                        .first("access-control-allow-origin"))
                .isEqualTo("https://shop.example.com");
        api.returns(
                "other",
                "{\"principalId\": \"ada\", \"policyDocument\": {\"Version\": \"2012-10-17\", \"Statement\":"
                        + " [{\"Action\": \"execute-api:Invoke\", \"Effect\": \"Allow\", \"Resource\": \"*\"}]}}");
        assertThat(api.get("apis.shop", "/live/locked", "X-Token", "t").text()).contains("\"principalId\":\"ada\"");
    }

    @Test
    void an_http_api_has_cors_authorizers_stages_and_response_parameters() throws IOException {
        Assembled api = assembled("""
                apis:
                  shop:
                    type: http
                    hosts: api.localhost
                    port: 8081
                    stage: live
                    basePath: v1
                    cors: {allowOrigins: "https://shop.example.com", allowMethods: [GET, PUT], allowHeaders: "*", maxAge: 60}
                    authorizers:
                      simple: {type: REQUEST, function: other, identitySource: $request.header.X-Token, enableSimpleResponses: true}
                    routes:
                      GET /one: {function: orders, payloadFormatVersion: 1.0}
                      GET /two: {function: orders, responseParameters: {200: {"overwrite:header.x-function": nobody}}}
                      GET /locked: {function: orders, authorizer: simple}
                      GET /signed: {function: orders, authorizationType: AWS_IAM}
                      $default: orders
                """);
        assertThat(api.get("apis.shop", "/v1/one").text()).contains("\"version\":\"1.0\"");
        assertThat(api.get("apis.shop", "/v1/two").text()).contains("\"version\":\"2.0\"", "\"stage\":\"live\"");
        assertThat(api.get("apis.shop", "/v1/two").header("x-function")).isEqualTo("nobody");
        assertThat(api.get("apis.shop", "/v1/else").text()).contains("\"routeKey\":\"$default\"");
        assertThat(api.get("apis.shop", "/v2/two").status()).isEqualTo(404);
        assertThat(api.get("apis.shop", "/v1/locked").status()).isEqualTo(401);
        assertThat(api.get("apis.shop", "/v1/signed").status()).isEqualTo(403);
        api.returns("other", "{\"isAuthorized\": true}");
        assertThat(api.get("apis.shop", "/v1/locked", "x-token", "t").status()).isEqualTo(200);
        assertThat(api.preflight("apis.shop", "/v1/two", "https://shop.example.com", "PUT")
                        .headers()
                        .first("access-control-max-age"))
                .isEqualTo("60");
    }

    @Test
    void a_function_url_has_its_cors_block_and_modes() throws IOException {
        Assembled url = assembled("""
                urls:
                  orders:
                    hosts: orders.localhost
                    port: 8084
                    function: orders
                    cors: {allowOrigins: ["https://shop.example.com"], allowMethods: [PUT], allowCredentials: true, maxAge: 5}
                  signed: {hosts: signed.localhost, port: 8085, function: orders, authType: AWS_IAM, invokeMode: RESPONSE_STREAM}
                  forgotten: {hosts: f.localhost, port: 8086, function: orders, missingPermission: "lambda:InvokeFunction"}
                """);
        var response = url.preflight("urls.orders", "/", "https://shop.example.com", "PUT");
        assertThat(response.headers().first("access-control-allow-credentials")).isEqualTo("true");
        assertThat(url.get("urls.orders", "/a").text()).contains("\"rawPath\":\"/a\"");
        assertThat(url.get("urls.signed", "/a").status()).isEqualTo(403);
        assertThat(url.get("urls.forgotten", "/a").attributed().reason()).contains("lambda:InvokeFunction");
    }

    @Test
    void a_load_balancer_has_rules_and_a_default_action() throws IOException {
        Assembled balancer = assembled("""
                balancers:
                  shop:
                    hosts: alb.localhost
                    port: 8085
                    multiValueHeaders: true
                    rules:
                      /single/*: {function: other, multiValueHeaders: false}
                      /*/orders: orders
                    defaultAction: {statusCode: 404, contentType: text/html, messageBody: nothing}
                  plain: {hosts: plain.localhost, port: 8086, defaultAction: orders}
                """);
        assertThat(balancer.get("balancers.shop", "/single/orders").header("x-function"))
                .isEqualTo("other");
        balancer.returns(
                "orders", "{\"statusCode\": 200, \"multiValueHeaders\": {\"x-function\": [\"many\"]}, \"body\": \"\"}");
        assertThat(balancer.get("balancers.shop", "/a/orders").header("x-function"))
                .isEqualTo("many");
        assertThat(balancer.get("balancers.shop", "/else").status()).isEqualTo(404);
        assertThat(balancer.get("balancers.shop", "/else").text()).isEqualTo("nothing");
        assertThat(balancer.get("balancers.plain", "/else").header("x-function"))
                .isEqualTo("null");
    }

    @Test
    void a_load_balancer_puts_its_attributes_on_responses_and_validates_tokens() throws IOException {
        Assembled balancer = assembled("""
                balancers:
                  shop:
                    hosts: alb.localhost
                    port: 8085
                    listenerAttributes:
                      routing.http.response.access_control_allow_origin.header_value: https://shop.example.com
                      routing.http.response.server.enabled: false
                    rules:
                      OPTIONS,HEAD /a: {statusCode: 200}
                      /a:
                        function: orders
                        jwtValidation:
                          issuer: https://login.example.com
                          dangerouslyAcceptAnySignature: true
                          additionalClaims: [{name: scope, format: space-separated-values, values: [read]}]
                    defaultAction: {statusCode: 404}
                """);
        var preflight = balancer.preflight("balancers.shop", "/a", PAGE, "GET");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.headers().first("access-control-allow-origin")).isEqualTo("https://shop.example.com");
        var refused = balancer.get("balancers.shop", "/a");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.attributed().response().headers().toString())
                .contains("Access-Control-Allow-Origin: https://shop.example.com")
                .doesNotContain("Server");
    }

    @Test
    void a_distribution_signs_for_a_function_url() throws IOException {
        String yaml = """
                urls:
                  orders: {hosts: url.localhost, port: 8084, function: orders, authType: AWS_IAM}
                distributions:
                  shop:
                    hosts: cdn.localhost
                    port: 8086
                    origins: {url: {front: urls.orders, originAccessControl: %s}}
                    defaultCacheBehavior: {origin: url, cachePolicy: Managed-CachingDisabled}
                """;
        assertThat(assembled(yaml.formatted("always"))
                        .get("distributions.shop", "/")
                        .status())
                .isEqualTo(200);
        assertThat(assembled(yaml.formatted("never"))
                        .get("distributions.shop", "/")
                        .status())
                .isEqualTo(403);
    }

    private static final String DISTRIBUTION = """
            sites:
              shop: {host: shop.localhost, port: 8080, directory: web}
            buckets:
              assets: {hosts: assets.localhost, port: 8083, directory: web}
            apis:
              shop: {hosts: api.localhost, port: 8081, executeApi: true, routes: {"ANY /{proxy+}": orders}}
            distributions:
              shop:
                hosts: cdn.localhost
                port: 8086
                defaultRootObject: index.html
                origins:
                  api: {front: apis.shop, originPath: /prod, originCustomHeaders: {x-secret: s}}
                  page: sites.shop
                defaultCacheBehavior: buckets.assets
                cacheBehaviors:
                  /page/*: page
                  /orders/*:
                    origin: api
                    viewerProtocolPolicy: allow-all
                    allowedMethods: ALL
                    cachedMethods: [GET, HEAD]
                    cachePolicy: Managed-CachingDisabled
                    originRequestPolicy: AllViewerExceptHostHeader
                    responseHeadersPolicy: {corsConfig: {accessControlAllowOrigins: "https://a.example.com",
                      accessControlAllowMethods: ALL, accessControlAllowHeaders: x-a, accessControlMaxAgeSec: 5,
                      accessControlAllowCredentials: true, originOverride: true}, removeHeaders: x-function}
                  /kept/*:
                    origin: api
                    allowedMethods: [GET, HEAD, OPTIONS]
                    cachePolicy: {minTTL: 1, defaultTTL: 5, maxTTL: 9, headers: Origin, cookies: all,
                                  queryStrings: {allExcept: utm}, enableAcceptEncoding: true}
                    originRequestPolicy: {headers: {allExcept: [Host]}, cookies: [a, b], queryStrings: none}
                    responseHeadersPolicy: Managed-SimpleCORS
                customErrorResponses:
                  - {errorCode: 404, responseCode: 200, responsePagePath: /index.html, errorCachingMinTTL: 0}
            """;

    @Test
    void a_distribution_stands_before_other_entries() throws IOException {
        Assembled cdn = assembled(DISTRIBUTION);
        assertThat(cdn.get("distributions.shop", "/").text()).isEqualTo("home");
        Assembled.Got got = cdn.get("distributions.shop", "/orders/7", "origin", "https://a.example.com");
        assertThat(got.text()).contains("\"path\":\"/orders/7\"", "\"x-secret\":\"s\"", "\"stage\":\"prod\"");
        assertThat(got.header("x-function")).isEqualTo("null");
        assertThat(got.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(cdn.get("distributions.shop", "/kept/a", "origin", "https://b.example.com")
                        .header("access-control-allow-origin"))
                .isEqualTo("*");
        cdn.get("distributions.shop", "/kept/a", "origin", "https://b.example.com");
        assertThat(cdn.get("distributions.shop", "/kept/a", "origin", "https://b.example.com")
                        .header("x-cache"))
                .isEqualTo("Hit from cloudfront");
        assertThat(cdn.get("distributions.shop", "/none").status()).isEqualTo(200);
        assertThat(cdn.call("distributions.shop", "OPTIONS", "/page/a").status())
                .isEqualTo(403);
    }

    @Test
    void a_saved_page_is_the_next_one_that_a_distribution_serves() throws IOException {
        Assembled cdn = assembled(DISTRIBUTION);
        assertThat(cdn.get("distributions.shop", "/index.html").text()).isEqualTo("home");
        assertThat(cdn.get("distributions.shop", "/index.html").header("x-cache"))
                .isEqualTo("Hit from cloudfront");
        Files.writeString(folder.resolve("web/index.html"), "new home");
        assertThat(cdn.get("distributions.shop", "/index.html").text()).isEqualTo("new home");
    }

    @Test
    void what_is_open_can_be_chosen() throws IOException {
        String yaml =
                "apis: {a: {type: http, hosts: a.localhost, port: 1, cors: {allowOrigins: 'https://a.example'}}}\n";
        assertThat(assembled(yaml).preflight("apis.a", "/", PAGE, "PUT").status())
                .isEqualTo(204);
        assertThat(assembled(yaml + "openQuestions: {HttpApiRefusedPreflight: FORBIDDEN}\n")
                        .preflight("apis.a", "/", PAGE, "PUT")
                        .status())
                .isEqualTo(403);
    }

    /** What AWS refuses is reported at the line of the component with AWS's reason; {@code §} is a new line with two spaces. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: {type: http, hosts: a, port: 1,§cors: {allowOrigins: '*', allowCredentials: true}} | :3:9: apis.a.cors: AWS"
                        + " refuses this: allow-credentials is not supported if 'allow-origin' is *",
                "a: {hosts: a, port: 1, routes: {§GET /a b: orders}} | :3:13: apis.a.routes.\"GET /a b\": AWS refuses this:"
                        + " Resource's path part only allow",
                "a: {hosts: a, port: 1, routes: {§FETCH /a: orders}} | :3:13: apis.a.routes.\"FETCH /a\": AWS refuses this:"
                        + " Invalid HttpMethod specified",
                "a: {hosts: a, port: 1, routes: {§OPTIONS /a: {mock: {methodResponses: {204: []}, integrationResponses:"
                        + " [{statusCode: 200}]}}}} | :3:22: apis.a.routes.\"OPTIONS /a\".mock: AWS refuses this: No method"
                        + " response exists for method",
                "a: {hosts: a, port: 1, gatewayResponses: {§DEFAULT_4XX: {responseParameters:"
                        + " {gatewayresponse.header.A: '*'}}}} | :3:16: apis.a.gatewayResponses.DEFAULT_4XX: AWS refuses this:"
                        + " Invalid mapping expression",
                "a: {hosts: a, port: 1, gatewayResponses: {§UNAUTHORISED: {}}} | :3:3: apis.a.gatewayResponses has no"
                        + " \"UNAUTHORISED\". Did you mean UNAUTHORIZED?",
                "a: {hosts: a, port: 1, authorizers: {§b: {type: REQUEST, function: orders}}} | :3:6: apis.a.authorizers.b: AWS"
                        + " refuses this: Identity source is required when caching is enabled",
                "a: {hosts: a, port: 1, authorizers: {§b: {type: TOKEN, function: orders, issuer: x}}} | :3:46:"
                        + " apis.a.authorizers.b.issuer is unused with the other settings",
                "a: {hosts: a, port: 1, authorizers: {§b: {type: TOKEN}}} | :3:6: apis.a.authorizers.b needs \"function\"",
                "a: {hosts: a, port: 1, routes: {GET /: {function: orders,§authorizer: customer}}, authorizers: {customers:"
                        + " {type: TOKEN, function: orders}}} | :3:15: apis.a.routes.\"GET /\".authorizer is \"customer\", which"
                        + " is not among authorizers: customers. Did you mean customers?",
                "a: {hosts: a, port: 1, routes: {GET /: {function: orders,§mock: {}}}} | apis.a.routes.\"GET /\" has function"
                        + " and mock. Remove one of the two",
                "a: {type: http, hosts: a, port: 1, routes: {§GET orders: orders}} | :3:15: apis.a.routes.\"GET orders\": AWS"
                        + " refuses this: The provided route key is not formatted properly",
                "a: {type: http, hosts: a, port: 1, routes: {GET /: {function: orders, responseParameters: {200:"
                        + " {§append:header.access-control-allow-origin: x}}}}} | AWS refuses this: Operations on header"
                        + " access-control-allow-origin are restricted",
                "a: {type: http, hosts: a, port: 1, authorizers: {§b: {type: JWT, issuer: i, audience: c}}} | :3:6:"
                        + " apis.a.authorizers.b needs \"jwks\": a file with the issuer's keys",
                "a: {type: http, hosts: a, port: 1, authorizers: {b: {type: JWT, issuer: i, audience: c,§jwks: none.json}}} |"
                        + " :3:9: apis.a.authorizers.b.jwks: ",
                "a: {type: htpp, hosts: a, port: 1} | :2:13: apis.a.type is \"htpp\": it must be one of rest, http."
                        + " Did you mean http?",
                "a: {type: http, hosts: a, port: 1, gatewayResponses: {}} | :2:38: apis.a has no \"gatewayResponses\". It can"
                        + " have type, hosts, port, routes",
                "a: {type: http, hosts: a, port: 1, cors: '*'} | :2:44: apis.a.cors is text: it must be names with a colon and their"
                        + " values",
            })
    void what_aws_refuses_is_told_at_the_line_of_the_element(String api, String message) {
        assertThatThrownBy(() -> read("apis:\n  " + api.replace("§", "\n  ") + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("corsac.yaml") + ":")
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "urls: {a: {hosts: a, port: 1, function: odrers}} | urls.a.function is \"odrers\", which is not among functions:"
                        + " orders, other. Did you mean orders?",
                "urls: {a: {hosts: a, port: 1, function: orders, cors: {allowMethods: [OPTIONS]}}} | urls.a.cors: AWS refuses",
                "balancers: {a: {hosts: a, port: 1, rules: {'/ä': orders}, defaultAction: orders}} | balancers.a.rules.\"/ä\": AWS"
                        + " refuses this: Condition value",
                "balancers: {a: {hosts: a, port: 1, defaultAction: {statusCode: 302}}} | balancers.a.defaultAction.statusCode:"
                        + " AWS refuses",
                "balancers: {a: {hosts: a, port: 1, defaultAction: {statusCode: 404, function: orders}}} |"
                        + " balancers.a.defaultAction.function is unused",
                "balancers: {a: {hosts: a, port: 1, defaultAction: {}}} | balancers.a.defaultAction needs \"function\"",
                "buckets: {a: {hosts: a, port: 1, directory: web, cors: {allowedOrigins: '*', allowedMethods: OPTIONS}}} |"
                        + " :1:56: buckets.a.cors: AWS refuses",
                "buckets: {a: {hosts: a, port: 1, directory: web, cors: []}} | buckets.a.cors is an empty list",
                "sites: {a: {host: a, port: 1}} | :1:12: sites.a needs \"directory\"",
                "sites: {a: {host: a, port: 1, directory: web, index: a/b}} | :1:54: sites.a.index: AWS refuses this: The"
                        + " IndexDocument Suffix is not well formed",
                "sites: {a: {host: a, port: 1, directory: web, redirects: {a: b}}} | sites.a.redirects: AWS refuses this: The"
                        + " website redirect location",
                "sites: {a: {host: a, port: 1, directory: web, routingRules: [{redirectRule: {httpRedirectCode: 200}}]}} |"
                        + " sites.a.routingRules[0].redirectRule: AWS refuses",
                "distributions: {a: {hosts: a, port: 1, defaultCacheBehavior: sites.b}} | distributions.a.defaultCacheBehavior is"
                        + " \"sites.b\", which is not an origin; there are none",
                "distributions: {a: {hosts: a, port: 1, origins: {o: urls.u}, defaultCacheBehavior: {origin: o, cachePolicy:"
                        + " CachingOptimised}}} | which is not an origin",
                "openQuestions: {RestHeaderNull: LEFT} | openQuestions.RestHeaderNull is \"LEFT\": it must be one of LEFT_OUT",
                "balancers: {a: {hosts: a, port: 1, listenerAttributes: {routing.http.response.vary.header_value: x},"
                        + " defaultAction: orders}} | balancers.a.listenerAttributes has no",
                "balancers: {a: {hosts: a, port: 1, listenerAttributes:"
                        + " {routing.http.response.access_control_allow_origin.header_value: é}, defaultAction: orders}} | AWS"
                        + " refuses this: The value of the attribute",
                "balancers: {a: {hosts: a, port: 1, rules: {'options /a': orders}, defaultAction: orders}} | AWS refuses"
                        + " this: Condition value 'options'",
                "balancers: {a: {hosts: a, port: 1, defaultAction: {function: orders, jwtValidation: {issuer: i}}}} |"
                        + " jwtValidation needs \"jwks\"",
                "distributions: {a: {hosts: a, port: 1, origins: {o: {front: urls.u, originAccessControl: sometimes}},"
                        + " defaultCacheBehavior: o}} | originAccessControl is \"sometimes\": it must be one of always, no-override, never",
            })
    void a_mistake_in_any_front_is_named(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("corsac.yaml") + ":")
                .hasMessageContaining(message);
    }

    @Test
    void all_mistakes_of_the_form_are_told_at_once() {
        assertThatThrownBy(() -> read("sites: {a: {hots: a, port: x, directory: web}}\nurls: {b: {}}\n"))
                .hasMessageContainingAll(
                        ":1:13: sites.a has no \"hots\"",
                        ":1:28: sites.a.port is \"x\"",
                        ":2:11: urls.b needs \"hosts\"",
                        ":2:11: urls.b needs \"function\": The function");
    }
}
