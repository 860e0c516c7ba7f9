package dev.corsac.config.generate;

import dev.corsac.config.generate.CorsLayout.Route;
import dev.corsac.config.generate.Fields.Verbatim;
import dev.corsac.config.generate.HclText.Block;
import dev.corsac.config.generate.HclText.Call;
import dev.corsac.config.generate.PlannedAuthorizer.Kind;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a Terraform configuration. Not thread-safe. */
final class TerraformText implements OpenApiText.Addresses {

    private static final String REST = "aws_api_gateway_rest_api.api";
    private static final String HTTP = "aws_apigatewayv2_api.api";

    private final CorsLayout layout;
    private final InfrastructurePlan plan;
    private final ComponentNames names = new ComponentNames();
    private final ComponentNames routeNames = new ComponentNames();
    private final Fields document = new Fields();

    TerraformText(CorsLayout layout) {
        this.layout = layout;
        this.plan = layout.plan();
    }

    /** The first provider that is known to have {@code invoked_via_function_url} is 6.42. */
    private String providerVersion() {
        boolean url = plan.front() == FrontKind.FUNCTION_URL
                && plan.functions().stream().anyMatch(function -> function.policy() != null);
        return url ? ">= 6.42" : ">= 5.0";
    }

    Fields document() {
        document.put(
                "terraform",
                block(new Fields()
                        .put("required_version", ">= 1.3")
                        .put(
                                "required_providers",
                                block(new Fields()
                                        .put(
                                                "aws",
                                                new Fields()
                                                        .put("source", "hashicorp/aws")
                                                        .put("version", providerVersion()))))));
        variables();
        switch (plan.front()) {
            case REST_API -> restApi();
            case HTTP_API -> httpApi();
            default -> {
                // Function URLs come with their functions.
            }
        }
        if (plan.authorizers().stream().anyMatch(authorizer -> authorizer.kind() == Kind.USER_POOL)) {
            document.put("data", new Block(List.of("aws_caller_identity", "current"), new Fields()));
        }
        document.put(
                "data",
                new Block(
                        List.of("aws_iam_policy_document", "lambda_assumes"),
                        new Fields()
                                .put(
                                        "statement",
                                        block(new Fields()
                                                .put("actions", List.of("sts:AssumeRole"))
                                                .put(
                                                        "principals",
                                                        block(new Fields()
                                                                .put("type", "Service")
                                                                .put(
                                                                        "identifiers",
                                                                        List.of("lambda.amazonaws.com"))))))));
        plan.functions().forEach(this::function);
        if (plan.cloudFront()) {
            distribution();
        }
        outputs();
        return document;
    }

    private static Block block(Fields body) {
        return new Block(List.of(), body);
    }

    private void resource(String type, String name, Fields body) {
        document.put("resource", new Block(List.of(type, name), body));
    }

    private static Verbatim code(String expression) {
        return new Verbatim(expression);
    }

    private void variables() {
        for (PlannedFunction function : plan.functions()) {
            for (String variable : function.variables()) {
                String name = variable.toLowerCase(Locale.ROOT);
                boolean known = document.all().stream()
                        .anyMatch(field -> field.value() instanceof Block block
                                && block.labels().equals(List.of(name)));
                if (!known) {
                    document.put(
                            "variable",
                            new Block(
                                    List.of(name),
                                    new Fields()
                                            .put("description", variable + " of " + function.id())
                                            .put("type", code("string"))
                                            .put("sensitive", true)));
                }
            }
        }
    }

    private String function(String id) {
        return "aws_lambda_function." + names.lower(id);
    }

    @Override
    public Object invocation(String function) {
        return code(function(function) + ".invoke_arn");
    }

    @Override
    public Object userPool(PlannedAuthorizer authorizer) {
        return code("\"arn:aws:cognito-idp:" + authorizer.pool(true)
                + ":${data.aws_caller_identity.current.account_id}:userpool/" + authorizer.pool(false) + "\"");
    }

    private void restApi() {
        resource(
                "aws_api_gateway_rest_api",
                "api",
                new Fields()
                        .put("name", plan.name())
                        .put("body", new Call("jsonencode", new OpenApiText(layout, this).document()))
                        .put("endpoint_configuration", block(new Fields().put("types", List.of("REGIONAL")))));
        document.comment("A change reaches no caller before it is deployed.");
        resource(
                "aws_api_gateway_deployment",
                "api",
                new Fields()
                        .put("rest_api_id", code(REST + ".id"))
                        .put("triggers", new Fields().put("redeployment", code("sha1(" + REST + ".body)")))
                        .put("lifecycle", block(new Fields().put("create_before_destroy", true))));
        resource(
                "aws_api_gateway_stage",
                "api",
                new Fields()
                        .put("rest_api_id", code(REST + ".id"))
                        .put("deployment_id", code("aws_api_gateway_deployment.api.id"))
                        .put("stage_name", plan.stage()));
    }

    private void httpApi() {
        Fields api = new Fields().put("name", plan.name()).put("protocol_type", "HTTP");
        PlannedPolicy cors = layout.cors();
        if (cors != null) {
            api.comment(
                            "The API responds to preflights, and its own errors have these headers too. Those that functions send"
                                    + " are ignored.")
                    .put("cors_configuration", cors(cors));
        }
        resource("aws_apigatewayv2_api", "api", api);
        resource(
                "aws_apigatewayv2_stage",
                "api",
                new Fields()
                        .put("api_id", code(HTTP + ".id"))
                        .put("name", plan.stage())
                        .put("auto_deploy", true));
        plan.authorizers().forEach(this::httpAuthorizer);
        Map<String, String> integrations = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            PlannedRoute its = route.route();
            String key = its.function() + " " + its.payloadFormat();
            if (!integrations.containsKey(key)) {
                String name = names.lower(its.function()) + (its.payloadFormat().equals("2.0") ? "" : "_v1");
                integrations.put(key, name);
                resource(
                        "aws_apigatewayv2_integration",
                        name,
                        new Fields()
                                .put("api_id", code(HTTP + ".id"))
                                .put("integration_type", "AWS_PROXY")
                                .put("integration_uri", invocation(its.function()))
                                .put("payload_format_version", its.payloadFormat()));
            }
            Fields fields = new Fields()
                    .put("api_id", code(HTTP + ".id"))
                    .put("route_key", its.key())
                    .put(
                            "target",
                            code("\"integrations/${aws_apigatewayv2_integration." + integrations.get(key) + ".id}\""));
            access(its.access(), fields);
            if (layout.isFirstPreflight(route)) {
                document.comment("Browsers send preflights without token and cookie: nothing may ask for them here.");
            }
            resource("aws_apigatewayv2_route", routeNames.lower(its.key()), fields);
        }
    }

    private void access(Access access, Fields fields) {
        if (access.iam()) {
            fields.put("authorization_type", "AWS_IAM");
        } else if (access.authorizer() != null) {
            boolean jwt = plan.authorizers().stream()
                    .anyMatch(each -> each.name().equals(access.authorizer()) && each.kind() == Kind.JWT);
            fields.put("authorization_type", jwt ? "JWT" : "CUSTOM")
                    .put(
                            "authorizer_id",
                            code("aws_apigatewayv2_authorizer." + names.lower("authorizer " + access.authorizer())
                                    + ".id"));
            if (!access.scopes().isEmpty()) {
                fields.put("authorization_scopes", access.scopes());
            }
        }
    }

    private void httpAuthorizer(PlannedAuthorizer authorizer) {
        Fields fields = new Fields().put("api_id", code(HTTP + ".id")).put("name", authorizer.name());
        if (authorizer.kind() == Kind.JWT) {
            Fields jwt = new Fields().put("issuer", String.valueOf(authorizer.issuer()));
            if (!authorizer.audience().isEmpty()) {
                jwt.put("audience", authorizer.audience());
            }
            fields.put("authorizer_type", "JWT")
                    .put(
                            "identity_sources",
                            authorizer.identitySources().isEmpty()
                                    ? List.of("$request.header.Authorization")
                                    : authorizer.identitySources())
                    .put("jwt_configuration", block(jwt));
        } else {
            fields.put("authorizer_type", "REQUEST")
                    .put("authorizer_uri", invocation(String.valueOf(authorizer.function())))
                    .put("authorizer_payload_format_version", authorizer.payloadFormat());
            if (authorizer.simpleResponses()) {
                fields.put("enable_simple_responses", true);
            }
            if (!authorizer.identitySources().isEmpty()) {
                fields.put("identity_sources", authorizer.identitySources())
                        .put("authorizer_result_ttl_in_seconds", authorizer.ttl());
            }
        }
        resource("aws_apigatewayv2_authorizer", names.lower("authorizer " + authorizer.name()), fields);
    }

    private static Block cors(PlannedPolicy policy) {
        Fields small = new Fields();
        for (Fields.Field field : OpenApiText.cors(policy).all()) {
            small.put(field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), field.value());
        }
        return block(small);
    }

    private void function(PlannedFunction function) {
        String name = names.lower(function.id());
        resource(
                "aws_iam_role",
                name,
                new Fields()
                        .put("name", plan.name() + "-" + function.id())
                        .put("assume_role_policy", code("data.aws_iam_policy_document.lambda_assumes.json")));
        resource(
                "aws_iam_role_policy_attachment",
                name,
                new Fields()
                        .put("role", code("aws_iam_role." + name + ".name"))
                        .put("policy_arn", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
        Fields fields = new Fields()
                .put("function_name", plan.name() + "-" + function.id())
                .put("role", code("aws_iam_role." + name + ".arn"))
                .put("runtime", function.runtime())
                .put("handler", layout.handler(function))
                .put("filename", function.code())
                .put("source_code_hash", code("filebase64sha256(" + HclText.quoted(function.code()) + ")"))
                .put("memory_size", function.memory())
                .put("timeout", function.timeout());
        String layer = layout.layer(function);
        if (layer != null) {
            fields.put("layers", List.of(layer));
        }
        Fields variables = Fields.of(layout.environment(function));
        function.variables().forEach(each -> variables.put(each, code("var." + each.toLowerCase(Locale.ROOT))));
        if (!variables.isEmpty()) {
            fields.put("environment", block(new Fields().put("variables", variables)));
        }
        resource("aws_lambda_function", name, fields);
        switch (plan.front()) {
            case REST_API -> permission(function, name, REST);
            case HTTP_API -> permission(function, name, HTTP);
            default -> url(function, name);
        }
    }

    private void permission(PlannedFunction function, String name, String api) {
        resource(
                "aws_lambda_permission",
                name,
                new Fields()
                        .put("statement_id", "api-gateway")
                        .put("action", "lambda:InvokeFunction")
                        .put("function_name", code(function(function.id()) + ".function_name"))
                        .put("principal", "apigateway.amazonaws.com")
                        .put("source_arn", code("\"${" + api + ".execution_arn}/*\"")));
    }

    private void url(PlannedFunction function, String name) {
        if (function.policy() == null) {
            return;
        }
        Fields fields = new Fields()
                .put("function_name", code(function(function.id()) + ".function_name"))
                .put("authorization_type", "NONE");
        PlannedPolicy cors = layout.urlCors(function);
        if (cors != null) {
            fields.put("cors", cors(cors));
        }
        document.comment(CorsLayout.urlComment(cors != null));
        resource("aws_lambda_function_url", name, fields);
        document.comment("A URL that everybody may call takes both permissions.");
        resource(
                "aws_lambda_permission",
                name + "_url",
                new Fields()
                        .put("statement_id", "url")
                        .put("action", "lambda:InvokeFunctionUrl")
                        .put("function_name", code(function(function.id()) + ".function_name"))
                        .put("principal", "*")
                        .put("function_url_auth_type", "NONE"));
        resource(
                "aws_lambda_permission",
                name + "_invoke",
                new Fields()
                        .put("statement_id", "url-invoke")
                        .put("action", "lambda:InvokeFunction")
                        .put("function_name", code(function(function.id()) + ".function_name"))
                        .put("principal", "*")
                        .put("invoked_via_function_url", true));
    }

    private void distribution() {
        Fields key = new Fields()
                .put("enable_accept_encoding_brotli", true)
                .put("enable_accept_encoding_gzip", true)
                .put("cookies_config", block(new Fields().put("cookie_behavior", "all")))
                .put(
                        "headers_config",
                        block(new Fields()
                                .put("header_behavior", DistributionText.LISTED)
                                .put("headers", block(new Fields().put("items", layout.cacheKey())))))
                .put("query_strings_config", block(new Fields().put("query_string_behavior", "all")));
        document.comment(DistributionText.KEY_COMMENT);
        resource(
                "aws_cloudfront_cache_policy",
                "api",
                new Fields()
                        .put("name", plan.name() + "-api")
                        .put("min_ttl", 0)
                        .put("default_ttl", 0)
                        .put("max_ttl", DistributionText.LONGEST)
                        .put("parameters_in_cache_key_and_forwarded_to_origin", block(key)));
        String url = switch (plan.front()) {
            case REST_API -> "aws_api_gateway_stage.api.invoke_url";
            case HTTP_API -> HTTP + ".api_endpoint";
            default ->
                "aws_lambda_function_url."
                        + names.lower(DistributionText.called(plan).id()) + ".function_url";
        };
        Fields origin = new Fields().put("origin_id", "api").put("domain_name", code("split(\"/\", " + url + ")[2]"));
        if (plan.front() == FrontKind.REST_API) {
            origin.put("origin_path", code("\"/${aws_api_gateway_stage.api.stage_name}\""));
        }
        origin.put(
                "custom_origin_config",
                block(new Fields()
                        .put("http_port", 80)
                        .put("https_port", 443)
                        .put("origin_protocol_policy", "https-only")
                        .put("origin_ssl_protocols", List.of("TLSv1.2"))));
        Fields behavior = new Fields()
                .put("target_origin_id", "api")
                .comment(DistributionText.HTTPS_COMMENT)
                .put("viewer_protocol_policy", "https-only")
                .comment(DistributionText.METHODS_COMMENT)
                .put("allowed_methods", DistributionText.METHODS)
                .put("cached_methods", List.of("GET", "HEAD"))
                .put("compress", true)
                .put("cache_policy_id", code("aws_cloudfront_cache_policy.api.id"))
                .comment(DistributionText.HOST_COMMENT)
                .put("origin_request_policy_id", DistributionText.ALL_VIEWER_EXCEPT_HOST);
        resource(
                "aws_cloudfront_distribution",
                "api",
                new Fields()
                        .put("comment", plan.name())
                        .put("enabled", true)
                        .put("http_version", "http2and3")
                        .put("origin", block(origin))
                        .put("default_cache_behavior", block(behavior))
                        .put(
                                "restrictions",
                                block(new Fields()
                                        .put("geo_restriction", block(new Fields().put("restriction_type", "none")))))
                        .put("viewer_certificate", block(new Fields().put("cloudfront_default_certificate", true))));
    }

    private void outputs() {
        if (plan.cloudFront()) {
            output("api_url", "Where pages call the API", "\"https://${aws_cloudfront_distribution.api.domain_name}\"");
            return;
        }
        switch (plan.front()) {
            case REST_API -> output("api_url", "Where pages call the API", "aws_api_gateway_stage.api.invoke_url");
            case HTTP_API -> output("api_url", "Where pages call the API", HTTP + ".api_endpoint");
            default -> {
                for (PlannedFunction function : plan.functions()) {
                    String name = names.lower(function.id());
                    if (function.policy() != null) {
                        output(
                                name + "_url",
                                "Where pages call " + function.id(),
                                "aws_lambda_function_url." + name + ".function_url");
                    }
                }
            }
        }
    }

    private void output(String name, String description, String value) {
        document.put(
                "output",
                new Block(
                        List.of(name),
                        new Fields().put("description", description).put("value", code(value))));
    }
}
