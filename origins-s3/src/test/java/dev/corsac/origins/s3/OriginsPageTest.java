package dev.corsac.origins.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The code of docs/origins.md compiles, since it is that of {@link Snippets}. */
class OriginsPageTest {

    @Test
    void shows_code_that_compiles() throws Exception {
        String page = Files.readString(Path.of("../docs/origins.md"));
        String source = Files.readString(Path.of("src/test/java/dev/corsac/origins/s3/Snippets.java"))
                .replaceAll("\\s+", " ");
        int snippets = 0;
        for (int start = page.indexOf("```java\n"); start >= 0; start = page.indexOf("```java\n", start + 1)) {
            String snippet = page.substring(start + "```java\n".length(), page.indexOf("```", start + 7));
            assertThat(source).contains(snippet.strip().replaceAll("\\s+", " "));
            snippets++;
        }
        assertThat(snippets).isEqualTo(3);
    }
}
