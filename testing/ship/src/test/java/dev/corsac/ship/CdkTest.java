package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.deployment.FrontKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDK code that was generated, compiled against CDK itself, synthesised, read back and called. Skipped without Node.js. */
@Tag("slow")
@Tag("random")
class CdkTest {

    private static final String VERSION = "2.263.0";

    @TempDir
    Path folder;

    /** Returns the class path of CDK: fetched once, by Maven. */
    private static String cdk() throws Exception {
        assumeTrue(
                Tools.succeeds(List.of("node", "--version")), "skipped: Node.js, which CDK runs in, is not installed");
        Path home = Path.of("target", "cdk-" + VERSION).toAbsolutePath();
        Path jars = home.resolve("jars");
        Path done = home.resolve("fetched");
        if (!Files.exists(done)) {
            Files.createDirectories(home);
            Files.writeString(home.resolve("pom.xml"), """
                    <project xmlns="http://maven.apache.org/POM/4.0.0">
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>dev.corsac.test</groupId><artifactId>cdk</artifactId><version>1</version>
                      <dependencies><dependency>
                        <groupId>software.amazon.awscdk</groupId><artifactId>aws-cdk-lib</artifactId><version>%s</version>
                      </dependency></dependencies>
                    </project>
                    """.formatted(VERSION));
            boolean fetched = Tools.succeeds(List.of(
                    "mvn",
                    "-q",
                    "-f",
                    home.resolve("pom.xml").toString(),
                    "dependency:copy-dependencies",
                    "-DoutputDirectory=" + jars));
            assumeTrue(fetched, "skipped: aws-cdk-lib cannot be fetched by Maven");
            Files.createFile(done);
        }
        try (Stream<Path> all = Files.list(jars)) {
            return all.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    @Test
    void stacks_compile_and_do_what_the_policy_says() throws Exception {
        String classPath = cdk();
        long seed = Long.getLong("corsac.random.seed", System.nanoTime());
        System.out.println("CdkTest: -Dcorsac.random.seed=" + seed);
        RandomPlans plans = new RandomPlans(new Random(seed));
        List<InfrastructurePlan> all = new ArrayList<>();
        List<PlannedPolicy> policies = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        StringBuilder main = new StringBuilder("""
                import software.amazon.awscdk.*;
                public class Main {
                    public static void main(String[] args) {
                        App app = new App(AppProps.builder().outdir("cdk.out").build());
                        StackProps props = StackProps.builder().env(Environment.builder().account("123456789012").region("eu-west-1").build()).build();
                """);
        for (int i = 0; i < 24; i++) {
            PlannedPolicy policy = plans.policy();
            FrontKind front = List.of(FrontKind.REST_API, FrontKind.HTTP_API, FrontKind.FUNCTION_URL)
                    .get(i % 3);
            InfrastructurePlan plan =
                    plans.plan(policy, front, (i / 3) % 2 == 0 ? Preflights.FUNCTION : Preflights.FRONT);
            if ((i / 6) % 2 == 1) {
                plan = plan.behindCloudFront();
            }
            String text = InfrastructureWriter.write(InfrastructureForm.CDK, plan, "corsac generate cdk")
                    .text();
            Path source = folder.resolve("p" + i).resolve("ApiStack.java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, "package p" + i + ";\n" + text);
            sources.add(source.toString());
            main.append("        new p")
                    .append(i)
                    .append(".ApiStack(app, \"S")
                    .append(i)
                    .append("\", props);\n");
            all.add(plan);
            policies.add(policy);
        }
        main.append("        app.synth();\n    }\n}\n");
        sources.add(Files.writeString(folder.resolve("Main.java"), main).toString());
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/orders.jar"), "");

        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", folder.toString()));
        arguments.addAll(sources);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the generated code compiles")
                .isZero();
        Tools.Run run = Tools.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + ":" + classPath,
                        "Main"),
                folder,
                Map.of("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "true"));
        assertThat(run.status()).as(run.output()).isZero();
        PolicyComparison comparison = new PolicyComparison();
        for (int i = 0; i < all.size(); i++) {
            String template = Files.readString(folder.resolve("cdk.out/S" + i + ".template.json"));
            ReadBack made = ReadBack.of(InfrastructureForm.CDK, all.get(i), template);
            assertThat(comparison.differences(seed + i, policies.get(i), all.get(i), made))
                    .as("%s, seed %d%n%s", policies.get(i), seed, template)
                    .isEmpty();
        }
        assertThat(comparison.allowed).isPositive();
        assertThat(comparison.blocked).isPositive();
    }
}
