package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;

/** Fixes in the CORS configuration of the fronts that have one. */
final class FrontFixes {

    private static final List<String> S3_METHODS = List.of("GET", "PUT", "POST", "DELETE", "HEAD");
    private static final List<String> URL_METHODS = List.of("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH");

    private final Needs needs;

    FrontFixes(Needs needs) {
        this.needs = needs;
    }

    List<Fix> httpApi() {
        String json = configuration("AllowOrigins", "AllowMethods", "AllowHeaders", needs.allMethods());
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        "# in the Properties of the AWS::Serverless::HttpApi\nCorsConfiguration:\n"
                                + yaml("  ", needs.allMethods())),
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        "# in the Properties of the AWS::ApiGatewayV2::Api\nCorsConfiguration:\n"
                                + yaml("  ", needs.allMethods())),
                Fix.of(
                        FixForm.TERRAFORM,
                        "# in the aws_apigatewayv2_api\ncors_configuration {\n"
                                + hcl("  ", "allow_credentials", needs.allMethods()) + "}"),
                Fix.of(
                        FixForm.CDK,
                        ".corsPreflight(CorsPreflightOptions.builder()\n    .allowOrigins(List.of("
                                + Quoting.jsonList(needs.origins()) + "))\n    .allowMethods(List.of("
                                + cdkMethods("CorsHttpMethod.", needs.allMethods()) + "))\n"
                                + (needs.headers().isEmpty()
                                        ? ""
                                        : "    .allowHeaders(List.of(" + Quoting.jsonList(needs.headers()) + "))\n")
                                + "    .allowCredentials(" + needs.credentials() + ")\n    .build())"),
                Fix.of(
                        FixForm.SERVERLESS,
                        "provider:\n  httpApi:\n    cors:\n" + serverless("      ", needs.allMethods())),
                new Fix(
                        FixForm.AWS_CLI,
                        "# This replaces the whole CORS configuration. See what it has, and add its entries to the lists below:\n"
                                + "aws apigatewayv2 get-api --api-id ID --query CorsConfiguration\n"
                                + "aws apigatewayv2 update-api --api-id ID --cors-configuration " + Shell.quoted(json),
                        true));
    }

    List<Fix> functionUrl() {
        List<String> methods = new ArrayList<>(needs.allMethods());
        methods.retainAll(URL_METHODS);
        String json = configuration("AllowOrigins", "AllowMethods", "AllowHeaders", methods);
        String limit = methods.size() < needs.allMethods().size()
                ? "# A function URL's Cors block allows GET, HEAD, POST, PUT, PATCH and DELETE only.\n"
                : "";
        String owner = "# The function's own code must not send CORS headers as well: Lambda would send both.\n";
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        limit + "# in the Properties of the AWS::Serverless::Function\n" + owner
                                + "FunctionUrlConfig:\n  AuthType: NONE   # as it is now\n  Cors:\n"
                                + yaml("    ", methods)),
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        limit + "# in the Properties of the AWS::Lambda::Url\n" + owner + "Cors:\n"
                                + yaml("  ", methods)),
                Fix.of(
                        FixForm.TERRAFORM,
                        limit + "# in the aws_lambda_function_url\n" + owner + "cors {\n"
                                + hcl("  ", "allow_credentials", methods) + "}"),
                Fix.of(
                        FixForm.CDK,
                        "function.addFunctionUrl(FunctionUrlOptions.builder()\n    .authType(FunctionUrlAuthType.NONE)   // as it is"
                                + " now\n    .cors(FunctionUrlCorsOptions.builder()\n        .allowedOrigins(List.of("
                                + Quoting.jsonList(needs.origins()) + "))\n        .allowedMethods(List.of("
                                + cdkMethods("HttpMethod.", methods) + "))\n"
                                + (needs.headers().isEmpty()
                                        ? ""
                                        : "        .allowedHeaders(List.of(" + Quoting.jsonList(needs.headers())
                                                + "))\n")
                                + "        .allowCredentials(" + needs.credentials()
                                + ")\n        .build())\n    .build());"),
                Fix.of(
                        FixForm.SERVERLESS,
                        limit + "# in the function, under functions\n" + owner + "url:\n  cors:\n"
                                + serverless("    ", methods)),
                new Fix(
                        FixForm.AWS_CLI,
                        "# This replaces the whole Cors block. See what it has, and add its entries to the lists below:\n"
                                + "aws lambda get-function-url-config --function-name FUNCTION --query Cors\n"
                                + "aws lambda update-function-url-config --function-name FUNCTION --cors "
                                + Shell.quoted(json),
                        true));
    }

    /** What lets anyone call a function URL: AWS asks for both permissions of URLs made since October 2025. */
    static List<Fix> functionUrlPermission() {
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        "# If the URL is meant to be public (AuthType NONE), the function's resource policy needs both\n"
                                + "UrlPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n"
                                + "    FunctionName: !Ref Function\n    Principal: \"*\"\n"
                                + "    Action: lambda:InvokeFunctionUrl\n    FunctionUrlAuthType: NONE\n"
                                + "UrlInvokePermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n"
                                + "    FunctionName: !Ref Function\n    Principal: \"*\"\n"
                                + "    Action: lambda:InvokeFunction\n    InvokedViaFunctionUrl: true"),
                Fix.of(
                        FixForm.AWS_CLI,
                        "# If the URL is meant to be public (AuthType NONE), the function's resource policy needs both\n"
                                + "aws lambda get-policy --function-name FUNCTION\n"
                                + "aws lambda add-permission --function-name FUNCTION --statement-id url --principal '*'"
                                + " --action lambda:InvokeFunctionUrl --function-url-auth-type NONE\n"
                                + "aws lambda add-permission --function-name FUNCTION --statement-id url-invoke"
                                + " --principal '*' --action lambda:InvokeFunction --invoked-via-function-url"));
    }

    /** The listener's attributes of November 2024: static values, which replace what the target sends. */
    List<Fix> loadBalancer() {
        StringBuilder cfn = new StringBuilder();
        StringBuilder cli = new StringBuilder("aws elbv2 modify-listener-attributes --listener-arn ARN --attributes");
        StringBuilder cdk = new StringBuilder();
        StringBuilder hcl = new StringBuilder();
        for (String[] each : new String[][] {
            {"origin", needs.origin()},
            {"methods", String.join(",", needs.allMethods())},
            {"headers", String.join(",", needs.headers())},
            {"credentials", needs.credentials() ? "true" : ""}
        }) {
            if (each[1].isEmpty()) {
                continue;
            }
            String key = "routing.http.response.access_control_allow_" + each[0] + ".header_value";
            cfn.append("  - Key: ")
                    .append(key)
                    .append("\n    Value: ")
                    .append(Quoting.yaml(each[1]))
                    .append('\n');
            String value = "Key=" + key + ",Value=" + (each[1].indexOf(',') < 0 ? each[1] : Quoting.json(each[1]));
            cli.append(" \\\n  ").append(Shell.quoted(value));
            cdk.append("listener.setAttribute(")
                    .append(Quoting.java(key))
                    .append(", ")
                    .append(Quoting.java(each[1]))
                    .append(");\n");
            hcl.append("routing_http_response_access_control_allow_")
                    .append(each[0])
                    .append("_header_value = ")
                    .append(Quoting.hcl(each[1]))
                    .append('\n');
        }
        String note =
                "# The listener puts these on all responses, its own errors too, and replaces what the target sends: one\n"
                        + "# origin only. OPTIONS still goes to the target, which must respond with 200 to 299.\n";
        return List.of(
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        "# in the Properties of the AWS::ElasticLoadBalancingV2::Listener\n" + note
                                + "ListenerAttributes:\n" + cfn.toString().stripTrailing()),
                Fix.of(
                        FixForm.TERRAFORM,
                        "# in the aws_lb_listener\n" + note + hcl.toString().stripTrailing()),
                Fix.of(FixForm.CDK, note.replace("# ", "// ") + cdk.toString().stripTrailing()),
                Fix.of(FixForm.AWS_CLI, note + cli));
    }

    List<Fix> s3() {
        List<String> methods = new ArrayList<>(needs.allMethods());
        methods.retainAll(S3_METHODS);
        List<String> headers = needs.headers();
        StringBuilder yaml =
                new StringBuilder("# in the Properties of the AWS::S3::Bucket\nCorsConfiguration:\n  CorsRules:\n"
                        + "    - AllowedOrigins:\n");
        items(yaml, "        ", needs.origins());
        yaml.append("      AllowedMethods:\n");
        items(yaml, "        ", methods);
        if (!headers.isEmpty()) {
            yaml.append("      AllowedHeaders:\n");
            items(yaml, "        ", headers);
        } else if (needs.preflight()) {
            yaml.append("      # and AllowedHeaders, if the call sends headers such as content-type\n");
        }
        String rule = "{\"AllowedOrigins\": [" + Quoting.jsonList(needs.origins()) + "], \"AllowedMethods\": ["
                + Quoting.jsonList(methods) + "]"
                + (headers.isEmpty() ? "" : ", \"AllowedHeaders\": [" + Quoting.jsonList(headers) + "]") + "}";
        return List.of(
                Fix.of(FixForm.CLOUDFORMATION, yaml.toString().stripTrailing()),
                Fix.of(
                        FixForm.TERRAFORM,
                        "# in the bucket's aws_s3_bucket_cors_configuration, which has all its rules\ncors_rule {\n"
                                + "  allowed_origins = [" + Quoting.hclList(needs.origins()) + "]\n"
                                + "  allowed_methods = [" + Quoting.hclList(methods) + "]\n"
                                + (headers.isEmpty() ? "" : "  allowed_headers = [" + Quoting.hclList(headers) + "]\n")
                                + "}"),
                Fix.of(
                        FixForm.CDK,
                        "bucket.addCorsRule(CorsRule.builder()\n    .allowedOrigins(List.of("
                                + Quoting.jsonList(needs.origins()) + "))\n    .allowedMethods(List.of("
                                + cdkMethods("HttpMethods.", methods) + "))\n"
                                + (headers.isEmpty()
                                        ? ""
                                        : "    .allowedHeaders(List.of(" + Quoting.jsonList(headers) + "))\n")
                                + "    .build());"),
                new Fix(
                        FixForm.AWS_CLI,
                        "# This replaces all CORS rules of the bucket. See which it has, and add them to the list below:\n"
                                + "aws s3api get-bucket-cors --bucket BUCKET\n"
                                + "aws s3api put-bucket-cors --bucket BUCKET --cors-configuration "
                                + Shell.quoted("{\"CORSRules\": [" + rule + "]}"),
                        true));
    }

    /** A response headers policy that puts its headers in place of the origin's, and OPTIONS passed on. */
    List<Fix> cloudFront() {
        List<String> headers = needs.headers().isEmpty() ? List.of("content-type") : needs.headers();
        StringBuilder yaml = new StringBuilder("# AllowedMethods of the cache behaviour must have OPTIONS\n"
                + "CorsHeaders:\n  Type: AWS::CloudFront::ResponseHeadersPolicy\n  Properties:\n"
                + "    ResponseHeadersPolicyConfig:\n      Name: cors-headers\n      CorsConfig:\n"
                + "        OriginOverride: true\n        AccessControlAllowCredentials: "
                + needs.credentials() + "\n");
        for (Object[] each : new Object[][] {
            {"AccessControlAllowOrigins", needs.origins()},
            {"AccessControlAllowMethods", needs.allMethods()},
            {"AccessControlAllowHeaders", headers}
        }) {
            yaml.append("        ").append(each[0]).append(":\n          Items:\n");
            @SuppressWarnings("unchecked")
            List<String> items = (List<String>) each[1];
            items(yaml, "            ", items);
        }
        yaml.append("# and in the cache behaviour: ResponseHeadersPolicyId: !Ref CorsHeaders");
        return List.of(
                Fix.of(FixForm.CLOUDFORMATION, yaml.toString()),
                Fix.of(
                        FixForm.TERRAFORM,
                        "# allowed_methods of the cache behaviour must have OPTIONS\n"
                                + "resource \"aws_cloudfront_response_headers_policy\" \"cors\" {\n  name = \"cors-headers\"\n"
                                + "  cors_config {\n    origin_override                  = true\n"
                                + "    access_control_allow_credentials = " + needs.credentials() + "\n"
                                + "    access_control_allow_origins {\n      items = ["
                                + Quoting.hclList(needs.origins()) + "]\n    }\n    access_control_allow_methods {\n"
                                + "      items = [" + Quoting.hclList(needs.allMethods()) + "]\n    }\n"
                                + "    access_control_allow_headers {\n      items = [" + Quoting.hclList(headers)
                                + "]\n    }\n  }\n}\n# and in the cache behaviour:"
                                + " response_headers_policy_id = aws_cloudfront_response_headers_policy.cors.id"),
                Fix.of(
                        FixForm.CDK,
                        "ResponseHeadersPolicy.Builder.create(this, \"Cors\")\n"
                                + "    .corsBehavior(ResponseHeadersCorsBehavior.builder()\n        .originOverride(true)\n"
                                + "        .accessControlAllowCredentials(" + needs.credentials() + ")\n"
                                + "        .accessControlAllowOrigins(List.of(" + Quoting.jsonList(needs.origins())
                                + "))\n        .accessControlAllowMethods(List.of("
                                + Quoting.jsonList(needs.allMethods())
                                + "))\n        .accessControlAllowHeaders(List.of("
                                + Quoting.jsonList(headers) + "))\n        .build())\n    .build();\n"
                                + "// and .responseHeadersPolicy(…), .allowedMethods(AllowedMethods.ALLOW_ALL) in the behaviour"));
    }

    /** Resources of CloudFormation in a file of the Serverless Framework. */
    static String resources(String cloudFormation) {
        StringBuilder yaml = new StringBuilder("resources:\n  Resources:\n");
        for (String line : cloudFormation.strip().split("\n", -1)) {
            yaml.append("    ").append(line).append('\n');
        }
        return yaml.toString().stripTrailing();
    }

    private String serverless(String indent, List<String> methods) {
        StringBuilder yaml = new StringBuilder(indent).append("allowedOrigins:\n");
        items(yaml, indent + "  ", needs.origins());
        yaml.append(indent).append("allowedMethods:\n");
        items(yaml, indent + "  ", methods);
        if (!needs.headers().isEmpty()) {
            yaml.append(indent).append("allowedHeaders:\n");
            items(yaml, indent + "  ", needs.headers());
        }
        return yaml.append(indent)
                .append("allowCredentials: ")
                .append(needs.credentials())
                .toString();
    }

    private String yaml(String indent, List<String> methods) {
        StringBuilder yaml = new StringBuilder(indent).append("AllowOrigins:\n");
        items(yaml, indent + "  ", needs.origins());
        yaml.append(indent).append("AllowMethods:\n");
        items(yaml, indent + "  ", methods);
        if (!needs.headers().isEmpty()) {
            yaml.append(indent).append("AllowHeaders:\n");
            items(yaml, indent + "  ", needs.headers());
        }
        return yaml.append(indent)
                .append("AllowCredentials: ")
                .append(needs.credentials())
                .toString();
    }

    private static void items(StringBuilder yaml, String indent, List<String> values) {
        for (String value : values) {
            yaml.append(indent).append("- ").append(Quoting.yaml(value)).append('\n');
        }
    }

    private String hcl(String indent, String credentials, List<String> methods) {
        return indent + "allow_origins     = [" + Quoting.hclList(needs.origins()) + "]\n" + indent
                + "allow_methods     = [" + Quoting.hclList(methods) + "]\n"
                + (needs.headers().isEmpty()
                        ? ""
                        : indent + "allow_headers     = [" + Quoting.hclList(needs.headers()) + "]\n")
                + indent + credentials + " = " + needs.credentials() + "\n";
    }

    private String configuration(String origins, String methods, String headers, List<String> allowed) {
        return "{\"" + origins + "\": [" + Quoting.jsonList(needs.origins()) + "], \"" + methods + "\": ["
                + Quoting.jsonList(allowed) + "]"
                + (needs.headers().isEmpty()
                        ? ""
                        : ", \"" + headers + "\": [" + Quoting.jsonList(needs.headers()) + "]")
                + ", \"AllowCredentials\": " + needs.credentials() + "}";
    }

    private static String cdkMethods(String type, List<String> methods) {
        StringBuilder text = new StringBuilder();
        for (String method : methods) {
            if (method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
                text.append(text.length() == 0 ? "" : ", ").append(type).append(method);
            }
        }
        return text.toString();
    }
}
