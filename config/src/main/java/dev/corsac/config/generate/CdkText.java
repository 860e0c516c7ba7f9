package dev.corsac.config.generate;

import static dev.corsac.config.generate.JavaText.quoted;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.CorsLayout.Route;
import dev.corsac.config.generate.JavaText.Chain;
import dev.corsac.config.generate.PlannedAuthorizer.Kind;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a stack of AWS CDK, in Java. Not thread-safe. */
final class CdkText {

    private static final String CDK = "software.amazon.awscdk.";
    private static final String REST = CDK + "services.apigateway.";
    private static final String HTTP = CDK + "services.apigatewayv2.";
    private static final String CLOUD_FRONT = CDK + "services.cloudfront.";
    private static final String LAMBDA = CDK + "services.lambda.";
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "*");

    private final CorsLayout layout;
    private final InfrastructurePlan plan;
    private final JavaText java = new JavaText();
    private final ComponentNames names = new ComponentNames();
    private final ComponentNames ids = new ComponentNames();
    private final Map<String, String> variables = new LinkedHashMap<>();

    CdkText(CorsLayout layout) {
        this.layout = layout;
        this.plan = layout.plan();
        // Names of variables that the code has anyway.
        List.of("api", "scope", "id", "props", "preflights", "distribution", "apiCache")
                .forEach(name -> names.capitals(name, ""));
    }

    String text(List<String> head) {
        String stack = java.type(CDK + "Stack");
        String construct = java.type("software.constructs.Construct");
        String properties = java.type(CDK + "StackProps");
        java.line(0, "public class ApiStack extends " + stack + " {");
        java.line(0, "");
        java.line(1, "public ApiStack(" + construct + " scope, String id, " + properties + " props) {");
        java.line(2, "super(scope, id, props);");
        plan.functions().forEach(this::function);
        switch (plan.front()) {
            case REST_API -> restApi();
            case HTTP_API -> httpApi();
            default -> plan.functions().forEach(this::url);
        }
        if (plan.cloudFront()) {
            distribution();
        }
        java.line(1, "}");
        java.line(0, "}");
        return java.file(head);
    }

    /** Returns the name of a variable. */
    private String variable(String id, String suffix) {
        return variables.computeIfAbsent(id + "/" + suffix, key -> {
            String name = names.capitals(id, suffix);
            return Character.toLowerCase(name.charAt(0)) + name.substring(1);
        });
    }

    private String function(String id) {
        return variable(id, "Function");
    }

    private void declare(String type, String variable, String expression) {
        java.line(2, type + " " + variable + " = " + expression + ";");
    }

    private void function(PlannedFunction function) {
        String type = java.type(LAMBDA + "Function");
        Map<String, String> environment = new LinkedHashMap<>();
        layout.environment(function).forEach((name, value) -> environment.put(name, quoted(value)));
        java.line(0, "");
        for (String each : function.variables()) {
            String parameter = variable(each.toLowerCase(Locale.ROOT), "Parameter");
            String id = ids.capitals(each.toLowerCase(Locale.ROOT), "");
            String cfn = java.type(CDK + "CfnParameter");
            if (variables.putIfAbsent("declared " + each, id) == null) {
                declare(
                        cfn,
                        parameter,
                        new Chain(cfn + ".Builder.create(this, " + quoted(id) + ")")
                                .with("description", quoted(each + " of " + function.id()))
                                .with("noEcho", "true")
                                .build(2));
            }
            environment.put(each, parameter + ".getValueAsString()");
        }
        Chain chain = new Chain(type + ".Builder.create(this, " + quoted(ids.capitals(function.id(), "Function")) + ")")
                .with("runtime", runtime(function.runtime()))
                .with("handler", quoted(layout.handler(function)))
                .with("code", java.type(LAMBDA + "Code") + ".fromAsset(" + quoted(function.code()) + ")")
                .with("memorySize", String.valueOf(function.memory()))
                .with("timeout", duration(function.timeout()));
        String layer = layout.layer(function);
        if (layer != null) {
            chain.with(
                    "layers",
                    java.list(List.of(java.type(LAMBDA + "LayerVersion") + ".fromLayerVersionArn(this, "
                            + quoted(ids.capitals(function.id(), "Layer")) + ", " + quoted(layer) + ")")));
        }
        if (!environment.isEmpty()) {
            chain.with("environment", java.map(environment, 4));
        }
        declare(type, function(function.id()), chain.build(2));
    }

    private String duration(int seconds) {
        return java.type(CDK + "Duration") + ".seconds(" + seconds + ")";
    }

    private String runtime(String runtime) {
        String type = java.type(LAMBDA + "Runtime");
        return runtime.matches("java\\d+")
                ? type + ".JAVA_" + runtime.substring("java".length())
                : "new " + type + "(" + quoted(runtime) + ")";
    }

    private void restApi() {
        String type = java.type(REST + "RestApi");
        java.line(0, "");
        Chain api = new Chain(type + ".Builder.create(this, \"Api\")")
                .with("restApiName", quoted(plan.name()))
                .with(
                        "deployOptions",
                        java.type(REST + "StageOptions") + ".builder().stageName(" + quoted(plan.stage()) + ").build()")
                .with("endpointTypes", java.list(List.of(java.type(REST + "EndpointType") + ".REGIONAL")))
                .with("cloudWatchRole", "false");
        if (!plan.binaryMediaTypes().isEmpty()) {
            api.with("binaryMediaTypes", java.texts(plan.binaryMediaTypes()));
        }
        declare(type, "api", api.build(2));
        errors();
        plan.authorizers().forEach(this::restAuthorizer);
        Map<String, String> integrations = new LinkedHashMap<>();
        Map<PlannedPolicy, String> mocks = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            PlannedRoute its = route.route();
            PlannedPolicy mock = route.mock();
            String integration;
            String options = restOptions(its.access());
            if (mock != null) {
                integration = mocks.computeIfAbsent(mock, this::mock);
                options = integration + "Method";
            } else {
                String integrated = java.type(REST + "LambdaIntegration");
                integration = integrations.computeIfAbsent(its.function(), id -> {
                    String name = variable(id, "Integration");
                    java.line(0, "");
                    declare(integrated, name, "new " + integrated + "(" + function(id) + ")");
                    return name;
                });
            }
            if (layout.isFirstPreflight(route)) {
                java.comment(
                        2,
                        List.of(
                                "Browsers send preflights without token, cookie and key: nothing may ask for them here."));
            }
            String resource = its.path().equals("/")
                    ? "api.getRoot()"
                    : "api.getRoot().resourceForPath(" + quoted(its.path()) + ")";
            java.line(
                    2,
                    resource + ".addMethod(" + quoted(its.method()) + ", " + integration
                            + (options.isEmpty() ? "" : ", " + options) + ");");
        }
    }

    private void errors() {
        java.line(0, "");
        java.comment(2, layout.errorComment());
        if (layout.errorLines().isEmpty()) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        layout.errorLines().forEach((name, value) -> headers.put(name, quoted("'" + value + "'")));
        for (String type : List.of("4", "5")) {
            java.line(
                    2,
                    "api.addGatewayResponse(\"Default" + type + "xx\", "
                            + new Chain(java.type(REST + "GatewayResponseOptions") + ".builder()")
                                    .with("type", java.type(REST + "ResponseType") + ".DEFAULT_" + type + "_XX")
                                    .with("responseHeaders", java.map(headers, 4))
                                    .build(2)
                            + ");");
        }
    }

    /** Declares a MOCK integration and the options of its method, and returns the name of the first. */
    private String mock(PlannedPolicy policy) {
        PreflightTemplate template = new PreflightTemplate(policy);
        String name = variable("preflights", "");
        String integration = java.type(REST + "MockIntegration");
        Map<String, String> lines = new LinkedHashMap<>();
        template.lines()
                .forEach((header, value) -> lines.put("method.response.header." + header, quoted("'" + value + "'")));
        boolean binary = !plan.binaryMediaTypes().isEmpty();
        String handling = java.type(REST + "ContentHandling") + ".CONVERT_TO_TEXT";
        Chain response = new Chain(java.type(REST + "IntegrationResponse") + ".builder()")
                .with("statusCode", "\"204\"")
                .with("responseParameters", java.map(lines, 6));
        String velocity = template.velocity();
        if (velocity != null) {
            response.with(
                    "responseTemplates",
                    java.type("java.util.Map") + ".of(\"application/json\", " + JavaText.block(velocity, 6) + ")");
        }
        if (binary) {
            response.with("contentHandling", handling);
        }
        Chain chain = new Chain(integration + ".Builder.create()")
                .with(
                        "requestTemplates",
                        java.type("java.util.Map") + ".of(\"application/json\", \"{\\\"statusCode\\\": 204}\")")
                .with("integrationResponses", java.type("java.util.List") + ".of(" + response.build(4) + ")");
        if (binary) {
            chain.with("contentHandling", handling);
        }
        java.line(0, "");
        declare(integration, name, chain.build(2));
        Map<String, String> declared = new LinkedHashMap<>();
        template.names().forEach(header -> declared.put("method.response.header." + header, "true"));
        String options = java.type(REST + "MethodOptions");
        Chain method = new Chain(java.type(REST + "MethodResponse") + ".builder()")
                .with("statusCode", "\"204\"")
                .with("responseParameters", java.map(declared, 6));
        declare(
                options,
                name + "Method",
                new Chain(options + ".builder()")
                        .with("methodResponses", java.type("java.util.List") + ".of(" + method.build(4) + ")")
                        .build(2));
        return name;
    }

    private String restOptions(Access access) {
        if (access.isOpen()) {
            return "";
        }
        StringBuilder options = new StringBuilder(java.type(REST + "MethodOptions") + ".builder()");
        if (access.iam()) {
            options.append(".authorizationType(")
                    .append(java.type(REST + "AuthorizationType"))
                    .append(".IAM)");
        }
        if (access.authorizer() != null) {
            options.append(".authorizer(")
                    .append(variable(access.authorizer(), "Authorizer"))
                    .append(')');
            if (!access.scopes().isEmpty()) {
                options.append(".authorizationScopes(")
                        .append(java.texts(access.scopes()))
                        .append(')');
            }
        }
        if (access.apiKey()) {
            options.append(".apiKeyRequired(true)");
        }
        return options.append(".build()").toString();
    }

    private void restAuthorizer(PlannedAuthorizer authorizer) {
        String id = quoted(ids.capitals(authorizer.name(), "Authorizer"));
        String variable = variable(authorizer.name(), "Authorizer");
        List<String> sources = authorizer.identitySources();
        java.line(0, "");
        if (authorizer.kind() == Kind.USER_POOL) {
            String type = java.type(REST + "CognitoUserPoolsAuthorizer");
            String pool = java.type(CDK + "services.cognito.UserPool");
            Chain chain = new Chain(type + ".Builder.create(this, " + id + ")")
                    .with(
                            "cognitoUserPools",
                            java.type("java.util.List") + ".of(" + pool + ".fromUserPoolId(this, "
                                    + quoted(ids.capitals(authorizer.name(), "Pool")) + ", "
                                    + quoted(authorizer.pool(false)) + "))");
            if (!sources.isEmpty()) {
                chain.with("identitySource", quoted(sources.get(0)));
            }
            declare(type, variable, chain.build(2));
            return;
        }
        boolean token = authorizer.kind() == Kind.TOKEN;
        String type = java.type(REST + (token ? "TokenAuthorizer" : "RequestAuthorizer"));
        Chain chain = new Chain(type + ".Builder.create(this, " + id + ")")
                .with("handler", function(String.valueOf(authorizer.function())))
                .with("resultsCacheTtl", duration(authorizer.ttl()));
        if (token) {
            if (!sources.isEmpty()) {
                chain.with("identitySource", quoted(sources.get(0)));
            }
            if (authorizer.validation() != null) {
                chain.with("validationRegex", quoted(authorizer.validation()));
            }
        } else {
            chain.with("identitySources", java.texts(sources));
        }
        declare(type, variable, chain.build(2));
    }

    private void httpApi() {
        String type = java.type(HTTP + "HttpApi");
        java.line(0, "");
        Chain api = new Chain(type + ".Builder.create(this, \"Api\")").with("apiName", quoted(plan.name()));
        PlannedPolicy cors = layout.cors();
        if (cors != null) {
            java.comment(
                    2,
                    List.of(
                            "The API responds to preflights, and its own errors have the CORS headers too. Those that functions"
                                    + " send are ignored."));
            api.with("corsPreflight", cors(cors));
        }
        declare(type, "api", api.build(2));
        plan.authorizers().forEach(this::httpAuthorizer);
        Map<String, String> integrations = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            PlannedRoute its = route.route();
            String key = its.function() + " " + its.payloadFormat();
            if (!integrations.containsKey(key)) {
                boolean first = its.payloadFormat().equals("1.0");
                String integration = java.type(CDK + "aws_apigatewayv2_integrations.HttpLambdaIntegration");
                String name = variable(its.function() + (first ? " v1" : ""), "Integration");
                String create = integration + ".Builder.create("
                        + quoted(ids.capitals(its.function() + (first ? " v1" : ""), "Integration")) + ", "
                        + function(its.function()) + ")";
                Chain chain = new Chain(create);
                chain.with(
                        "payloadFormatVersion",
                        java.type(HTTP + "PayloadFormatVersion") + (first ? ".VERSION_1_0" : ".VERSION_2_0"));
                java.line(0, "");
                declare(integration, name, chain.build(2));
                integrations.put(key, name);
            }
            httpRoute(route, String.valueOf(integrations.get(key)));
        }
    }

    private void httpRoute(Route route, String integration) {
        PlannedRoute its = route.route();
        if (layout.isFirstPreflight(route)) {
            java.comment(
                    2, List.of("Browsers send preflights without token and cookie: nothing may ask for them here."));
        }
        String type = java.type(HTTP + "HttpRoute");
        String keys = java.type(HTTP + "HttpRouteKey");
        String key = its.path().isEmpty()
                ? keys + ".DEFAULT"
                : keys + ".with(" + quoted(its.path()) + ", " + java.type(HTTP + "HttpMethod") + "." + its.method()
                        + ")";
        Chain chain = new Chain(type + ".Builder.create(this, "
                        + quoted(ids.capitals(its.method().toLowerCase(Locale.ROOT) + " " + its.path(), "Route")) + ")")
                .with("httpApi", "api")
                .with("routeKey", key)
                .with("integration", integration);
        Access access = its.access();
        if (access.iam()) {
            chain.with("authorizer", "new " + java.type(CDK + "aws_apigatewayv2_authorizers.HttpIamAuthorizer") + "()");
        } else if (access.authorizer() != null) {
            chain.with("authorizer", variable(access.authorizer(), "Authorizer"));
            if (!access.scopes().isEmpty()) {
                chain.with("authorizationScopes", java.texts(access.scopes()));
            }
        }
        java.line(2, chain.build(2) + ";");
    }

    private void httpAuthorizer(PlannedAuthorizer authorizer) {
        String id = quoted(ids.capitals(authorizer.name(), "Authorizer"));
        String variable = variable(authorizer.name(), "Authorizer");
        List<String> sources = authorizer.identitySources();
        java.line(0, "");
        if (authorizer.kind() == Kind.JWT) {
            String type = java.type(CDK + "aws_apigatewayv2_authorizers.HttpJwtAuthorizer");
            declare(
                    type,
                    variable,
                    new Chain(type + ".Builder.create(" + id + ", " + quoted(String.valueOf(authorizer.issuer())) + ")")
                            .with("jwtAudience", java.texts(authorizer.audience()))
                            .with(
                                    "identitySource",
                                    java.texts(sources.isEmpty() ? List.of("$request.header.Authorization") : sources))
                            .build(2));
            return;
        }
        String type = java.type(CDK + "aws_apigatewayv2_authorizers.HttpLambdaAuthorizer");
        String responses = java.type(CDK + "aws_apigatewayv2_authorizers.HttpLambdaResponseType");
        declare(
                type,
                variable,
                new Chain(type + ".Builder.create(" + id + ", " + function(String.valueOf(authorizer.function())) + ")")
                        .with(
                                "responseTypes",
                                java.list(List.of(responses + (authorizer.simpleResponses() ? ".SIMPLE" : ".IAM"))))
                        .with("identitySource", java.texts(sources))
                        .with("resultsCacheTtl", duration(sources.isEmpty() ? 0 : authorizer.ttl()))
                        .build(2));
    }

    private String cors(PlannedPolicy policy) {
        boolean http = plan.front() == FrontKind.HTTP_API;
        String options = java.type(http ? HTTP + "CorsPreflightOptions" : LAMBDA + "FunctionUrlCorsOptions");
        String methods = java.type(http ? HTTP + "CorsHttpMethod" : LAMBDA + "HttpMethod");
        List<String> allowed = new ArrayList<>();
        for (String method : policy.methods()) {
            if (!METHODS.contains(method)) {
                throw new ConfigurationException(
                        "CDK's constructs cannot allow the method " + method
                                + ". Generate cloudformation, or let the function respond to preflights: --preflights function");
            }
            allowed.add(methods + "." + (method.equals("*") ? http ? "ANY" : "ALL" : method));
        }
        Chain chain = new Chain(options + ".builder()")
                .with(http ? "allowOrigins" : "allowedOrigins", java.texts(policy.origins()));
        if (policy.hasCredentials()) {
            chain.with("allowCredentials", "true");
        }
        chain.with(http ? "allowMethods" : "allowedMethods", java.list(allowed));
        if (!policy.requestHeaders().isEmpty()) {
            chain.with(http ? "allowHeaders" : "allowedHeaders", java.texts(policy.requestHeaders()));
        }
        if (!policy.exposedHeaders().isEmpty()) {
            chain.with(http ? "exposeHeaders" : "exposedHeaders", java.texts(policy.exposedHeaders()));
        }
        Integer maxAge = CorsLayout.maxAge(policy);
        if (maxAge != null) {
            chain.with("maxAge", duration(maxAge));
        }
        return chain.build(4);
    }

    private void url(PlannedFunction function) {
        if (function.policy() == null) {
            return;
        }
        PlannedPolicy cors = layout.urlCors(function);
        Chain options = new Chain(java.type(LAMBDA + "FunctionUrlOptions") + ".builder()")
                .with("authType", java.type(LAMBDA + "FunctionUrlAuthType") + ".NONE");
        if (cors != null) {
            options.with("cors", cors(cors));
        }
        java.line(0, "");
        java.comment(2, List.of(CorsLayout.urlComment(cors != null)));
        String made = function(function.id()) + ".addFunctionUrl(" + options.build(2) + ")";
        if (plan.cloudFront()) {
            declare(java.type(LAMBDA + "FunctionUrl"), variable(function.id(), "Url"), made);
        } else {
            java.line(2, made + ";");
        }
    }

    private void distribution() {
        String policy = java.type(CLOUD_FRONT + "CachePolicy");
        java.line(0, "");
        java.comment(2, List.of(DistributionText.KEY_COMMENT));
        declare(
                policy,
                "apiCache",
                new Chain(policy + ".Builder.create(this, \"ApiCache\")")
                        .with("minTtl", duration(0))
                        .with("defaultTtl", duration(0))
                        .with("maxTtl", duration(DistributionText.LONGEST))
                        .with(
                                "headerBehavior",
                                java.type(CLOUD_FRONT + "CacheHeaderBehavior") + ".allowList("
                                        + layout.cacheKey().stream()
                                                .map(JavaText::quoted)
                                                .collect(Collectors.joining(", "))
                                        + ")")
                        .with("cookieBehavior", java.type(CLOUD_FRONT + "CacheCookieBehavior") + ".all()")
                        .with("queryStringBehavior", java.type(CLOUD_FRONT + "CacheQueryStringBehavior") + ".all()")
                        .with("enableAcceptEncodingBrotli", "true")
                        .with("enableAcceptEncodingGzip", "true")
                        .build(2));
        String origins = CLOUD_FRONT + "origins.";
        String fn = CDK + "Fn";
        String origin = switch (plan.front()) {
            case REST_API -> java.type(origins + "RestApiOrigin") + ".Builder.create(api).build()";
            case HTTP_API ->
                java.type(origins + "HttpOrigin") + ".Builder.create(" + java.type(fn) + ".select(2, " + java.type(fn)
                        + ".split(\"/\", api.getApiEndpoint()))).build()";
            default ->
                java.type(origins + "FunctionUrlOrigin") + ".Builder.create("
                        + variable(DistributionText.called(plan).id(), "Url") + ").build()";
        };
        String type = java.type(CLOUD_FRONT + "Distribution");
        java.line(0, "");
        java.comment(2, List.of(DistributionText.METHODS_COMMENT, DistributionText.HTTPS_COMMENT));
        java.comment(2, List.of(DistributionText.HOST_COMMENT));
        Chain behavior = new Chain(java.type(CLOUD_FRONT + "BehaviorOptions") + ".builder()")
                .with("origin", origin)
                .with("viewerProtocolPolicy", java.type(CLOUD_FRONT + "ViewerProtocolPolicy") + ".HTTPS_ONLY")
                .with("allowedMethods", java.type(CLOUD_FRONT + "AllowedMethods") + ".ALLOW_ALL")
                .with("cachePolicy", "apiCache")
                .with(
                        "originRequestPolicy",
                        java.type(CLOUD_FRONT + "OriginRequestPolicy") + ".ALL_VIEWER_EXCEPT_HOST_HEADER");
        declare(
                type,
                "distribution",
                new Chain(type + ".Builder.create(this, \"Distribution\")")
                        .with("comment", quoted(plan.name()))
                        .with("defaultBehavior", behavior.build(4))
                        .build(2));
        String output = java.type(CDK + "CfnOutput");
        java.line(
                2,
                new Chain(output + ".Builder.create(this, \"ApiUrl\")")
                                .with("description", quoted("Where pages call the API"))
                                .with("value", "\"https://\" + distribution.getDistributionDomainName()")
                                .build(2)
                        + ";");
    }
}
