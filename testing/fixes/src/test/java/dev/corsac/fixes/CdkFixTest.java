package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fix in CDK's form, in a stack that has what the fix refers to: compiled against CDK, synthesised, read as {@code corsac
 * check} reads it, and called. Skipped where there is no Node.js.
 */
@Tag("slow")
class CdkFixTest {

    private static final String CODE = ".runtime(Runtime.JAVA_21).code(Code.fromBucket("
            + "software.amazon.awscdk.services.s3.Bucket.fromBucketName(this, \"Code\", \"code\"), \"orders.jar\"))";

    private static final List<String> LAMBDA =
            List.of("services.lambda.Code", "services.lambda.Function", "services.lambda.Runtime");

    @TempDir
    Path folder;

    private final TemplateFixTest templates = new TemplateFixTest();

    /** A fix that was written into a stack. */
    private record Written(BlockedCalls.Blocked blocked, Fix fix, Project.Part part) {}

    private static Project.Part part(Fix fix, String url) {
        if (fix.text().contains("addMethod(\"OPTIONS\"")) {
            return fix.text().contains("apiKeyRequired") ? Project.Part.OPTIONS_METHOD : Project.Part.OPTIONS_ROUTE;
        }
        return TemplateFixTest.part(fix, url);
    }

    private static String function(BlockedCalls.Blocked blocked, boolean corsac) {
        String environment = TemplateFixTest.environment(blocked).entrySet().stream()
                .map(each -> "Map.entry(\"" + each.getKey() + "\", \"" + each.getValue() + "\")")
                .collect(Collectors.joining(", ", ".environment(Map.ofEntries(", "))"));
        return "Function function = Function.Builder.create(this, \"Function\")" + CODE
                + (corsac
                        ? ".handler(\"dev.corsac.lambda.CorsHandler\")" + environment
                        : ".handler(\"com.example.Orders\")")
                + ".build();\n";
    }

    private static String rest(String... methods) {
        StringBuilder text = new StringBuilder("RestApi api = RestApi.Builder.create(this, \"Api\").build();\n"
                + "Resource resource = api.getRoot().addResource(\"orders\");\n");
        for (String method : methods) {
            text.append("resource.addMethod(\"" + method + "\", new LambdaIntegration(function));\n");
        }
        return text.toString();
    }

    /** Adds a stack with what the snippet refers to by the names that it uses: function, api, resource, bucket, listener. */
    private static String stack(CdkApp app, Written written) {
        String snippet = written.fix().text();
        List<String> imports = new ArrayList<>(LAMBDA);
        List<String> restApi = List.of(
                "services.apigateway.RestApi",
                "services.apigateway.Resource",
                "services.apigateway.LambdaIntegration",
                "services.apigateway.MethodOptions",
                "services.apigateway.AuthorizationType",
                "services.apigateway.GatewayResponseOptions",
                "services.apigateway.ResponseType");
        BlockedCalls.Blocked blocked = written.blocked();
        switch (written.part()) {
            case FUNCTION -> {
                imports.addAll(restApi);
                return app.stack(
                        imports,
                        "Function function = Function.Builder.create(this, \"Function\")" + CODE + "\n" + snippet
                                + "\n.build();\n" + rest("ANY"));
            }
            case OPTIONS_ROUTE, OPTIONS_METHOD -> {
                imports.addAll(restApi);
                return app.stack(imports, function(blocked, true) + rest("GET", "POST", "PUT", "DELETE") + snippet);
            }
            case GATEWAY_RESPONSES -> {
                imports.addAll(restApi);
                return app.stack(imports, function(blocked, true) + rest("ANY") + snippet);
            }
            case HTTP_API -> {
                imports.addAll(List.of(
                        "services.apigatewayv2.HttpApi",
                        "services.apigatewayv2.HttpMethod",
                        "services.apigatewayv2.AddRoutesOptions",
                        "services.apigatewayv2.CorsHttpMethod",
                        "services.apigatewayv2.CorsPreflightOptions",
                        "aws_apigatewayv2_integrations.HttpLambdaIntegration"));
                return app.stack(
                        imports,
                        function(blocked, false) + "HttpApi api = HttpApi.Builder.create(this, \"Api\")\n" + snippet
                                + "\n.build();\napi.addRoutes(AddRoutesOptions.builder().path(\"/orders\").methods(List.of("
                                + "HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))"
                                + ".integration(new HttpLambdaIntegration(\"Orders\", function)).build());");
            }
            case FUNCTION_URL -> {
                imports.addAll(List.of(
                        "services.lambda.FunctionUrlOptions",
                        "services.lambda.FunctionUrlCorsOptions",
                        "services.lambda.FunctionUrlAuthType",
                        "services.lambda.HttpMethod"));
                return app.stack(imports, function(blocked, false) + snippet);
            }
            case BUCKET -> {
                return app.stack(
                        List.of("services.s3.Bucket", "services.s3.CorsRule", "services.s3.HttpMethods"),
                        "Bucket bucket = Bucket.Builder.create(this, \"Bucket\").build();\n" + snippet);
            }
            case LOAD_BALANCER -> {
                imports.addAll(List.of(
                        "services.ec2.Vpc",
                        "services.ec2.VpcAttributes",
                        "services.elasticloadbalancingv2.ApplicationLoadBalancer",
                        "services.elasticloadbalancingv2.ApplicationListener",
                        "services.elasticloadbalancingv2.BaseApplicationListenerProps",
                        "services.elasticloadbalancingv2.AddApplicationTargetsProps",
                        "services.elasticloadbalancingv2.targets.LambdaTarget"));
                return app.stack(imports, function(blocked, false) + """
                                var vpc = Vpc.fromVpcAttributes(this, "Vpc", VpcAttributes.builder().vpcId("vpc-1")
                                    .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                                    .publicSubnetIds(List.of("subnet-1", "subnet-2")).build());
                                ApplicationListener listener = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                                    .vpc(vpc).internetFacing(true).build()
                                    .addListener("Listener", BaseApplicationListenerProps.builder().port(80).build());
                                listener.addTargets("Orders", AddApplicationTargetsProps.builder()
                                    .targets(List.of(new LambdaTarget(function))).build());
                                """ + snippet);
            }
            case DISTRIBUTION -> {
                imports.addAll(List.of(
                        "services.lambda.FunctionUrlOptions",
                        "services.lambda.FunctionUrlAuthType",
                        "services.cloudfront.AllowedMethods",
                        "services.cloudfront.BehaviorOptions",
                        "services.cloudfront.CachePolicy",
                        "services.cloudfront.Distribution",
                        "services.cloudfront.OriginRequestPolicy",
                        "services.cloudfront.ResponseHeadersCorsBehavior",
                        "services.cloudfront.ResponseHeadersPolicy",
                        "services.cloudfront.origins.FunctionUrlOrigin"));
                return app.stack(
                        imports, function(blocked, false) + "ResponseHeadersPolicy policy = " + snippet + "\n" + """
                                Distribution.Builder.create(this, "Distribution").defaultBehavior(BehaviorOptions.builder()
                                    .origin(new FunctionUrlOrigin(function.addFunctionUrl(
                                        FunctionUrlOptions.builder().authType(FunctionUrlAuthType.NONE).build())))
                                    .cachePolicy(CachePolicy.CACHING_DISABLED)
                                    .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
                                    .responseHeadersPolicy(policy)
                                    .allowedMethods(AllowedMethods.ALLOW_ALL).build()).build();
                                """);
            }
        }
        throw new AssertionError(written.part());
    }

    @Test
    void a_stack_with_the_fix_lets_the_call_and_no_other_be_lost() throws Exception {
        CdkApp app = new CdkApp(folder);
        Map<String, Written> fixes = new LinkedHashMap<>();
        Map<String, Written> stacks = new LinkedHashMap<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (fix.form() == FixForm.CDK) {
                    Project.Part part = part(fix, blocked.call().url().toString());
                    if (part != null) {
                        fixes.putIfAbsent(
                                part + fix.text() + TemplateFixTest.environment(blocked),
                                new Written(blocked, fix, part));
                    }
                }
            }
        }
        for (Written each : fixes.values()) {
            stacks.put(stack(app, each), each);
        }
        Map<String, String> made = app.templates();
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, Written> stack : stacks.entrySet()) {
            Written written = stack.getValue();
            templates.call(written.blocked(), written.part(), "template.json", made.get(stack.getKey()), lost);
        }
        assertThat(lost).isEmpty();
        assertThat(templates.tried().keySet()).containsExactly(Project.Part.values());
    }
}
