package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code corsac check --run}: functions run, their calls are made, and a change that blocks one is found. */
class CheckRunTest {

    private static final Path SHOP = CorsacUp.REPOSITORY.resolve("examples/shop");

    @TempDir
    Path folder;

    private record Run(int exitCode, String output) {}

    private static Run check(Path file, String... more) throws IOException, InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(List.of("check", file.toString(), "--run"));
        arguments.addAll(List.of(more));
        ProcessBuilder builder =
                CorsacUp.command(arguments.toArray(String[]::new)).redirectErrorStream(true);
        builder.environment().putAll(SampleProject.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Writes the shop's corsac.yaml with a change, and its files where they are. */
    private Path shop(String before, String after) throws IOException {
        String yaml = Files.readString(SHOP.resolve("corsac.yaml"));
        assertThat(yaml).contains(before);
        return Files.writeString(
                folder.resolve("corsac.yaml"),
                yaml.replace(before, after)
                        .replace(
                                "target/dist",
                                SHOP.resolve("target/dist").normalize().toString())
                        .replace(
                                "directory: web",
                                "directory: " + SHOP.resolve("web").normalize()));
    }

    @Test
    void the_shop_is_without_findings() throws Exception {
        Run run = check(SHOP.resolve("corsac.yaml"), "--fail-on", "note");
        assertThat(run.output()).isEqualTo("0 errors, 0 warnings, 0 notes; 7 calls of 1 page checked in 3 browsers.\n");
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource(
            delimiter = '|',
            value = {
                "ALLOWED_ORIGINS: ${sites.shop.origin} | ALLOWED_ORIGINS: ${sites.shop.origin}/ | policy-refused",
                "ALLOWED_ORIGINS: ${sites.shop.origin} | ALLOWED_ORIGINS: '*' | policy-refused",
                "ALLOWED_ORIGINS: ${sites.shop.origin} | ALLOWED_ORIGINS: https://www.example.com | origin-not-allowed",
                "ALLOWED_METHODS: PUT DELETE | ALLOWED_METHODS: DELETE | preflight-method",
                "ALLOWED_HEADERS: Content-Type | ALLOWED_HEADERS: X-Other | preflight-headers",
                "ALLOW_CREDENTIALS: \"true\" | ALLOW_CREDENTIALS: \"false\" | preflight-no-credentials",
                "ANY /account/{proxy+}: account | PUT /account/{proxy+}: account | preflight-no-route",
                "ANY /account/{proxy+}: account | ANY /account/{proxy+}: catalog | wildcard-with-credentials",
                "url: /catalog, reads: X-Total-Count | url: /catalog, reads: X-Total | exposed-header-missing",
                "url: /catalog, reads | credentials: true, url: /catalog, reads | wildcard-with-credentials",
                "dev.corsac.example.shop.AccountFunction | dev.corsac.example.shop.Account | preflight-status",
            })
    void a_single_change_of_the_shop_is_found(String before, String after, String code) throws Exception {
        Run run = check(shop(before, after));
        assertThat(run.output()).contains("error: ").contains("[" + code + "]");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "POJO")
    void a_project_with_a_template_is_without_errors(SampleProject project) throws Exception {
        isWithoutErrors(project);
    }

    @ParameterizedTest
    @Tag("slow")
    @EnumSource
    void each_sample_project_is_without_errors(SampleProject project) throws Exception {
        isWithoutErrors(project);
    }

    private static void isWithoutErrors(SampleProject project) throws Exception {
        Run run = check(project.built());
        assertThat(run.output()).contains("\n0 errors, ").contains(" checked in 3 browsers.");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }
}
