package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.deployment.FrontKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is generated from a policy does what the policy says, in every form: each is read back and called by pages in three
 * engines, and each call ends as it does at a server that only asks the policy. CDK's form is in {@link CdkTest}.
 */
class GeneratedInfrastructureTest {

    @Test
    @Tag("random")
    void every_call_ends_as_the_policy_says_in_every_form() {
        long seed = Long.getLong("corsac.random.seed", System.nanoTime());
        System.out.println("GeneratedInfrastructureTest: -Dcorsac.random.seed=" + seed);
        Random random = new Random(seed);
        RandomPlans plans = new RandomPlans(random);
        PolicyComparison comparison = new PolicyComparison();
        int policies = Integer.getInteger("corsac.random.plans", 1000);
        for (int i = 0; i < policies; i++) {
            PlannedPolicy policy = plans.policy();
            FrontKind front = List.of(FrontKind.REST_API, FrontKind.HTTP_API, FrontKind.FUNCTION_URL)
                    .get(i % 3);
            Preflights preflights = (i / 3) % 2 == 0 ? Preflights.FUNCTION : Preflights.FRONT;
            InfrastructurePlan plan = plans.plan(policy, front, preflights);
            for (InfrastructureForm form : InfrastructureForm.values()) {
                boolean written = form != InfrastructureForm.CDK
                        && form != InfrastructureForm.SAME_ORIGIN
                        && (form != InfrastructureForm.OPENAPI || front != FrontKind.FUNCTION_URL);
                if (written) {
                    ReadBack made = ReadBack.of(form, plan);
                    assertThat(comparison.differences(seed + i, policy, plan, made))
                            .as(
                                    "%s of %s, preflights by the %s, from %s, seed %d%n%s",
                                    form, front, preflights, policy, seed, made.text)
                            .isEmpty();
                }
            }
        }
        // Of both there are many, or the comparison would be of nothing.
        assertThat(comparison.allowed).isGreaterThan(policies);
        assertThat(comparison.blocked).isGreaterThan(policies);
    }
}
