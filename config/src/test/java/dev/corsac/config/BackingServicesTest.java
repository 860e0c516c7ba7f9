package dev.corsac.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a function gets for its services, stack and pages. */
class BackingServicesTest {

    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Orders: {Type: AWS::Serverless::SimpleTable}
              Files: {Type: AWS::S3::Bucket}
              Work: {Type: AWS::SQS::Queue}
              News: {Type: AWS::SNS::Topic}
              Api:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: api
                  Handler: a.B
                  Runtime: java21
                  Layers: [!Ref Common]
                  Environment:
                    Variables:
                      TABLE: !Ref Orders
                      TABLE_ARN: !GetAtt Orders.Arn
                      BUCKET_ARN: !GetAtt Files.Arn
                      QUEUE: !Ref Work
                      QUEUE_ARN: !GetAtt Work.Arn
                      TOPIC: !Ref News
                      ACCOUNT: !Sub "${AWS::AccountId} in ${AWS::Region}"
                  Events:
                    All: {Type: HttpApi}
              Common:
                Type: AWS::Serverless::LayerVersion
                Properties: {ContentUri: common.zip}
              Image:
                Type: AWS::Serverless::Function
                Properties: {PackageType: Image, Events: {I: {Type: HttpApi, Properties: {Path: /i, Method: get}}}}
            """;

    private static final String STACK = """
            {"StackResources": [
              {"LogicalResourceId": "Orders", "PhysicalResourceId": "shop-Orders-1X", "ResourceType": "AWS::DynamoDB::Table",
               "StackId": "arn:aws:cloudformation:eu-north-1:111122223333:stack/shop/1"},
              {"LogicalResourceId": "Files", "PhysicalResourceId": "shop-files", "ResourceType": "AWS::S3::Bucket"},
              {"LogicalResourceId": "Work", "PhysicalResourceId": "https://sqs.eu-north-1.amazonaws.com/111122223333/work",
               "ResourceType": "AWS::SQS::Queue"},
              {"LogicalResourceId": "News", "PhysicalResourceId": "arn:aws:sns:eu-north-1:111122223333:news",
               "ResourceType": "AWS::SNS::Topic"}
            ]}
            """;

    @TempDir
    Path folder;

    private Configuration read(String yaml) throws IOException {
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        Path file = Files.writeString(folder.resolve("corsac.yaml"), yaml);
        return ConfigurationReader.read(DiskFiles.ALL, file, null);
    }

    private static FunctionSettings api(Configuration configuration) {
        return configuration.functions().stream()
                .filter(function -> function.name().equals("Api"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void names_and_arns_come_from_a_deployed_stack() throws IOException {
        Files.writeString(folder.resolve("stack.json"), STACK);
        assertThat(api(read("from: template.yaml\nstack: stack.json\n")).environment())
                .isEqualTo(Map.of(
                        "TABLE", "shop-Orders-1X",
                        "TABLE_ARN", "arn:aws:dynamodb:eu-north-1:111122223333:table/shop-Orders-1X",
                        "BUCKET_ARN", "arn:aws:s3:::shop-files",
                        "QUEUE", "https://sqs.eu-north-1.amazonaws.com/111122223333/work",
                        "QUEUE_ARN", "arn:aws:sqs:eu-north-1:111122223333:work",
                        "TOPIC", "arn:aws:sns:eu-north-1:111122223333:news",
                        "ACCOUNT", "111122223333 in eu-north-1"));
    }

    @Test
    void without_a_stack_a_name_is_that_of_the_template() throws IOException {
        assertThat(api(read("from: template.yaml\n")).environment()).containsEntry("TABLE", "Orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{        | cannot be read as JSON",
                "{\"a\": 1} | has no \"StackResources\". Write the output of \"aws cloudformation describe-stack-resources",
            })
    void a_file_that_is_not_a_stack_is_named_with_the_command_that_writes_one(String text, String message)
            throws IOException {
        Path stack = Files.writeString(folder.resolve("stack.json"), text);
        assertThatThrownBy(() -> read("from: template.yaml\nstack: stack.json\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(stack + ": it ")
                .hasMessageContaining(message);
        Files.delete(stack);
        assertThatThrownBy(() -> read("from: template.yaml\nstack: stack.json\n"))
                .hasMessageContaining("corsac.yaml:2:8: stack: there is no " + stack);
    }

    @Test
    void an_emulators_address_is_in_the_environment_with_credentials_of_nobody() throws IOException {
        Configuration configuration = read("from: template.yaml\nawsEndpoint: http://localhost:4566\n");
        assertThat(api(configuration).environment())
                .containsEntry("AWS_ENDPOINT_URL", "http://localhost:4566")
                .containsEntry("AWS_ACCESS_KEY_ID", "test")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "test")
                .containsEntry("AWS_SESSION_TOKEN", "test");
        assertThat(api(BackingServices.applied(configuration, "http://localhost:8000"))
                        .environment())
                .containsEntry("AWS_ENDPOINT_URL", "http://localhost:8000");
        assertThat(api(read("from: template.yaml\nawsEndpoint: http://localhost:4566\n"
                                + "functions: {Api: {environment: {AWS_ENDPOINT_URL: 'http://localhost:1'}}}\n"))
                        .environment())
                .containsEntry("AWS_ENDPOINT_URL", "http://localhost:1");
        assertThat(api(read("from: template.yaml\n")).environment()).doesNotContainKey("AWS_ENDPOINT_URL");
        for (String wrong : new String[] {"localhost:4566", "ftp://a", "not a URL"}) {
            assertThatThrownBy(() -> read("from: template.yaml\nawsEndpoint: '" + wrong + "'\n"))
                    .hasMessageContaining("awsEndpoint: \"" + wrong + "\" is not")
                    .hasMessageContaining("Write one such as http://localhost:4566");
        }
    }

    @Test
    void the_page_of_a_dev_server_is_an_origin_to_refer_to() throws IOException {
        Configuration configuration = read("""
                from: template.yaml
                devServers: {app: "http://localhost:5173/"}
                functions: {Api: {environment: {ALLOWED_ORIGINS: "${devServers.app.origin}"}}}
                """);
        assertThat(api(configuration).environment()).containsEntry("ALLOWED_ORIGINS", "http://localhost:5173");
        assertThatThrownBy(() -> read("from: template.yaml\ndevServers: {app: localhost}\n"))
                .hasMessageContaining("devServers.app: \"localhost\" is not the address of a server");
    }

    @Test
    void a_layer_is_beside_the_functions_code_and_a_container_image_is_named_as_what_does_not_run() throws IOException {
        Configuration configuration = read("from: template.yaml\n");
        assertThat(api(configuration).program())
                .isEqualTo(new FunctionProgram.Java(
                        "a.B",
                        java.util.List.of(
                                ClassPathEntry.packaged(folder.resolve("api")),
                                ClassPathEntry.layer(folder.resolve("common.zip")))));
        assertThat(configuration.notRunnable().get("Image"))
                .startsWith(
                        "its code is a container image, which does not run here. Write functions.Image in corsac.yaml");
        assertThat(configuration.deployment().functions())
                .extracting(DeployedFunction::id)
                .contains("Image");
    }

    @Test
    void a_project_that_only_sam_build_has_built_has_its_classes_where_sam_left_them() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("api")).resolve("pom.xml"), "<project/>");
        Path built = Files.createDirectories(folder.resolve(".aws-sam/build/Api"));
        FunctionProgram.Java java =
                (FunctionProgram.Java) api(read("from: template.yaml\n")).program();
        assertThat(java.classPath().get(0)).isEqualTo(ClassPathEntry.packaged(built));
        Files.createDirectories(folder.resolve("api/target/classes"));
        java = (FunctionProgram.Java) api(read("from: template.yaml\n")).program();
        assertThat(java.classPath().get(0)).isEqualTo(ClassPathEntry.project(folder.resolve("api")));
    }
}
