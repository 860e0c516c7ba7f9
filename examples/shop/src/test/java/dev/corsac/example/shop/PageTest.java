package dev.corsac.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundler would notice about the page, which has none. A real browser drives it elsewhere. */
class PageTest {

    private static final Path WEB = Path.of("web");

    @Test
    void every_file_that_the_page_names_is_there_and_none_is_left_over() throws IOException {
        Set<String> named = new TreeSet<>(Set.of("index.html", "error.html", "config.json"));
        for (String file : files()) {
            named.addAll(found("(?:src|href)=\"/?([\\w.-]+)\"", file));
            named.addAll(found("from \"\\./([\\w.-]+)\"", file));
        }

        assertThat(files()).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"view.js", "shop.js"})
    void every_hook_that_a_script_looks_for_is_in_the_page(String script) throws IOException {
        String page = Files.readString(WEB.resolve("index.html"));
        Set<String> hooks = found("\\$\\('?\"?\\[(data-[\\w-]+)", script);
        found("#field\\(\"([\\w-]+)\"\\)", script).forEach(field -> hooks.add("data-field=\"" + field + "\""));
        found("data-part=\"(\\w+)\"", script).forEach(part -> hooks.add("data-part=\"" + part + "\""));

        assertThat(hooks).isNotEmpty().allSatisfy(hook -> assertThat(page).contains(hook));
    }

    @Test
    void the_page_loads_nothing_from_anywhere_else() throws IOException {
        for (String file : files()) {
            assertThat(found("(?:src|url\\(|import)\\s*[=(]?\\s*[\"']?(https?://[^\"' ]+)", file))
                    .as(file)
                    .isEmpty();
        }
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(WEB)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names;
        }
    }

    private static Set<String> found(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(WEB.resolve(file)));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
