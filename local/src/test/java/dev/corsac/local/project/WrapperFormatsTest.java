package dev.corsac.local.project;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import dev.corsac.deployment.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrapperFormatsTest {

    private static final String WRAPPERS = "dev.corsac.lambda.events.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "CorsApiGatewayProxyHandler | Api     | -",
                "CorsHttpApiHandler         | HttpApi | -",
                "CorsHttpApiHandler         | Url     | -",
                "CorsMapHandler             | Url     | -",
                "CorsApiGatewayProxyHandler | HttpApi | an HTTP API with payload format 2.0 > CorsHttpApiHandler with a handler of APIGatewayV2HTTPEvent",
                "CorsApiGatewayProxyHandler | Url     | a Function URL > CorsHttpApiHandler with a handler of APIGatewayV2HTTPEvent",
                "CorsHttpApiHandler         | Api     | a REST API > CorsApiGatewayProxyHandler with a handler of APIGatewayProxyRequestEvent",
                "CorsLoadBalancerHandler    | Api     | a REST API > CorsApiGatewayProxyHandler with a handler of APIGatewayProxyRequestEvent",
                "CorsLoadBalancerHandler    | HttpApi | an HTTP API with payload format 2.0 > CorsHttpApiHandler with a handler of APIGatewayV2HTTPEvent",
            })
    void a_typed_wrapper_of_another_format_is_named_with_the_class_to_use(
            String wrapper, String front, @Nullable String expected) throws IOException {
        for (String handler : List.of(
                "extends " + WRAPPERS + wrapper + " {}",
                "extends Base {} abstract class Base extends " + WRAPPERS + wrapper + " {}",
                "{ Object made = new " + WRAPPERS + wrapper + "(); }")) {
            compile(wrapper, handler);
            List<Notice> notices = WrapperFormats.notices(ConfigurationReader.read(DiskFiles.ALL, file(front), null));
            if (expected == null) {
                assertThat(notices).as(handler).isEmpty();
            } else {
                String[] parts = expected.split(" > ", -1);
                assertThat(notices)
                        .as(handler)
                        .singleElement()
                        .extracting(Notice::line)
                        .asString()
                        .startsWith(folder.resolve("template.yaml") + ":")
                        .contains("function Orders applies its policy with " + wrapper)
                        .contains("cannot read the events of " + parts[0])
                        .contains("Use " + parts[1] + ", or CorsMapHandler")
                        .endsWith("[handler-format-differs]");
            }
        }
    }

    private void compile(String wrapper, String handler) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path stub = folder.resolve("src").resolve(wrapper + ".java");
        Files.createDirectories(requireNonNull(stub.getParent()));
        Files.writeString(stub, "package dev.corsac.lambda.events; public class " + wrapper + " {}");
        Path source = folder.resolve("src").resolve("Orders.java");
        Files.writeString(source, "package app; public class Orders " + handler);
        Path stubs = Files.createDirectories(folder.resolve("stubs"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", stubs.toString(), stub.toString()))
                .isZero();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", stubs.toString(), "-d", classes.toString(), source.toString()))
                .isZero();
    }

    private Path file(String front) throws IOException {
        String properties = front.equals("Url")
                ? "      FunctionUrlConfig: {AuthType: NONE}\n"
                : "      Events: {All: {Type: " + front + ", Properties: {Path: /orders, Method: get}}}\n";
        Files.writeString(
                folder.resolve("template.yaml"),
                "Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n"
                        + "    Properties:\n      Runtime: java17\n      Handler: app.Orders\n      CodeUri: classes\n"
                        + properties);
        return Files.writeString(folder.resolve("corsac.yaml"), "from: template.yaml\n");
    }
}
