package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CDK code of README.md and docs/lambda.md is synthesised, and sets what the text around it says. */
@Tag("slow")
class CdkPagesTest {

    private static final List<String> IMPORTS = List.of(
            "services.lambda.Code",
            "services.lambda.Function",
            "services.lambda.Runtime",
            "services.cloudfront.Distribution",
            "services.cloudfront.DistributionAttributes",
            "services.cloudfront.IDistribution");

    private static String block(String page, String first) throws IOException {
        Matcher block = Pattern.compile("```java[^\n]*\n(" + Pattern.quote(first) + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../..").resolve(page)));
        assertThat(block.find())
                .as("%s has a block that begins with %s", page, first)
                .isTrue();
        return block.group(1);
    }

    @Test
    void the_handlers_of_the_pages_are_what_aws_is_given(@TempDir Path folder) throws Exception {
        CdkApp app = new CdkApp(folder);
        String readme = app.stack(
                IMPORTS,
                "Function.Builder.create(this, \"Orders\").runtime(Runtime.JAVA_21)\n"
                        + ".code(Code.fromAsset(\"app\"))\n" + block("README.md", ".handler(") + ".build();");
        String page = app.stack(
                IMPORTS,
                "Code code = Code.fromAsset(\"app\");\n"
                        + "IDistribution pages = Distribution.fromDistributionAttributes(this, \"Pages\",\n"
                        + "DistributionAttributes.builder().distributionId(\"E1\").domainName(\"d1.cloudfront.net\").build());\n"
                        + block("docs/lambda.md", "Function.Builder"));
        Map<String, String> templates = app.templates();
        assertThat(templates.get(readme))
                .contains("\"Handler\": \"dev.corsac.lambda.CorsHandler\"")
                .contains("\"CORSAC_HANDLER\": \"com.example.Orders::handleRequest\"")
                .contains("\"ALLOWED_ORIGINS\": \"https://shop.example.com\"");
        assertThat(templates.get(page))
                .contains("\"Handler\": \"dev.corsac.lambda.CorsHandler\"")
                .contains("\"CORSAC_HANDLER\": \"com.example.Orders::handleRequest\"")
                .contains("\"ALLOWED_ORIGINS\": \"https://d1.cloudfront.net\"");
    }
}
