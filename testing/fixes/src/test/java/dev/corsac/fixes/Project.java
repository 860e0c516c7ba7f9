package dev.corsac.fixes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corsac.explain.FixForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Templates of a small project in each form, with a place for what a fix adds. */
final class Project {

    /** What a fix is written into. */
    enum Part {
        HTTP_API,
        FUNCTION_URL,
        FUNCTION,
        OPTIONS_ROUTE,
        OPTIONS_METHOD,
        GATEWAY_RESPONSES,
        BUCKET,
        LOAD_BALANCER,
        DISTRIBUTION
    }

    private static final String FUNCTION = """
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: java21
                  Code: {S3Bucket: code, S3Key: orders.jar}
                  Role: arn:aws:iam::123456789012:role/orders
            """;
    private static final String OWN = "Handler: com.example.Orders";
    private static final String REST = """
              Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: orders}}
              Resource: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}}
              Deployment: {Type: AWS::ApiGateway::Deployment, DependsOn: [GET, POST, PUT, DELETE], Properties: {RestApiId: !Ref Api}}
              Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: prod}}
            """;
    private static final String DISTRIBUTION = """
              Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: orders, ProtocolType: HTTP, Target: !GetAtt Function.Arn}}
              Distribution:
                Type: AWS::CloudFront::Distribution
                Properties:
                  DistributionConfig:
                    Enabled: true
                    Origins:
                      - {Id: api, DomainName: !Sub "${Api}.execute-api.${AWS::Region}.amazonaws.com", CustomOriginConfig: {OriginProtocolPolicy: https-only}}
                    DefaultCacheBehavior:
                      TargetOriginId: api
                      ViewerProtocolPolicy: https-only
                      AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE]
                      CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
                      OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac
                      ResponseHeadersPolicyId: !Ref CorsHeaders
            """;

    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders/1";
    private static final String TARGETS = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/2";

    private Project() {}

    /** Returns the name of the form's file. */
    static String file(FixForm form) {
        return switch (form) {
            case SERVERLESS -> "serverless.yml";
            case TERRAFORM -> "state.json";
            default -> "template.yaml";
        };
    }

    /**
     * Returns a project that has the fix.
     *
     * @param environment the variables of a function that is behind Corsac already, where the fix is another
     */
    static String with(FixForm form, Part part, String fix, Map<String, String> environment) {
        return switch (form) {
            case SAM -> sam(part, fix, environment);
            case CLOUDFORMATION -> cloudFormation(part, fix, environment);
            case SERVERLESS -> serverless(part, fix, environment);
            case TERRAFORM -> terraform(part, fix, environment);
            default -> throw new IllegalArgumentException(form.code());
        };
    }

    private static String function(Map<String, String> environment) {
        StringBuilder yaml = new StringBuilder("Handler: dev.corsac.lambda.CorsHandler\nEnvironment:\n  Variables:\n");
        environment.forEach((name, value) ->
                yaml.append("    ").append(name).append(": '").append(value).append("'\n"));
        return yaml.toString();
    }

    private static String methods(String options) {
        StringBuilder yaml = new StringBuilder();
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            yaml.append("  ")
                    .append(method)
                    .append(": ")
                    .append(restMethod(method))
                    .append('\n');
        }
        return yaml + options;
    }

    private static String restMethod(String method) {
        return "{Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !Ref Resource, HttpMethod: "
                + method + ", AuthorizationType: NONE, Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri:"
                + " !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations'}}}";
    }

    private static String cloudFormation(Part part, String fix, Map<String, String> environment) {
        String plain = FUNCTION + OWN.indent(6);
        String behind = FUNCTION + function(environment).indent(6);
        String resources = switch (part) {
            case HTTP_API ->
                plain + "  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      Name: orders\n"
                        + "      ProtocolType: HTTP\n      Target: !GetAtt Function.Arn\n" + fix.indent(6);
            case FUNCTION_URL ->
                plain + "  Url:\n    Type: AWS::Lambda::Url\n    Properties:\n      AuthType: NONE\n"
                        + "      TargetFunctionArn: !GetAtt Function.Arn\n" + fix.indent(6);
            case FUNCTION -> FUNCTION + fix.indent(6) + REST + methods("  OPTIONS: " + restMethod("OPTIONS") + "\n");
            case OPTIONS_ROUTE -> behind + REST + methods(fix.indent(2));
            case OPTIONS_METHOD ->
                behind
                        + REST
                        + methods(
                                "  OPTIONS:\n    Type: AWS::ApiGateway::Method\n    Properties:\n"
                                        + "      RestApiId: !Ref Api\n      ResourceId: !Ref Resource\n      HttpMethod: OPTIONS\n"
                                        + fix.indent(6)
                                        + "      Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub"
                                        + " 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations'}\n");
            case GATEWAY_RESPONSES ->
                behind + REST + methods("  OPTIONS: " + restMethod("OPTIONS") + "\n") + fix.indent(2);
            case BUCKET ->
                "  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: orders\n" + fix.indent(6);
            case LOAD_BALANCER ->
                plain
                        + "  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: application}}\n"
                        + "  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: lambda,"
                        + " Targets: [{Id: !GetAtt Function.Arn}]}}\n"
                        + "  Listener:\n    Type: AWS::ElasticLoadBalancingV2::Listener\n    Properties:\n"
                        + "      LoadBalancerArn: !Ref Balancer\n      Port: 443\n      Protocol: HTTPS\n"
                        + "      DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]\n" + fix.indent(6);
            case DISTRIBUTION -> plain + DISTRIBUTION + fix.indent(2);
        };
        return "Resources:\n" + resources;
    }

    private static String sam(Part part, String fix, Map<String, String> environment) {
        StringBuilder events = new StringBuilder();
        String type = part == Part.HTTP_API ? "HttpApi" : "Api";
        String api = part == Part.HTTP_API ? "ApiId" : "RestApiId";
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            events.append("  ")
                    .append(method)
                    .append(": {Type: " + type + ", Properties: {" + api + ": !Ref Api, Path: /orders, Method: "
                            + method + "}}\n");
        }
        String options = "  OPTIONS: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: OPTIONS}}\n";
        String restApi = "  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: prod\n";
        String head = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
        String function = "  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: java21\n"
                + "      CodeUri: .\n";
        String own = function + OWN.indent(6);
        String behind = function + function(environment).indent(6);
        return head
                + switch (part) {
                    case HTTP_API ->
                        own + ("Events:\n" + events).indent(6) + "  Api:\n    Type: AWS::Serverless::HttpApi\n"
                                + "    Properties:\n" + fix.indent(6);
                    case FUNCTION_URL -> own + fix.indent(6);
                    case FUNCTION -> function + fix.indent(6) + ("Events:\n" + events + options).indent(6) + restApi;
                    case OPTIONS_ROUTE -> {
                        // The fix's event is one of the function, in the API that its other events are in.
                        String event = fix.substring(fix.indexOf("Events:\n") + 8)
                                .replace("    Properties:\n", "    Properties:\n      RestApiId: !Ref Api\n");
                        yield behind + ("Events:\n" + events + event).indent(6) + restApi;
                    }
                    case OPTIONS_METHOD ->
                        behind + ("Events:\n" + events + options).indent(6) + restApi + fix.indent(6);
                    case GATEWAY_RESPONSES ->
                        behind + ("Events:\n" + events + options).indent(6) + restApi + fix.indent(6);
                    default -> throw new IllegalArgumentException("SAM has no form for " + part);
                };
    }

    private static String serverless(Part part, String fix, Map<String, String> environment) {
        boolean http = part == Part.HTTP_API;
        String provider = "service: orders\nprovider:\n  name: aws\n  stage: prod\n  runtime: java21\n";
        StringBuilder events = new StringBuilder();
        for (String method : List.of("get", "post", "put", "delete")) {
            events.append(
                    http
                            ? "  - httpApi: {path: /orders, method: " + method + "}\n"
                            : "  - http: {path: orders, method: " + method + "}\n");
        }
        String options = "  - http: {path: orders, method: options}\n";
        String function = "functions:\n  orders:\n    package: {artifact: orders.jar}\n";
        String own = function + OWN.replace("Handler", "handler").indent(4);
        StringBuilder behind = new StringBuilder("handler: dev.corsac.lambda.CorsHandler\nenvironment:\n");
        environment.forEach((name, value) -> behind.append("  " + name + ": '" + value + "'\n"));
        String wrapped = function + behind.toString().indent(4);
        return provider
                + switch (part) {
                    case HTTP_API ->
                        fix.substring(fix.indexOf("provider:\n") + 10) + "\n" + own + ("events:\n" + events).indent(4);
                    case FUNCTION_URL -> own + fix.indent(4);
                    case FUNCTION -> function + fix.indent(4) + ("events:\n" + events + options).indent(4);
                    case OPTIONS_ROUTE, OPTIONS_METHOD ->
                        wrapped + ("events:\n" + events + fix.substring(fix.indexOf("events:\n") + 8)).indent(4);
                    case GATEWAY_RESPONSES -> wrapped + ("events:\n" + events + options).indent(4) + fix + "\n";
                    default -> throw new IllegalArgumentException("serverless.yml has no form for " + part);
                };
    }

    private static Map<String, Object> resource(List<Object> all, String type, String name, Object... values) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            attributes.put((String) values[i], values[i + 1]);
        }
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("address", type + "." + name);
        resource.put("mode", "managed");
        resource.put("type", type);
        resource.put("name", name);
        resource.put("values", attributes);
        all.add(resource);
        return attributes;
    }

    private static String terraform(Part part, String fix, Map<String, String> environment) {
        List<Object> all = new ArrayList<>();
        Map<String, Object> added = Hcl.read(fix);
        String uri = "aws_lambda_function.function.invoke_arn";
        String rest = "aws_api_gateway_rest_api.api.id";
        String path = "aws_api_gateway_resource.resource.id";
        if (part != Part.BUCKET) {
            Map<String, Object> function = resource(
                    all,
                    "aws_lambda_function",
                    "function",
                    "id",
                    "orders",
                    "function_name",
                    "orders",
                    "arn",
                    "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                    "invoke_arn",
                    uri,
                    "runtime",
                    "java21",
                    "handler",
                    "com.example.Orders",
                    "filename",
                    "orders.jar");
            if (part == Part.FUNCTION) {
                function.putAll(added);
            } else if (!environment.isEmpty()) {
                function.put("handler", "dev.corsac.lambda.CorsHandler");
                function.put("environment", List.of(Map.of("variables", environment)));
            }
        }
        switch (part) {
            case HTTP_API -> {
                resource(all, "aws_apigatewayv2_api", "api", "id", "api1", "name", "orders", "protocol_type", "HTTP")
                        .putAll(added);
                resource(
                        all,
                        "aws_apigatewayv2_integration",
                        "function",
                        "id",
                        "int1",
                        "api_id",
                        "api1",
                        "integration_type",
                        "AWS_PROXY",
                        "integration_uri",
                        uri,
                        "payload_format_version",
                        "2.0");
                for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                    resource(
                            all,
                            "aws_apigatewayv2_route",
                            method,
                            "id",
                            method,
                            "api_id",
                            "api1",
                            "route_key",
                            method + " /orders",
                            "target",
                            "integrations/int1",
                            "authorization_type",
                            "NONE");
                }
                resource(all, "aws_apigatewayv2_stage", "live", "id", "$default", "api_id", "api1", "name", "$default");
            }
            case FUNCTION_URL ->
                resource(
                                all,
                                "aws_lambda_function_url",
                                "url",
                                "id",
                                "orders",
                                "function_name",
                                "orders",
                                "function_arn",
                                "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                                "authorization_type",
                                "NONE",
                                "function_url",
                                "https://abc.lambda-url.eu-west-1.on.aws/",
                                "url_id",
                                "abc")
                        .putAll(added);
            case FUNCTION, OPTIONS_ROUTE, OPTIONS_METHOD, GATEWAY_RESPONSES -> {
                resource(
                        all,
                        "aws_api_gateway_rest_api",
                        "api",
                        "id",
                        rest,
                        "name",
                        "orders",
                        "root_resource_id",
                        "root1");
                resource(
                        all,
                        "aws_api_gateway_resource",
                        "resource",
                        "id",
                        path,
                        "rest_api_id",
                        rest,
                        "parent_id",
                        "root1",
                        "path_part",
                        "orders",
                        "path",
                        "/orders");
                List<String> methods = new ArrayList<>(List.of("GET", "POST", "PUT", "DELETE"));
                if (part != Part.OPTIONS_ROUTE) {
                    methods.add("OPTIONS");
                }
                for (String method : methods) {
                    Map<String, Object> values = resource(
                            all,
                            "aws_api_gateway_method",
                            method,
                            "rest_api_id",
                            rest,
                            "resource_id",
                            path,
                            "http_method",
                            method,
                            "authorization",
                            "NONE");
                    if (part == Part.OPTIONS_METHOD && method.equals("OPTIONS")) {
                        values.putAll(added);
                    }
                    resource(
                            all,
                            "aws_api_gateway_integration",
                            method,
                            "rest_api_id",
                            rest,
                            "resource_id",
                            path,
                            "http_method",
                            method,
                            "type",
                            "AWS_PROXY",
                            "integration_http_method",
                            "POST",
                            "uri",
                            uri);
                }
                if (part == Part.OPTIONS_ROUTE || part == Part.GATEWAY_RESPONSES) {
                    blocks(all, added);
                }
                resource(
                        all,
                        "aws_api_gateway_deployment",
                        "live",
                        "id",
                        "dep1",
                        "rest_api_id",
                        rest,
                        "triggers",
                        Map.of("redeployment", "1"));
                resource(
                        all,
                        "aws_api_gateway_stage",
                        "live",
                        "id",
                        "stage1",
                        "rest_api_id",
                        rest,
                        "deployment_id",
                        "dep1",
                        "stage_name",
                        "prod");
            }
            case BUCKET -> {
                resource(all, "aws_s3_bucket", "bucket", "id", "orders", "bucket", "orders");
                resource(all, "aws_s3_bucket_cors_configuration", "bucket", "id", "orders", "bucket", "orders")
                        .putAll(added);
            }
            case LOAD_BALANCER -> {
                resource(
                        all,
                        "aws_lb",
                        "balancer",
                        "id",
                        BALANCER,
                        "arn",
                        BALANCER,
                        "load_balancer_type",
                        "application",
                        "dns_name",
                        "orders.eu-west-1.elb.amazonaws.com");
                resource(all, "aws_lb_target_group", "targets", "id", TARGETS, "arn", TARGETS, "target_type", "lambda");
                resource(
                        all,
                        "aws_lb_target_group_attachment",
                        "function",
                        "id",
                        "a1",
                        "target_group_arn",
                        TARGETS,
                        "target_id",
                        "arn:aws:lambda:eu-west-1:123456789012:function:orders");
                resource(
                                all,
                                "aws_lb_listener",
                                "https",
                                "id",
                                "l1",
                                "arn",
                                "l1",
                                "load_balancer_arn",
                                BALANCER,
                                "port",
                                443,
                                "protocol",
                                "HTTPS",
                                "default_action",
                                List.of(Map.of("type", "forward", "target_group_arn", TARGETS)))
                        .putAll(added);
            }
            case DISTRIBUTION -> {
                String policy = "aws_cloudfront_response_headers_policy.cors.id";
                resource(
                        all,
                        "aws_apigatewayv2_api",
                        "api",
                        "id",
                        "api1",
                        "name",
                        "orders",
                        "protocol_type",
                        "HTTP",
                        "api_endpoint",
                        "https://api1.execute-api.eu-west-1.amazonaws.com",
                        "target",
                        uri);
                blocks(all, added);
                resource(
                        all,
                        "aws_cloudfront_distribution",
                        "cdn",
                        "id",
                        "cdn1",
                        "domain_name",
                        "d1.cloudfront.net",
                        "enabled",
                        true,
                        "origin",
                        List.of(Map.of(
                                "origin_id",
                                "api",
                                "domain_name",
                                "api1.execute-api.eu-west-1.amazonaws.com",
                                "custom_origin_config",
                                List.of(Map.of("origin_protocol_policy", "https-only")))),
                        "default_cache_behavior",
                        List.of(Map.of(
                                "target_origin_id",
                                "api",
                                "viewer_protocol_policy",
                                "https-only",
                                "allowed_methods",
                                List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"),
                                "cache_policy_id",
                                "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                                "origin_request_policy_id",
                                "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                                "response_headers_policy_id",
                                policy)));
            }
        }
        // In Terraform's order: a state is recognized by its first members.
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("format_version", "1.0");
        state.put("terraform_version", "1.9.0");
        state.put("values", Map.of("root_module", Map.of("resources", all)));
        return json(state);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Adds the resources of a fix, each with what others refer to it by. */
    private static void blocks(List<Object> all, Map<String, Object> added) {
        for (Map.Entry<String, Object> each : added.entrySet()) {
            for (Object block : (List<?>) each.getValue()) {
                Map<String, Object> values = new LinkedHashMap<>();
                ((Map<?, ?>) block).forEach((key, value) -> values.put((String) key, resolved(value)));
                String name = (String) values.remove("(label)");
                values.put("id", each.getKey() + "." + name + ".id");
                resource(all, each.getKey(), name).putAll(values);
            }
        }
    }

    /** A reference to a method's own attribute is its value. */
    private static Object resolved(Object value) {
        return "aws_api_gateway_method.preflight.http_method".equals(value) ? "OPTIONS" : value;
    }
}
