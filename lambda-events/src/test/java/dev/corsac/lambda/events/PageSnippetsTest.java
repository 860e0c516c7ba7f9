package dev.corsac.lambda.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java of the pages about handlers compiles, since it is that of {@link PageSnippets}; CDK's is synthesised by testing/fixes. */
class PageSnippetsTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"README.md, 1", "docs/lambda.md, 4", "docs/recipes/cookies.md, 1"})
    void a_page_shows_code_that_compiles(String page, int count) throws Exception {
        String source =
                withoutBlanks(Files.readString(Path.of("src/test/java/dev/corsac/lambda/events/PageSnippets.java")));
        Matcher snippet = JAVA.matcher(Files.readString(Path.of("..").resolve(page)));
        int found = 0;
        while (snippet.find()) {
            if (!snippet.group(1).startsWith("Function.Builder")) {
                assertThat(source).contains(withoutBlanks(snippet.group(1)));
                found++;
            }
        }
        assertThat(found).isEqualTo(count);
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s+", "");
    }
}
