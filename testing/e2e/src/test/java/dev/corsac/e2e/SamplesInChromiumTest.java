package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What builds of many kinds make, from "corsac up" to a page's call in a real browser. */
@Tag("browser")
@Tag("slow")
class SamplesInChromiumTest {

    private static Playwright playwright;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path profile) throws Exception {
        playwright = Playwright.create();
        chromium = new Chromium(playwright, profile, false);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        playwright.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_page_calls_the_function_with_no_file_written_by_hand(SampleProject project) throws Exception {
        Path folder = project.built();
        try (CorsacUp corsac = new CorsacUp(folder, SampleProject.environment());
                Page page = chromium.page()) {
            page.navigate(corsac.address("site") + "/");
            Object body = page.evaluate(
                    "url => fetch(url, {headers: {Accept: '*/*'}}).then(response => response.text(), String)",
                    corsac.address(project.front) + project.path);
            assertThat(body).as(String.join("\n", corsac.output())).isEqualTo(project.body);
            assertThat(folder.resolve("corsac.yaml")).doesNotExist();
        }
    }
}
