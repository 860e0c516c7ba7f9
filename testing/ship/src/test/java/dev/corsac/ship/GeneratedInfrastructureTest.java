package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.check.Level;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Resolution;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is generated from a policy does what the policy says, in every form: each is read back and called by pages in three
 * engines, and each call ends as it does at a server that only asks the policy. CDK's form is in {@link CdkTest}.
 */
class GeneratedInfrastructureTest {

    /** A policy with its plan. */
    private record Generated(int number, PlannedPolicy policy, InfrastructurePlan plan) {}

    /** Something done with what is read back in a form. */
    private interface Comparison {
        void compare(Generated generated, InfrastructureForm form, ReadBack made);
    }

    private static void each(String test, long seed, int policies, Comparison comparison) {
        System.out.println(test + ": -Dcorsac.random.seed=" + seed);
        RandomPlans plans = new RandomPlans(new Random(seed));
        for (int i = 0; i < policies; i++) {
            PlannedPolicy policy = plans.policy();
            FrontKind front = List.of(FrontKind.REST_API, FrontKind.HTTP_API, FrontKind.FUNCTION_URL)
                    .get(i % 3);
            Preflights preflights = (i / 3) % 2 == 0 ? Preflights.FUNCTION : Preflights.FRONT;
            InfrastructurePlan plan = plans.plan(policy, front, preflights);
            Generated generated = new Generated(i, policy, (i / 6) % 2 == 0 ? plan : plan.behindCloudFront());
            for (InfrastructureForm form : InfrastructureForm.values()) {
                if (Plans.isWritten(form, generated.plan())) {
                    comparison.compare(generated, form, ReadBack.of(form, generated.plan()));
                }
            }
        }
    }

    @Test
    @Tag("random")
    void every_call_ends_as_the_policy_says_in_every_form() {
        long seed = Long.getLong("corsac.random.seed", System.nanoTime());
        int policies = Integer.getInteger("corsac.random.plans", 1000);
        PolicyComparison comparison = new PolicyComparison();
        each(
                "every_call_ends_as_the_policy_says_in_every_form",
                seed,
                policies,
                (generated, form, made) -> assertThat(comparison.differences(
                                seed + generated.number(), generated.policy(), generated.plan(), made))
                        .as("%s, seed %d: %s%n%s", form, seed, generated, made.text)
                        .isEmpty());
        // Of both there are many, or the comparison would be of nothing.
        assertThat(comparison.allowed).isGreaterThan(policies);
        assertThat(comparison.blocked).isGreaterThan(policies);
    }

    /** {@code -Dcorsac.random.checked=1000} checks a thousand policies, in some minutes. */
    @Test
    @Tag("slow")
    @Tag("random")
    void the_check_finds_no_blocked_call_in_any_form() {
        long seed = Long.getLong("corsac.random.seed", System.nanoTime());
        int[] calls = {0};
        each(
                "the_check_finds_no_blocked_call_in_any_form",
                seed,
                Integer.getInteger("corsac.random.checked", 60),
                (generated, form, made) -> {
                    CheckResult result = Checker.of(made.deployment, Resolution.standIns(made.deployment))
                            .withPages(generated.policy().exactOrigins())
                            .withFunctions(made.functions())
                            .check();
                    // Calls that the policy itself refuses, such as JSON where it does not allow Content-Type, do not
                    // count.
                    assertThat(result.findings().stream()
                                    .filter(finding -> finding.level().isAtLeast(Level.ERROR))
                                    .filter(finding -> finding.call() == null
                                            || PolicyComparison.isAllowed(
                                                    generated.policy(),
                                                    finding.call().call())))
                            .as("%s, seed %d: %s%n%s", form, seed, generated, made.text)
                            .isEmpty();
                    calls[0] += result.calls().size();
                });
        assertThat(calls[0]).isPositive();
        System.out.println("calls checked: " + calls[0]);
    }
}
