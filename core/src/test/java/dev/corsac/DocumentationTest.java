package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policy.md says is so. */
class DocumentationTest {

    private static final Path MANUAL = Path.of("../docs/policy.md");

    @Test
    void its_snippets_are_those_that_run() throws IOException {
        String code = squeezed(Files.readString(Path.of("src/test/java/dev/corsac/Snippets.java")));
        List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(MANUAL))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(snippets)
                .hasSizeGreaterThan(5)
                .allSatisfy(snippet -> assertThat(code).contains(squeezed(snippet)));
        Snippets.all();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void what_it_calls_refused_is_refused_for_that_reason() throws IOException {
        List<MatchResult> rows = Pattern.compile(
                        "^\\| `([^`]+)` \\| ([^`|]+) \\| (?:`([^`]+)` )?\\|$", Pattern.MULTILINE)
                .matcher(section("A value that browsers never send"))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(12).allSatisfy(row -> {
            OriginFlaw flaw = OriginPattern.flaw(row.group(1));
            assertThat(flaw).as(row.group(1)).isNotNull();
            assertThat(flaw.reason()).isEqualTo(row.group(2));
            assertThat(OriginSuggestion.of(row.group(1))).isEqualTo(row.group(3));
        });
    }

    @Test
    void what_it_calls_allowed_is_allowed() throws IOException {
        String table = section("An allowed origin is written");
        List<String> origins = Pattern.compile("`([^`]+://[^`]+)`(?=[^|]*\\|[^|]*\\|$)", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(origins)
                .hasSizeGreaterThan(7)
                .allSatisfy(origin -> assertThat(OriginPattern.flaw(origin)).isNull());
    }

    @Test
    void it_knows_every_variable_and_setting() throws IOException {
        String manual = Files.readString(MANUAL);
        assertThat(manual)
                .contains(
                        PolicyVariables.ALLOWED_ORIGINS,
                        PolicyVariables.ALLOW_CREDENTIALS,
                        PolicyVariables.ALLOWED_METHODS,
                        PolicyVariables.ALLOWED_HEADERS,
                        PolicyVariables.EXPOSED_HEADERS,
                        PolicyVariables.MAX_AGE_SECONDS,
                        PolicyVariables.DANGEROUSLY_ALLOW_INSECURE_ORIGINS,
                        PolicyVariables.EXPLAIN_PREFLIGHTS);
        for (java.lang.reflect.Method setting : CorsPolicy.Builder.class.getMethods()) {
            if (setting.getReturnType() == CorsPolicy.Builder.class
                    && !setting.getName().equals("allowOnlyOrigins")) {
                assertThat(manual).contains("`" + setting.getName() + "`");
            }
        }
    }

    /** From a paragraph that begins so to the end of the table after it. */
    private static String section(String beginning) throws IOException {
        String manual = Files.readString(MANUAL);
        int start = manual.indexOf("\n|", manual.indexOf("\n" + beginning));
        return manual.substring(start, manual.indexOf("\n\n", start)) + "\n";
    }
}
