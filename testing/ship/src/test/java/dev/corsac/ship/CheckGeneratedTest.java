package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.check.Level;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.deployment.Resolution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated, given to {@code corsac check}: no call of an allowed page is blocked. */
class CheckGeneratedTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.corsac.ship.GeneratedFilesTest#plansInEveryForm")
    void the_check_finds_no_blocked_call(InfrastructureForm form, String name, InfrastructurePlan plan) {
        ReadBack made = ReadBack.of(form, plan);
        CheckResult findings = Checker.of(made.deployment, Resolution.standIns(made.deployment))
                .withPages(
                        plan.functions().get(0).policy() == null
                                ? java.util.List.of()
                                : plan.functions().get(0).policy().exactOrigins())
                .withFunctions(made.functions())
                .check();
        assertThat(findings.findings().stream()
                        .filter(finding -> finding.level().isAtLeast(Level.ERROR)))
                .isEmpty();
        assertThat(findings.calls()).isNotEmpty();
    }
}
