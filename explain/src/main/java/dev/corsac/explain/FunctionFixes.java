package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;

/** Fixes in the templates that deploy a function: its environment, the routes of a REST API, gateway responses. */
final class FunctionFixes {

    private final Needs needs;
    private final Situation situation;

    FunctionFixes(Needs needs, Situation situation) {
        this.needs = needs;
        this.situation = situation;
    }

    private List<String[]> variables() {
        List<String[]> variables = new ArrayList<>();
        variables.add(new String[] {"CORSAC_HANDLER", "com.example.YourHandler"});
        variables.add(new String[] {"ALLOWED_ORIGINS", String.join(" ", needs.origins())});
        if (needs.credentials()) {
            variables.add(new String[] {"ALLOW_CREDENTIALS", "true"});
        }
        if (!needs.methods().isEmpty()) {
            variables.add(new String[] {"ALLOWED_METHODS", String.join(" ", needs.methods())});
        }
        if (!needs.headers().isEmpty()) {
            variables.add(new String[] {"ALLOWED_HEADERS", String.join(" ", needs.headers())});
        }
        if (needs.needsInsecureSwitch()) {
            variables.add(new String[] {"DANGEROUSLY_ALLOW_INSECURE_ORIGINS", "true"});
        }
        return variables;
    }

    /** The function's handler and environment. */
    List<Fix> environment() {
        StringBuilder yaml = new StringBuilder("Handler: dev.corsac.lambda.CorsHandler\nEnvironment:\n  Variables:\n");
        StringBuilder hcl =
                new StringBuilder("# in the aws_lambda_function\nhandler = \"dev.corsac.lambda.CorsHandler\"\n"
                        + "environment {\n  variables = {\n");
        StringBuilder cdk = new StringBuilder(".handler(\"dev.corsac.lambda.CorsHandler\")\n.environment(Map.of(");
        String separator = "\n";
        for (String[] variable : variables()) {
            yaml.append("    ")
                    .append(variable[0])
                    .append(": ")
                    .append(Quoting.yaml(variable[1]))
                    .append('\n');
            hcl.append("    ")
                    .append(variable[0])
                    .append(" = ")
                    .append(Quoting.hcl(variable[1]))
                    .append('\n');
            cdk.append(separator)
                    .append("    ")
                    .append(Quoting.java(variable[0]))
                    .append(", ")
                    .append(Quoting.java(variable[1]));
            separator = ",\n";
        }
        String comment = "# in the Properties of the ";
        String keep = "; CORSAC_HANDLER is the handler until now\n";
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        comment + "AWS::Serverless::Function" + keep
                                + yaml.toString().stripTrailing()),
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        comment + "AWS::Lambda::Function" + keep
                                + yaml.toString().stripTrailing()),
                Fix.of(FixForm.TERRAFORM, hcl + "  }\n}"),
                Fix.of(FixForm.CDK, cdk + "))"),
                Fix.of(FixForm.SERVERLESS, "# in the function, under functions" + keep + serverless()));
    }

    private String serverless() {
        StringBuilder yaml = new StringBuilder("handler: dev.corsac.lambda.CorsHandler\nenvironment:\n");
        for (String[] variable : variables()) {
            yaml.append("  ")
                    .append(variable[0])
                    .append(": ")
                    .append(Quoting.yaml(variable[1]))
                    .append('\n');
        }
        return yaml.toString().stripTrailing();
    }

    /** A route for OPTIONS without authorization, to the function, which responds to it. */
    List<Fix> optionsRoute() {
        String path = situation.route();
        String note = "# The function responds to OPTIONS: with Corsac around it, or by its framework.\n";
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        "# in the Properties of the AWS::Serverless::Function; the path without the stage\n" + note
                                + "Events:\n  Preflight:\n    Type: Api   # the API's RestApiId as in the other events\n"
                                + "    Properties:\n      Path: " + Quoting.yaml(path) + "\n      Method: OPTIONS\n"
                                + "      Auth:\n        Authorizer: NONE\n        ApiKeyRequired: false"),
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        note + "Preflight:\n  Type: AWS::ApiGateway::Method\n  Properties:\n    RestApiId: !Ref Api\n"
                                + "    ResourceId: !Ref Resource\n    HttpMethod: OPTIONS\n    AuthorizationType: NONE\n"
                                + "    Integration:\n      Type: AWS_PROXY\n      IntegrationHttpMethod: POST\n"
                                + "      Uri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/"
                                + "functions/${Function.Arn}/invocations\n# and a new AWS::ApiGateway::Deployment"),
                Fix.of(
                        FixForm.TERRAFORM,
                        note + "resource \"aws_api_gateway_method\" \"preflight\" {\n"
                                + "  rest_api_id   = aws_api_gateway_rest_api.api.id\n"
                                + "  resource_id   = aws_api_gateway_resource.resource.id\n"
                                + "  http_method   = \"OPTIONS\"\n  authorization = \"NONE\"\n}\n"
                                + "resource \"aws_api_gateway_integration\" \"preflight\" {\n"
                                + "  rest_api_id             = aws_api_gateway_rest_api.api.id\n"
                                + "  resource_id             = aws_api_gateway_resource.resource.id\n"
                                + "  http_method             = aws_api_gateway_method.preflight.http_method\n"
                                + "  type                    = \"AWS_PROXY\"\n  integration_http_method = \"POST\"\n"
                                + "  uri                     = aws_lambda_function.function.invoke_arn\n}\n"
                                + "# and both in the deployment's triggers"),
                Fix.of(
                        FixForm.CDK,
                        "resource.addMethod(\"OPTIONS\", new LambdaIntegration(function),\n"
                                + "    MethodOptions.builder().authorizationType(AuthorizationType.NONE).build());"),
                Fix.of(
                        FixForm.SERVERLESS,
                        "# in the function, under functions; the path without the stage\n" + note
                                + "events:\n  - http:\n      path: " + Quoting.yaml(path) + "\n      method: options"));
    }

    /** No authorizer and no API key on OPTIONS. */
    List<Fix> openOptions() {
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        "# in the Properties of the AWS::Serverless::Api\nAuth:\n"
                                + "  AddDefaultAuthorizerToCorsPreflight: false\n"
                                + "  AddApiKeyRequiredToCorsPreflight: false\n"
                                + "# An OPTIONS event of your own, or one for ANY: add Auth: {Authorizer: NONE} to an"
                                + " event for OPTIONS."),
                Fix.of(
                        FixForm.CLOUDFORMATION,
                        "# in the AWS::ApiGateway::Method for OPTIONS\nAuthorizationType: NONE\nApiKeyRequired: false"),
                Fix.of(
                        FixForm.TERRAFORM,
                        "# in the aws_api_gateway_method for OPTIONS\nauthorization    = \"NONE\"\napi_key_required = false"),
                Fix.of(
                        FixForm.CDK,
                        "resource.addMethod(\"OPTIONS\", new LambdaIntegration(function),\n"
                                + "    MethodOptions.builder().authorizationType(AuthorizationType.NONE)\n"
                                + "        .apiKeyRequired(false).build());"),
                Fix.of(
                        FixForm.SERVERLESS,
                        "# an event of its own for OPTIONS, without authorizer and private, in place of method: any\n"
                                + "events:\n  - http:\n      path: " + Quoting.yaml(situation.route())
                                + "\n      method: options"));
    }

    /** CORS headers on the errors that a REST API makes itself. */
    List<Fix> gatewayResponses() {
        String origin = Quoting.mapping(needs.origin());
        StringBuilder yaml = new StringBuilder();
        StringBuilder cfn = new StringBuilder();
        StringBuilder hcl = new StringBuilder();
        StringBuilder cdk = new StringBuilder();
        StringBuilder cli = new StringBuilder();
        for (String type : List.of("DEFAULT_4XX", "DEFAULT_5XX")) {
            yaml.append("  ")
                    .append(type)
                    .append(":\n    ResponseParameters:\n      Headers:\n        Access-Control-Allow-Origin: ")
                    .append(Quoting.yaml(origin))
                    .append('\n');
            String id = type.replace("DEFAULT_", "Errors");
            cfn.append(id)
                    .append(":\n  Type: AWS::ApiGateway::GatewayResponse\n  Properties:\n    RestApiId: !Ref Api\n"
                            + "    ResponseType: ")
                    .append(type)
                    .append("\n    ResponseParameters:\n      gatewayresponse.header.Access-Control-Allow-Origin: ")
                    .append(Quoting.yaml(origin))
                    .append('\n');
            hcl.append("resource \"aws_api_gateway_gateway_response\" \"")
                    .append(id)
                    .append("\" {\n  rest_api_id   = aws_api_gateway_rest_api.api.id\n  response_type = \"")
                    .append(type)
                    .append("\"\n  response_parameters = {\n"
                            + "    \"gatewayresponse.header.Access-Control-Allow-Origin\" = ")
                    .append(Quoting.hcl(origin))
                    .append('\n');
            cdk.append("api.addGatewayResponse(\"")
                    .append(id)
                    .append("\", GatewayResponseOptions.builder().type(ResponseType.")
                    // CDK's name in Java
                    .append(type.replace("XX", "_XX"))
                    .append(")\n    .responseHeaders(Map.of(\"Access-Control-Allow-Origin\", ")
                    .append(Quoting.java(origin));
            cli.append("aws apigateway update-gateway-response --rest-api-id ID --response-type ")
                    .append(type)
                    .append(" --patch-operations ")
                    .append(Shell.quoted("[" + patch("Access-Control-Allow-Origin", origin)
                            + (needs.credentials() ? ", " + patch("Access-Control-Allow-Credentials", "'true'") : "")
                            + "]"))
                    .append('\n');
            if (needs.credentials()) {
                yaml.append("        Access-Control-Allow-Credentials: \"'true'\"\n");
                cfn.append("      gatewayresponse.header.Access-Control-Allow-Credentials: \"'true'\"\n");
                hcl.append("    \"gatewayresponse.header.Access-Control-Allow-Credentials\" = \"'true'\"\n");
                cdk.append(",\n        \"Access-Control-Allow-Credentials\", \"'true'\"");
            }
            hcl.append("  }\n}\n");
            cdk.append(")).build());\n");
        }
        String note = needs.otherOrigins().isEmpty() && !needs.credentials()
                ? ""
                : "# one origin only: several take a mapping, method.request.header.origin\n";
        return List.of(
                Fix.of(
                        FixForm.SAM,
                        "# in the Properties of the AWS::Serverless::Api: errors that it makes itself\n" + note
                                + "GatewayResponses:\n" + yaml.toString().stripTrailing()),
                Fix.of(FixForm.CLOUDFORMATION, note + cfn + "# and a new AWS::ApiGateway::Deployment"),
                Fix.of(FixForm.TERRAFORM, note + hcl.toString().stripTrailing()),
                Fix.of(FixForm.CDK, cdk.toString().stripTrailing()),
                Fix.of(
                        FixForm.SERVERLESS,
                        note + FrontFixes.resources(cfn.toString().replace("!Ref Api\n", "!Ref ApiGatewayRestApi\n"))),
                Fix.of(FixForm.AWS_CLI, cli + "aws apigateway create-deployment --rest-api-id ID --stage-name STAGE"));
    }

    private static String patch(String header, String value) {
        return "{\"op\": \"add\", \"path\": " + Quoting.json("/responseParameters/gatewayresponse.header." + header)
                + ", \"value\": " + Quoting.json(value) + "}";
    }

    /** Where a failed function says why. */
    static Fix log() {
        return Fix.of(
                FixForm.STEPS,
                "The error is the function's, not CORS: read its log, with its name in place of FUNCTION,\n"
                        + "  aws logs tail /aws/lambda/FUNCTION --since 10m\n"
                        + "and correct what it shows: an exception, a timeout, a response without statusCode, a header value"
                        + " that is not a string.\nA wrapper such as Corsac's also turns an exception into a 500 that the"
                        + " page can read.");
    }
}
