package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateReader;
import dev.corsac.config.TemplateResult;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.Resolution;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads every template of a folder named by {@code -Dcorsac.templates=FOLDER}, makes its fronts, and prints what came of it:
 * for templates that are not part of this project. Skipped without the property.
 */
class TemplatesOfAFolderTest {

    @Test
    void every_template_is_read_or_refused_with_its_place() throws IOException {
        String folder = System.getProperty("corsac.templates");
        assumeTrue(folder != null, "no folder of templates is named");
        List<String> crashes = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of(folder))) {
            files = walk.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try {
                describe(file, TemplateReader.read(DiskFiles.ALL, file, TemplateInputs.NONE));
            } catch (ConfigurationException e) {
                System.out.println("== " + file.getFileName() + "\n  REFUSED " + e.getMessage());
                if (!String.valueOf(e.getMessage()).contains(file.getFileName().toString())) {
                    crashes.add(file + ": a message without its place: " + e.getMessage());
                }
            } catch (RuntimeException e) {
                crashes.add(file + ": " + e);
                e.printStackTrace(System.out);
            }
        }
        assertThat(crashes).isEmpty();
    }

    private static void describe(Path file, TemplateResult result) {
        Deployment deployment = result.deployment();
        FrontFactory factory = new FrontFactory(
                deployment, Resolution.standIns(deployment), new Silent(), UnverifiedBehavior.defaults());
        StringBuilder text = new StringBuilder("== " + file.getFileName() + "\n");
        factory.network().fronts().keySet().stream().sorted().forEach(origin -> text.append("  " + origin + "\n"));
        for (DeployedFront front : deployment.fronts()) {
            text.append("  ").append(front.kind()).append(' ').append(front.id());
            if (front instanceof DeployedRestApi api) {
                text.append(" stage ")
                        .append(api.stage())
                        .append(", ")
                        .append(api.routes().size());
                text.append(" routes, ").append(api.authorizers().size()).append(" authorizers, gateway responses ");
                api.gatewayResponses()
                        .forEach(response -> text.append(response.type()).append(' '));
            } else if (front instanceof DeployedHttpApi api) {
                text.append(' ')
                        .append(api.routes().size())
                        .append(" routes, cors ")
                        .append(api.cors());
            }
            text.append('\n');
        }
        text.append("  functions ").append(deployment.functions().size()).append('\n');
        deployment
                .missing()
                .forEach(missing -> text.append("  unknown ")
                        .append(missing.place().says(missing.name() + ": " + missing.how()))
                        .append('\n'));
        for (Notice notice : deployment.notices()) {
            text.append("  ").append(notice.line()).append('\n');
        }
        factory.problems()
                .forEach(problem ->
                        text.append("  PROBLEM ").append(problem.line()).append('\n'));
        System.out.print(text);
    }

    /** Functions that respond with nothing, buckets without objects. */
    private static final class Silent implements FrontFactory.Surroundings {
        @Override
        public LambdaFunction function(DeployedFunction function) {
            return LambdaFunction.of(function.id(), event -> InvocationResult.Payload.of("{\"statusCode\": 200}"));
        }

        @Override
        public Bucket objects(DeployedFront front) {
            return key -> null;
        }
    }
}
