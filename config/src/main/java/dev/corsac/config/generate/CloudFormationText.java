package dev.corsac.config.generate;

import dev.corsac.config.generate.CorsLayout.Route;
import dev.corsac.config.generate.Fields.Tagged;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedAuthorizer.Kind;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a template of CloudFormation or AWS SAM. Not thread-safe. */
final class CloudFormationText {

    private static final String INVOCATION =
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/";

    private final CorsLayout layout;
    private final InfrastructurePlan plan;
    private final boolean sam;
    private final ComponentNames names = new ComponentNames();
    private final Fields parameters = new Fields();
    private final Fields resources = new Fields();
    private final Fields outputs = new Fields();
    private final Map<String, String> keys = new LinkedHashMap<>();

    CloudFormationText(CorsLayout layout, boolean sam) {
        this.layout = layout;
        this.plan = layout.plan();
        this.sam = sam;
        names.capitals("Api", "");
    }

    /** Returns how a document for CloudFormation's {@code AWS::Include} names functions. */
    static OpenApiText.Addresses addresses(InfrastructurePlan plan) {
        ComponentNames names = new ComponentNames();
        names.capitals("Api", "");
        plan.functions().forEach(function -> function(names, function.id()));
        return addresses(names);
    }

    private static OpenApiText.Addresses addresses(ComponentNames names) {
        return new OpenApiText.Addresses() {
            @Override
            public Object invocation(String function) {
                return new Tagged("!Sub", INVOCATION + "${" + function(names, function) + ".Arn}/invocations");
            }

            @Override
            public Object userPool(PlannedAuthorizer authorizer) {
                return new Tagged(
                        "!Sub",
                        "arn:${AWS::Partition}:cognito-idp:" + authorizer.pool(true) + ":${AWS::AccountId}:userpool/"
                                + authorizer.pool(false));
            }
        };
    }

    private static String function(ComponentNames names, String id) {
        return names.capitals(id, "Function");
    }

    private String function(String id) {
        return function(names, id);
    }

    /** Returns the resources of the document, to which others may be added. */
    Fields resources() {
        return resources;
    }

    /** Returns the outputs of the document. */
    Fields outputs() {
        return outputs;
    }

    /** Returns the name of a function's resource. */
    String functionName(String id) {
        return function(id);
    }

    Fields document() {
        Fields document = new Fields().put("AWSTemplateFormatVersion", "2010-09-09");
        if (sam) {
            document.put("Transform", "AWS::Serverless-2016-10-31");
        }
        document.put("Description", plan.name());
        plan.functions().forEach(function -> function(function.id()));
        boolean events = sam && hasEvents();
        switch (plan.front()) {
            case REST_API -> restApi(events);
            case HTTP_API -> httpApi(events);
            default -> {
                // Function URLs come with their functions.
            }
        }
        for (PlannedFunction function : plan.functions()) {
            function(function, events);
        }
        if (plan.cloudFront()) {
            DistributionText.add(layout, this);
        }
        if (!parameters.isEmpty()) {
            document.apart().put("Parameters", parameters);
        }
        if (sam && plan.front() == FrontKind.REST_API) {
            document.apart()
                    .put(
                            "Globals",
                            new Fields()
                                    .put(
                                            "Api",
                                            new Fields()
                                                    .comment("Without it SAM adds a second public stage, named Stage.")
                                                    .put("OpenApiVersion", "3.0.1")));
        }
        document.apart().put("Resources", resources);
        document.apart().put("Outputs", outputs);
        return document;
    }

    /** SAM's events cannot say everything: with authorization or a MOCK the API is written as an OpenAPI document. */
    private boolean hasEvents() {
        boolean mock = plan.front() == FrontKind.REST_API && plan.preflights() == Preflights.FRONT;
        return !mock
                && layout.routes().stream()
                        .allMatch(route -> route.route().access().isOpen());
    }

    static Fields resource(String type, Fields properties) {
        return new Fields().put("Type", type).put("Properties", properties);
    }

    private static Tagged ref(String name) {
        return new Tagged("!Ref", name);
    }

    static Tagged sub(String text) {
        return new Tagged("!Sub", text);
    }

    static Tagged attribute(String name) {
        return new Tagged("!GetAtt", name);
    }

    private void restApi(boolean events) {
        Fields endpoint = new Fields();
        String url = "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/" + plan.stage();
        outputs.put(
                "ApiUrl",
                new Fields().put("Description", "Where pages call the API").put("Value", sub(url)));
        if (!sam) {
            Fields body = new OpenApiText(layout, addresses(names)).document();
            String deployment = "ApiDeployment" + hash(YamlText.of(List.of(), body));
            resources.put(
                    "Api",
                    resource(
                            "AWS::ApiGateway::RestApi",
                            new Fields()
                                    .put("Name", plan.name())
                                    .put("EndpointConfiguration", endpoint.put("Types", List.of("REGIONAL")))
                                    .put("Body", body)));
            resources
                    .apart()
                    .comment(
                            "A change reaches no caller before it is deployed, and CloudFormation deploys only what has a new"
                                    + " name: this one is made of the API's text.")
                    .put(
                            deployment,
                            resource("AWS::ApiGateway::Deployment", new Fields().put("RestApiId", ref("Api"))));
            resources
                    .apart()
                    .put(
                            "ApiStage",
                            resource(
                                    "AWS::ApiGateway::Stage",
                                    new Fields()
                                            .put("RestApiId", ref("Api"))
                                            .put("DeploymentId", ref(deployment))
                                            .put("StageName", plan.stage())));
            return;
        }
        Fields properties = new Fields()
                .put("Name", plan.name())
                .put("StageName", plan.stage())
                .put("EndpointConfiguration", endpoint.put("Type", "REGIONAL"));
        if (!events) {
            properties.put("DefinitionBody", new OpenApiText(layout, addresses(names)).document());
        } else {
            properties
                    .comment(
                            "For the day when there is a DefaultAuthorizer: browsers send preflights without token and cookie.")
                    .put("Auth", new Fields().put("AddDefaultAuthorizerToCorsPreflight", false));
            if (!plan.binaryMediaTypes().isEmpty()) {
                properties.put("BinaryMediaTypes", plan.binaryMediaTypes());
            }
            Fields types = OpenApiText.errorTypes(
                    layout,
                    lines -> new Fields()
                            .put(
                                    "ResponseParameters",
                                    new Fields().put("Headers", Fields.of(Fields.around(lines, "", "'")))));
            if (!layout.errorComment().isEmpty()) {
                properties.comment(layout.errorComment()).put("GatewayResponses", types);
            }
        }
        resources.put("Api", resource("AWS::Serverless::Api", properties));
    }

    private void httpApi(boolean events) {
        outputs.put(
                "ApiUrl",
                new Fields()
                        .put("Description", "Where pages call the API")
                        .put("Value", sub("https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}")));
        if (sam && !events) {
            resources.put(
                    "Api",
                    resource(
                            "AWS::Serverless::HttpApi",
                            new Fields().put("DefinitionBody", new OpenApiText(layout, addresses(names)).document())));
            return;
        }
        Fields properties = new Fields().put("Name", plan.name());
        if (!sam) {
            properties.put("ProtocolType", "HTTP");
        }
        PlannedPolicy cors = layout.cors();
        if (cors != null) {
            properties
                    .comment(
                            "The API responds to preflights, and its own errors have these headers too. Those that functions send"
                                    + " are ignored.")
                    .put("CorsConfiguration", cors(cors));
        }
        resources.put("Api", resource(sam ? "AWS::Serverless::HttpApi" : "AWS::ApiGatewayV2::Api", properties));
        if (!sam) {
            httpParts();
        }
    }

    private void httpParts() {
        resources
                .apart()
                .put(
                        "ApiStage",
                        resource(
                                "AWS::ApiGatewayV2::Stage",
                                new Fields()
                                        .put("ApiId", ref("Api"))
                                        .put("StageName", plan.stage())
                                        .put("AutoDeploy", true)));
        plan.authorizers().forEach(this::httpAuthorizer);
        Map<String, String> integrations = new LinkedHashMap<>();
        for (Route route : layout.routes()) {
            PlannedRoute its = route.route();
            String format = its.payloadFormat();
            String integration = integrations.computeIfAbsent(
                    its.function() + " " + format,
                    key -> names.capitals(its.function() + (format.equals("2.0") ? "" : " v1"), "Integration"));
            if (resources.all().stream().noneMatch(field -> field.name().equals(integration))) {
                resources
                        .apart()
                        .put(
                                integration,
                                resource(
                                        "AWS::ApiGatewayV2::Integration",
                                        new Fields()
                                                .put("ApiId", ref("Api"))
                                                .put("IntegrationType", "AWS_PROXY")
                                                .put("IntegrationUri", attribute(function(its.function()) + ".Arn"))
                                                .put("PayloadFormatVersion", format)));
            }
            Fields properties = new Fields()
                    .put("ApiId", ref("Api"))
                    .put("RouteKey", its.key())
                    .put("Target", sub("integrations/${" + integration + "}"));
            Access access = its.access();
            if (access.iam()) {
                properties.put("AuthorizationType", "AWS_IAM");
            } else if (access.authorizer() != null) {
                boolean jwt = plan.authorizers().stream()
                        .anyMatch(each -> each.name().equals(access.authorizer()) && each.kind() == Kind.JWT);
                properties
                        .put("AuthorizationType", jwt ? "JWT" : "CUSTOM")
                        .put("AuthorizerId", ref(names.capitals(access.authorizer(), "Authorizer")));
                if (!access.scopes().isEmpty()) {
                    properties.put("AuthorizationScopes", access.scopes());
                }
            }
            resources.apart();
            if (layout.isFirstPreflight(route)) {
                resources.comment("Browsers send preflights without token and cookie: nothing may ask for them here.");
            }
            resources.put(
                    names.capitals(its.method().toLowerCase(Locale.ROOT) + " " + its.path(), "Route"),
                    resource("AWS::ApiGatewayV2::Route", properties));
        }
    }

    private void httpAuthorizer(PlannedAuthorizer authorizer) {
        Fields properties = new Fields().put("ApiId", ref("Api")).put("Name", authorizer.name());
        if (authorizer.kind() == Kind.JWT) {
            Fields jwt = new Fields().put("Issuer", String.valueOf(authorizer.issuer()));
            if (!authorizer.audience().isEmpty()) {
                jwt.put("Audience", authorizer.audience());
            }
            properties
                    .put("AuthorizerType", "JWT")
                    .put(
                            "IdentitySource",
                            authorizer.identitySources().isEmpty()
                                    ? List.of("$request.header.Authorization")
                                    : authorizer.identitySources())
                    .put("JwtConfiguration", jwt);
        } else {
            properties
                    .put("AuthorizerType", "REQUEST")
                    .put(
                            "AuthorizerUri",
                            sub(INVOCATION + "${" + function(String.valueOf(authorizer.function()))
                                    + ".Arn}/invocations"))
                    .put("AuthorizerPayloadFormatVersion", authorizer.payloadFormat());
            if (authorizer.simpleResponses()) {
                properties.put("EnableSimpleResponses", true);
            }
            if (!authorizer.identitySources().isEmpty()) {
                properties
                        .put("IdentitySource", authorizer.identitySources())
                        .put("AuthorizerResultTtlInSeconds", authorizer.ttl());
            }
        }
        resources
                .apart()
                .put(
                        names.capitals(authorizer.name(), "Authorizer"),
                        resource("AWS::ApiGatewayV2::Authorizer", properties));
    }

    private static Fields cors(PlannedPolicy policy) {
        Fields capital = new Fields();
        for (Fields.Field field : OpenApiText.cors(policy).all()) {
            capital.put(
                    Character.toUpperCase(field.name().charAt(0)) + field.name().substring(1), field.value());
        }
        return capital;
    }

    private void function(PlannedFunction function, boolean events) {
        String id = function(function.id());
        Fields properties = new Fields();
        if (sam) {
            properties.put("CodeUri", function.code());
        } else {
            properties.put("Code", code(function));
        }
        properties
                .put("Handler", layout.handler(function))
                .put("Runtime", function.runtime())
                .put("MemorySize", function.memory())
                .put("Timeout", function.timeout());
        if (!sam) {
            String role = names.capitals(function.id(), "Role");
            properties.put("Role", attribute(role + ".Arn"));
            resources.apart().put(role, role());
        }
        String layer = layout.layer(function);
        if (layer != null) {
            properties.put("Layers", List.of(layer));
        }
        Fields variables = Fields.of(layout.environment(function));
        for (String variable : function.variables()) {
            String parameter = names.capitals(variable.toLowerCase(Locale.ROOT), "");
            parameters.put(
                    parameter,
                    new Fields()
                            .put("Description", variable + " of " + function.id())
                            .put("Type", "String")
                            .put("NoEcho", true));
            variables.put(variable, ref(parameter));
        }
        if (!variables.isEmpty()) {
            properties.put("Environment", new Fields().put("Variables", variables));
        }
        boolean url = layout.hasUrl(function);
        if (url && sam) {
            if (plan.preflights() != Preflights.NOTHING) {
                properties.comment(CorsLayout.urlComment(layout.urlCors(function) != null));
            }
            properties.put("FunctionUrlConfig", url(function));
        }
        if (events) {
            Fields made = events(function);
            if (!made.isEmpty()) {
                properties.put("Events", made);
            }
        }
        resources.apart().put(id, resource(sam ? "AWS::Serverless::Function" : "AWS::Lambda::Function", properties));
        if (url) {
            if (plan.preflights() == Preflights.NOTHING) {
                return;
            }
            outputs.put(
                    names.capitals(function.id(), "Url"),
                    new Fields()
                            .put("Description", "Where pages call " + function.id())
                            .put("Value", attribute(id + "Url.FunctionUrl")));
        }
        if (url && !sam) {
            urlParts(function, id);
        } else if (!url && !events && isInvoked(function)) {
            resources.apart().put(id + "Permission", permission(id));
        }
    }

    private boolean isInvoked(PlannedFunction function) {
        return layout.routes().stream()
                        .anyMatch(route -> route.route().function().equals(function.id()))
                || plan.authorizers().stream()
                        .anyMatch(authorizer -> function.id().equals(authorizer.function()));
    }

    private static Fields permission(String function) {
        return resource(
                "AWS::Lambda::Permission",
                new Fields()
                        .put("FunctionName", ref(function))
                        .put("Action", "lambda:InvokeFunction")
                        .put("Principal", "apigateway.amazonaws.com")
                        .put(
                                "SourceArn",
                                sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*")));
    }

    private Fields url(PlannedFunction function) {
        // Where only CloudFront may call it, it signs its requests.
        Fields url = new Fields().put("AuthType", plan.preflights() == Preflights.NOTHING ? "AWS_IAM" : "NONE");
        PlannedPolicy cors = layout.urlCors(function);
        if (cors != null) {
            url.put("Cors", cors(cors));
        }
        return url;
    }

    private void urlParts(PlannedFunction function, String id) {
        Fields properties = new Fields().put("TargetFunctionArn", ref(id));
        url(function).all().forEach(field -> properties.put(field.name(), field.value()));
        resources
                .apart()
                .comment(CorsLayout.urlComment(layout.urlCors(function) != null))
                .put(id + "Url", resource("AWS::Lambda::Url", properties));
        resources
                .apart()
                .comment("A URL that everybody may call takes both permissions.")
                .put(
                        id + "UrlPermission",
                        resource(
                                "AWS::Lambda::Permission",
                                new Fields()
                                        .put("FunctionName", ref(id))
                                        .put("Action", "lambda:InvokeFunctionUrl")
                                        .put("Principal", "*")
                                        .put("FunctionUrlAuthType", "NONE")));
        resources
                .apart()
                .put(
                        id + "InvokePermission",
                        resource(
                                "AWS::Lambda::Permission",
                                new Fields()
                                        .put("FunctionName", ref(id))
                                        .put("Action", "lambda:InvokeFunction")
                                        .put("Principal", "*")
                                        .put("InvokedViaFunctionUrl", true)));
    }

    private Fields events(PlannedFunction function) {
        Fields events = new Fields();
        for (Route route : layout.routes()) {
            PlannedRoute its = route.route();
            if (!its.function().equals(function.id())) {
                continue;
            }
            if (layout.isFirstPreflight(route)) {
                events.comment(
                        "Browsers send preflights without token and cookie: no authorizer may come before them.");
            }
            boolean rest = plan.front() == FrontKind.REST_API;
            Fields properties = new Fields().put(rest ? "RestApiId" : "ApiId", ref("Api"));
            if (!its.path().isEmpty()) {
                properties.put("Path", its.path()).put("Method", its.method());
            }
            if (!rest && !its.payloadFormat().equals("2.0")) {
                properties.put("PayloadFormatVersion", its.payloadFormat());
            }
            events.put(
                    names.capitals(its.method().toLowerCase(Locale.ROOT) + " " + its.path(), ""),
                    new Fields()
                            .put("Type", rest ? "Api" : "HttpApi")
                            .put("Properties", new Fields.OneLine(properties)));
        }
        return events;
    }

    private Fields code(PlannedFunction function) {
        if (keys.isEmpty()) {
            parameters.put(
                    "CodeBucket",
                    new Fields()
                            .put("Description", "The bucket with the functions' code")
                            .put("Type", "String"));
        }
        String key = keys.computeIfAbsent(function.code(), code -> {
            String parameter = names.capitals(function.id(), "CodeKey");
            parameters.put(
                    parameter,
                    new Fields()
                            .put("Description", "The key of " + code + " in that bucket")
                            .put("Type", "String"));
            return parameter;
        });
        return new Fields().put("S3Bucket", ref("CodeBucket")).put("S3Key", ref(key));
    }

    private static Fields role() {
        return resource(
                "AWS::IAM::Role",
                new Fields()
                        .put(
                                "AssumeRolePolicyDocument",
                                new Fields()
                                        .put("Version", "2012-10-17")
                                        .put(
                                                "Statement",
                                                List.of(new Fields()
                                                        .put("Effect", "Allow")
                                                        .put(
                                                                "Principal",
                                                                new Fields().put("Service", "lambda.amazonaws.com"))
                                                        .put("Action", "sts:AssumeRole"))))
                        .put(
                                "ManagedPolicyArns",
                                List.of(
                                        sub(
                                                "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"))));
    }

    /** Returns ten digits of a text's SHA-256, as SAM and CDK do for the same purpose. */
    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
