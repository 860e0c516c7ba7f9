package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code corsac up} as a process: what it prints, and that nothing of it stays. */
@Tag("slow")
class CorsacUpTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private int status(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void it_says_what_runs_where_and_tells_each_request_without_its_query() throws Exception {
        try (CorsacUp corsac = new CorsacUp()) {
            assertThat(status("http://127.0.0.1:" + (corsac.port + 1) + "/catalog/orders?token=secret"))
                    .isEqualTo(401);
            corsac.end();
            assertThat(corsac.output())
                    .contains(
                            "  site      " + corsac.shop() + "/",
                            "  site      " + corsac.stranger() + "/",
                            "  REST API  " + corsac.api("api.shop.localhost"),
                            "  function  catalog  dev.corsac.example.shop.CatalogFunction")
                    .anySatisfy(
                            line -> assertThat(line).matches("GET +/catalog/orders +- +401 allows \\* +\\d+\\.\\d ms"))
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void it_ends_with_all_of_its_processes() throws Exception {
        try (CorsacUp corsac = new CorsacUp()) {
            List<ProcessHandle> processes = corsac.processes();
            assertThat(processes).hasSize(3);
            corsac.end();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** In a checkout, too, which the README begins with: its modules have handlers of their own. */
    @ParameterizedTest(name = "checkout: {0}")
    @ValueSource(booleans = {false, true})
    void a_rehearsal_asks_all_that_runs_and_ends(boolean checkout, @TempDir Path empty) throws Exception {
        String port = Integer.toString(FreePorts.inARow(3));
        Process process = CorsacUp.command("up", "--no-open", "--port", port, "--rehearse", "/catalog")
                .directory((checkout ? CorsacUp.REPOSITORY : empty).toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("GET +/catalog +http://page.localhost +200 allows .*"))
                .anySatisfy(line -> assertThat(line).matches("OPTIONS +/catalog +http://page.localhost +\\d+ .*"));
    }

    private String config(CorsacUp corsac) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + corsac.port + "/config.json"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void the_page_links_the_console_where_it_is() throws Exception {
        int port = FreePorts.inARow(10);
        // The console's usual port is in use.
        try (ServerSocket taken = new ServerSocket(port + 9, 1, InetAddress.getLoopbackAddress());
                CorsacUp corsac = new CorsacUp(port)) {
            assertThat(corsac.console()).isNotEqualTo("http://localhost:" + taken.getLocalPort() + "/");
            assertThat(config(corsac)).contains("\"console\": \"" + corsac.console() + "\"");
        }
        int other = FreePorts.inARow(4);
        try (CorsacUp corsac = new CorsacUp(other, "--console", Integer.toString(other + 3))) {
            assertThat(corsac.console()).isEqualTo("http://localhost:" + (other + 3) + "/");
            assertThat(config(corsac)).contains("\"console\": \"" + corsac.console() + "\"");
        }
    }

    @Test
    void its_functions_end_even_if_it_is_killed() throws Exception {
        try (CorsacUp corsac = new CorsacUp()) {
            List<ProcessHandle> processes = corsac.processes();
            processes.get(0).destroyForcibly();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void an_origin_that_is_none_is_told_and_the_other_function_goes_on(@TempDir Path folder) throws Exception {
        String yaml = Files.readString(CorsacUp.REPOSITORY.resolve("examples/shop/corsac.yaml"))
                .replace("directory: web", "directory: " + CorsacUp.REPOSITORY.resolve("examples/shop/web"))
                .replace("classpath: target", "classpath: " + CorsacUp.REPOSITORY.resolve("examples/shop/target"))
                .replace("ALLOWED_ORIGINS: ${sites.shop.origin}", "ALLOWED_ORIGINS: https://shop.example.com/");
        Path file = Files.writeString(folder.resolve("corsac.yaml"), yaml);
        int port = FreePorts.inARow(2);
        Process process = CorsacUp.command("up", file.toString(), "--port", Integer.toString(port), "--no-open")
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder seen = new StringBuilder();
            boolean catalogIsReady = false;
            boolean problemIsTold = false;
            while (!catalogIsReady || !problemIsTold) {
                String line = lines.readLine();
                assertThat(line).as(seen.toString()).isNotNull();
                seen.append(line).append('\n');
                catalogIsReady |= line.startsWith("catalog is ready");
                problemIsTold |= seen.indexOf("function account: ") >= 0 && line.contains("Did you mean");
            }
            assertThat(seen)
                    .contains("function account: ")
                    .contains("dev.corsac.CorsPolicyException")
                    .contains("\"https://shop.example.com/\"")
                    .contains("Did you mean https://shop.example.com?");
            assertThat(status("http://127.0.0.1:" + (port + 1) + "/account/me")).isEqualTo(502);
            assertThat(status("http://127.0.0.1:" + (port + 1) + "/catalog")).isEqualTo(200);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
