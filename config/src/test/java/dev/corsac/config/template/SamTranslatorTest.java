package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with AWS's own translator of SAM (PyPI's aws-sam-translator, installed into {@code target/venv}): what Corsac reads
 * of a template is what it reads of the translator's output. Skipped where Python or the package is missing.
 */
class SamTranslatorTest {

    private static final Path VENV = Path.of("target", "venv").toAbsolutePath();

    private static final String SCRIPT = """
            import json, os, sys
            os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
            from samtranslator.parser.parser import Parser
            from samtranslator.translator.translator import Translator
            from samtranslator.yaml_helper import yaml_parse
            for name in sys.argv[1:]:
                template = yaml_parse(open(name).read())
                print(json.dumps(Translator({}, Parser()).translate(template, {})))
            """;

    private static final String FUNCTION = """
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B
                  Runtime: java21
                  CodeUri: s3://b/k
                  Events:
                    Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: get}}
                    Put: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /orders, Method: put}}
                    Open: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /open, Method: get, Auth: {Authorizer: NONE}}}
                    Any: {Type: Api, Properties: {RestApiId: !Ref Api, Path: "/any/{proxy+}", Method: any}}
              Guard: {Type: AWS::Serverless::Function, Properties: {Handler: a.Guard, Runtime: java21, CodeUri: s3://b/k}}
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Path python = VENV.resolve("bin").resolve("python");
        if (!Files.exists(python) || run(60, python.toString(), "-c", "import samtranslator.yaml_helper") == null) {
            boolean made = run(120, "python3", "-m", "venv", VENV.toString()) != null
                    && run(240, python.toString(), "-m", "pip", "-q", "install", "aws-sam-translator", "pyyaml")
                            != null;
            assumeTrue(made, "neither Python nor aws-sam-translator is here");
        }
    }

    /** Returns what a command prints; null if it fails or cannot be run. */
    private static String run(int seconds, String... command) throws InterruptedException {
        try {
            Path output = Files.createTempFile("sam", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return process.exitValue() == 0 ? text : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void compare(List<String> templates) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(VENV.resolve("bin/python").toString()));
        command.add(Files.writeString(folder.resolve("translate.py"), SCRIPT).toString());
        for (int i = 0; i < templates.size(); i++) {
            command.add(Files.writeString(folder.resolve("template" + i + ".yaml"), templates.get(i))
                    .toString());
        }
        String translated = run(180, command.toArray(String[]::new));
        assertThat(translated).as("the translator takes the templates").isNotNull();
        List<String> lines = translated.lines().toList();
        assertThat(lines).hasSameSizeAs(templates);
        for (int i = 0; i < lines.size(); i++) {
            Read own = Read.template(templates.get(i));
            Read theirs = Read.file(new Memory().with("translated.json", lines.get(i)), "translated.json");
            assertThat(own.problems()).isEmpty();
            assertThat(Described.apis(own.deployment))
                    .as(templates.get(i))
                    .isEqualTo(Described.apis(theirs.deployment));
        }
    }

    private static final List<String> PROPERTIES = List.of(
            "Variables: {page: x}",
            "Cors: \"'https://shop.example.com'\"",
            "Cors: {AllowOrigin: \"'*'\", AllowMethods: \"'GET'\", AllowHeaders: \"'Authorization'\", MaxAge: \"'600'\"}",
            "Cors: {AllowOrigin: \"'https://a.example'\", AllowCredentials: true}",
            "Auth: {DefaultAuthorizer: Token, Authorizers: {Token: {FunctionArn: !GetAtt Guard.Arn}}}",
            "{Cors: \"'*'\", Auth: {DefaultAuthorizer: Token, Authorizers: {Token: {FunctionArn: !GetAtt Guard.Arn, Identity: {Header: X-T, ValidationExpression: a.*, ReauthorizeEvery: 30}}}}}",
            "{Cors: \"'*'\", Auth: {AddDefaultAuthorizerToCorsPreflight: false, DefaultAuthorizer: R, Authorizers: {R: {FunctionPayloadType: REQUEST, FunctionArn: !GetAtt Guard.Arn, Identity: {Headers: [X-A], QueryStrings: [q]}}}}}",
            "{Cors: \"'*'\", Auth: {DefaultAuthorizer: Pool, Authorizers: {Pool: {UserPoolArn: \"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x\", AuthorizationScopes: [a, b]}}}}",
            "{Cors: \"'*'\", Auth: {DefaultAuthorizer: AWS_IAM}}",
            "{Cors: \"'*'\", Auth: {ApiKeyRequired: true}}",
            "{Cors: \"'*'\", Auth: {ApiKeyRequired: true, AddApiKeyRequiredToCorsPreflight: false}}",
            "GatewayResponses: {DEFAULT_4XX: {StatusCode: 404, ResponseParameters: {Headers: {Access-Control-Allow-Origin: \"'*'\"}}}}");

    @Test
    void rest_apis_are_what_the_translator_makes() throws IOException, InterruptedException {
        List<String> templates = new ArrayList<>();
        for (String properties : PROPERTIES) {
            String text = properties.startsWith("{")
                    ? FUNCTION.replace(
                            "    Properties:\n      StageName: live\n",
                            "    Properties: " + properties.replaceFirst("\\{", "{StageName: live, ") + "\n")
                    : FUNCTION + "      " + properties + "\n";
            // The translator refuses an event's Authorizer where the API has none.
            String open = text.replaceFirst("(?m)^ *Open: .*\n", "");
            templates.add("Transform: AWS::Serverless-2016-10-31\nResources:\n"
                    + (properties.contains("Authorizers") ? text : open));
        }
        compare(templates);
    }

    @Test
    void implicit_apis_and_http_apis_are_what_the_translator_makes() throws IOException, InterruptedException {
        List<String> templates = new ArrayList<>();
        for (String cors : List.of(
                "true",
                "{AllowOrigins: [\"https://a.example\"], AllowMethods: [GET], AllowHeaders: [x-a], ExposeHeaders: [x-b], AllowCredentials: true, MaxAge: 5}")) {
            templates.add("""
                    Transform: AWS::Serverless-2016-10-31
                    Globals: {HttpApi: {CorsConfiguration: CORS}}
                    Resources:
                      Orders:
                        Type: AWS::Serverless::Function
                        Properties:
                          Handler: a.B
                          Runtime: java21
                          CodeUri: s3://b/k
                          Events:
                            Rest: {Type: Api, Properties: {Path: /rest, Method: post}}
                            Get: {Type: HttpApi, Properties: {Path: /get, Method: get}}
                            Old: {Type: HttpApi, Properties: {Path: /old, Method: any, PayloadFormatVersion: "1.0"}}
                            All: {Type: HttpApi}
                    """.replace("CORS", cors));
        }
        compare(templates);
    }

    @Test
    void http_authorizers_and_function_urls_are_what_the_translator_makes() throws IOException, InterruptedException {
        compare(List.of("""
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Guard: {Type: AWS::Serverless::Function, Properties: {Handler: a.Guard, Runtime: java21, CodeUri: s3://b/k}}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java21
                      CodeUri: s3://b/k
                      FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: ["https://a.example"], AllowCredentials: true, MaxAge: 5}}
                      Events:
                        Jwt: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /jwt, Method: get}}
                        Own: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /own, Method: get, Auth: {Authorizer: L}}}
                        Open: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /open, Method: get, Auth: {Authorizer: NONE}}}
                        Scoped: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /scoped, Method: get, Auth: {Authorizer: J, AuthorizationScopes: [a]}}}
                  Http:
                    Type: AWS::Serverless::HttpApi
                    Properties:
                      StageName: v1
                      Auth:
                        DefaultAuthorizer: J
                        Authorizers:
                          J: {JwtConfiguration: {issuer: "https://issuer.example", audience: [shop]}, IdentitySource: $request.header.Authorization}
                          L: {FunctionArn: !GetAtt Guard.Arn, AuthorizerPayloadFormatVersion: "2.0", EnableSimpleResponses: true, Identity: {Headers: [X-T], ReauthorizeEvery: 20}}
                """));
    }
}
