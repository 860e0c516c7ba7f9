package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same deployment, written in each way: an HTTP API with a CORS block, two routes, and a function with an environment. */
class SameDeploymentTest {

    private static final String PAGE = "https://shop.example.com";

    private static final String SAM = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  CorsConfiguration: {AllowOrigins: ["https://shop.example.com"], AllowMethods: [GET, PUT], AllowHeaders: [content-type], AllowCredentials: true, MaxAge: 600}
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: com.example.Orders
                  CodeUri: .
                  MemorySize: 512
                  Timeout: 10
                  Environment: {Variables: {ALLOWED_ORIGINS: "https://shop.example.com"}}
                  Events:
                    Get: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: "/orders/{id}", Method: get}}
                    Put: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /orders, Method: PUT}}
            """;

    private static final String CLOUDFORMATION = """
            AWSTemplateFormatVersion: 2010-09-09
            Resources:
              Fn:
                Type: AWS::Lambda::Function
                Properties:
                  {Runtime: java21, Handler: com.example.Orders, MemorySize: 512, Timeout: 10, Environment: {Variables: {ALLOWED_ORIGINS: "https://shop.example.com"}}, Code: {S3Bucket: b, S3Key: k}}
              A:
                Type: AWS::ApiGatewayV2::Api
                Properties:
                  ProtocolType: HTTP
                  CorsConfiguration: {AllowOrigins: ["https://shop.example.com"], AllowMethods: [GET, PUT], AllowHeaders: [content-type], AllowCredentials: true, MaxAge: 600}
              I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref A, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: "2.0"}}
              R1: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref A, RouteKey: "GET /orders/{id}", Target: !Sub "integrations/${I}"}}
              R2: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref A, RouteKey: PUT /orders, Target: !Sub "integrations/${I}"}}
              S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref A, StageName: $default, AutoDeploy: true}}
            """;

    private static final String CDK = """
            {"Resources": {
              "OrdersFn6F2D": {"Type": "AWS::Lambda::Function",
                "Properties": {"Runtime": "java21", "Handler": "com.example.Orders", "MemorySize": 512, "Timeout": 10,
                  "Code": {"S3Bucket": {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "S3Key": "k.zip"},
                  "Environment": {"Variables": {"ALLOWED_ORIGINS": {"Fn::Join": ["", ["https://", "shop.example.com"]]}}}},
                "Metadata": {"aws:cdk:path": "Shop/Orders/Resource", "aws:asset:path": "asset.1", "aws:asset:property": "Code"}},
              "Api8E3": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"ProtocolType": "HTTP", "Name": "shop",
                "CorsConfiguration": {"AllowOrigins": ["https://shop.example.com"], "AllowMethods": ["GET", "PUT"],
                  "AllowHeaders": ["content-type"], "AllowCredentials": true, "MaxAge": 600}}},
              "ApiStage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": {"Ref": "Api8E3"}, "StageName": "$default"}},
              "ApiInt": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {"ApiId": {"Ref": "Api8E3"}, "IntegrationType": "AWS_PROXY",
                "IntegrationUri": {"Fn::GetAtt": ["OrdersFn6F2D", "Arn"]}, "PayloadFormatVersion": "2.0"}},
              "ApiGet": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api8E3"}, "RouteKey": "GET /orders/{id}",
                "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "ApiInt"}]]}, "AuthorizationType": "NONE"}},
              "ApiPut": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api8E3"}, "RouteKey": "PUT /orders",
                "Target": {"Fn::Join": ["", ["integrations/", {"Ref": "ApiInt"}]]}, "AuthorizationType": "NONE"}},
              "CDKMetadata": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "v2:deflate64:x"}, "Condition": "CDKMetadataAvailable"}
             },
             "Conditions": {"CDKMetadataAvailable": {"Fn::Or": [{"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}]}},
             "Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}}}
            """;

    private static final String SERVERLESS = """
            service: shop
            custom: {page: "https://shop.example.com"}
            provider:
              name: aws
              runtime: java21
              environment: {ALLOWED_ORIGINS: "${self:custom.page}"}
              httpApi:
                cors: {allowedOrigins: ["${self:custom.page}"], allowedMethods: [GET, PUT], allowedHeaders: [content-type], allowCredentials: true, maxAge: 600}
            functions:
              orders:
                handler: com.example.Orders
                memorySize: 512
                timeout: ${opt:timeout, 10}
                events:
                  - httpApi: "GET /orders/{id}"
                  - httpApi: {method: put, path: /orders}
            """;

    static final String TERRAFORM = """
            {"@level":"info","@message":"Terraform 1.9.8","type":"version","terraform":"1.9.8","ui":"1.2"}
            {"@level":"info","@message":"-verbose flag enabled, printing state","@testfile":"corsac.tftest.hcl","@testrun":"corsac","type":"test_state","test_state":{"format_version":"1.0","terraform_version":"1.9.8","values":{"root_module":{"resources":[RESOURCES],"child_modules":[{"address":"module.api","resources":[MORE]}]}}}}
            {"@level":"info","@message":"Success! 1 passed, 0 failed.","type":"test_summary"}
            """.replace(
                    "RESOURCES",
                    "{\"address\":\"aws_lambda_function.orders\",\"mode\":\"managed\",\"type\":\"aws_lambda_function\",\"name\":\"orders\",\"values\":"
                            + "{\"arn\":\"arn:x:hk2d\",\"invoke_arn\":\"qp7w1xzk\",\"function_name\":\"orders\",\"runtime\":\"java21\",\"handler\":\"com.example.Orders\","
                            + "\"memory_size\":512,\"timeout\":10,\"filename\":\"./build/orders.zip\",\"environment\":[{\"variables\":{\"ALLOWED_ORIGINS\":\"https://shop.example.com\"}}]}},"
                            + "{\"address\":\"data.aws_region.now\",\"mode\":\"data\",\"type\":\"aws_region\",\"name\":\"now\",\"values\":{}}")
            .replace(
                    "MORE",
                    "{\"address\":\"module.api.aws_apigatewayv2_api.shop\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_api\",\"name\":\"shop\",\"values\":"
                            + "{\"id\":\"a9x8c7v6\",\"protocol_type\":\"HTTP\",\"api_endpoint\":\"https://mock1234\",\"target\":null,\"cors_configuration\":[{\"allow_origins\":[\"https://shop.example.com\"],"
                            + "\"allow_methods\":[\"GET\",\"PUT\"],\"allow_headers\":[\"content-type\"],\"allow_credentials\":true,\"max_age\":600,\"expose_headers\":null}]}},"
                            + "{\"address\":\"module.api.aws_apigatewayv2_integration.i\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_integration\",\"name\":\"i\",\"values\":"
                            + "{\"id\":\"in7int7\",\"api_id\":\"a9x8c7v6\",\"integration_type\":\"AWS_PROXY\",\"integration_uri\":\"qp7w1xzk\",\"payload_format_version\":\"2.0\",\"response_parameters\":[]}},"
                            + "{\"address\":\"module.api.aws_apigatewayv2_route.r[\\\"get\\\"]\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_route\",\"name\":\"r\",\"values\":"
                            + "{\"id\":\"rrr1\",\"api_id\":\"a9x8c7v6\",\"route_key\":\"GET /orders/{id}\",\"target\":\"integrations/in7int7\",\"authorization_type\":\"NONE\"}},"
                            + "{\"address\":\"module.api.aws_apigatewayv2_route.r[\\\"put\\\"]\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_route\",\"name\":\"r\",\"values\":"
                            + "{\"id\":\"rrr2\",\"api_id\":\"a9x8c7v6\",\"route_key\":\"PUT /orders\",\"target\":\"integrations/in7int7\",\"authorization_type\":\"NONE\"}},"
                            + "{\"address\":\"module.api.aws_apigatewayv2_stage.s\",\"mode\":\"managed\",\"type\":\"aws_apigatewayv2_stage\",\"name\":\"s\",\"values\":"
                            + "{\"id\":\"$default\",\"api_id\":\"a9x8c7v6\",\"name\":\"$default\",\"auto_deploy\":true}}");

    private static Map<String, Read> all() {
        Map<String, Read> all = new LinkedHashMap<>();
        all.put("SAM", Read.template(SAM));
        all.put("CloudFormation", Read.template(CLOUDFORMATION));
        all.put("CDK", Read.file(new Memory().with("cdk.out/Shop.template.json", CDK), "cdk.out/Shop.template.json"));
        all.put("Serverless", Read.file(new Memory().with("serverless.yml", SERVERLESS), "serverless.yml"));
        all.put("Terraform", Read.file(new Memory().with("state.json", TERRAFORM), "state.json"));
        return all;
    }

    @Test
    void every_way_gives_the_same_deployment() {
        String expected = Described.of(all().get("SAM").deployment);
        assertThat(expected)
                .contains("GET /orders/{id} -> function com.example.Orders 2.0", "[https://shop.example.com]");
        all().forEach((way, read) ->
                assertThat(Described.of(read.deployment)).as(way).isEqualTo(expected));
    }

    @Test
    void every_way_gives_the_same_responses() {
        all().forEach((way, read) -> {
            String origin = read.origins().stream()
                    .filter(candidate -> candidate.contains("execute-api"))
                    .findFirst()
                    .orElseThrow();
            Response preflight = read.preflight(origin + "/orders", PAGE, "PUT");
            assertThat(preflight.status()).as(way).isEqualTo(204);
            assertThat(Read.header(preflight, "access-control-allow-credentials"))
                    .as(way)
                    .isEqualTo("true");
            assertThat(Read.header(preflight, "access-control-max-age")).as(way).isEqualTo("600");
            assertThat(read.call("PUT", origin + "/orders").status()).as(way).isEqualTo(200);
            assertThat(Read.header(read.call("GET", origin + "/orders/7"), "x-format"))
                    .as(way)
                    .isEqualTo("2.0");
            assertThat(read.call("GET", origin + "/else").status()).as(way).isEqualTo(404);
            assertThat(read.problems()).as(way).isEmpty();
        });
    }

    @Test
    void every_value_has_its_place() {
        all().forEach((way, read) -> {
            DeployedFront api = read.front(DeployedHttpApi.class);
            assertThat(api.place().file()).as(way).startsWith("/project/");
            if (way.equals("Terraform")) {
                assertThat(api.place().address()).isEqualTo("module.api.aws_apigatewayv2_api.shop");
            } else {
                assertThat(api.place().line()).as(way).isPositive();
            }
        });
    }
}
