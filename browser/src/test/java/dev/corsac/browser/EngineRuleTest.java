package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineRuleTest {

    private static final Path PAGE = Path.of("../docs/browsers.md");

    @Test
    void the_page_lists_the_rules_that_the_model_follows() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dcorsac.docs=write and commit the page").hasContent(page);
    }

    @Test
    void a_rule_says_one_thing_of_at_least_one_engine() {
        List<String> titles = new ArrayList<>();
        for (EngineRule rule : EngineRule.values()) {
            assertThat(rule.engines()).isNotEmpty();
            for (Engine engine : Engine.values()) {
                assertThat(Profile.of(engine).has(rule))
                        .isEqualTo(rule.engines().contains(engine));
            }
            assertThat(rule.title()).doesNotEndWith(".").isNotBlank();
            assertThat(rule.rationale()).matches("|.*\\.");
            titles.add(rule.title());
        }
        assertThat(titles).doesNotHaveDuplicates();
    }

    @Test
    void each_engine_checks_a_preflights_response_in_its_own_order() {
        assertThat(Profile.of(Engine.CHROMIUM).preflightChecks()).containsExactly(Profile.PreflightCheck.values());
        assertThat(Profile.of(Engine.FIREFOX).preflightChecks().toString())
                .isEqualTo("[CORS, REDIRECT, STATUS, METHODS_SYNTAX, METHOD, HEADERS_SYNTAX, HEADERS]");
        assertThat(Profile.of(Engine.WEBKIT).preflightChecks().toString())
                .isEqualTo("[REDIRECT, STATUS, CORS, METHODS_SYNTAX, HEADERS_SYNTAX, METHOD, HEADERS]");
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Where browsers differ

                <!-- Written by EngineRuleTest: -Dcorsac.docs=write -->

                Corsac models Chromium 156 (Chrome, Edge), Firefox ESR 153 and WebKitGTK 2.50 (Safari). In everything that is not
                in this table, all three do as the Fetch Standard says. *Measured* means observed in the version named here; the
                desktop builds of Chrome, Edge and Safari were not run.

                | Rule | Chromium | Firefox | WebKit | How it is known |
                |---|---|---|---|---|
                """);
        for (EngineRule rule : EngineRule.values()) {
            page.append("| ").append(rule.title()).append('.');
            if (!rule.rationale().isEmpty()) {
                page.append(' ').append(rule.rationale());
            }
            page.append(" |");
            for (Engine engine : Engine.values()) {
                page.append(rule.engines().contains(engine) ? " yes |" : " |");
            }
            page.append(' ').append(rule.source()).append(" |\n");
        }
        return page.toString();
    }
}
