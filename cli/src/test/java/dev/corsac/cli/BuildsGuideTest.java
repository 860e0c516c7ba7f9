package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Assembled;
import dev.corsac.config.Configuration;
import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The files and commands in the pages about builds and backing services are understood. */
class BuildsGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^    corsac (up|init)(.*)$");

    /** What a block needs in addition to what it shows. */
    private static final Map<String, String> REST = Map.of(
            "sites", "sites: {page: {host: page.localhost, port: 8080, directory: web}}\n",
            "apis", "apis: {shop: {hosts: api.localhost, port: 8081, routes: {GET /api/orders: orders}}}\n",
            "functions", "functions: {orders: {handler: a.B, project: .}}\n");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"builds.md", "backing-services.md"})
    void the_files_are_read_and_the_options_are_there(String name) throws IOException {
        String page = Files.readString(Path.of("..", "docs", name));
        Files.writeString(Files.createDirectories(folder.resolve("web")).resolve("index.html"), "home");
        int blocks = 0;
        Map<String, Configuration> read = new LinkedHashMap<>();
        for (Matcher block = BLOCK.matcher(page); block.find(); blocks++) {
            StringBuilder yaml = new StringBuilder(block.group(1));
            REST.forEach((section, text) -> yaml.append(block.group(1).contains(section + ":") ? "" : text));
            String complete = yaml.toString()
                    .replaceAll("(?m)^(  orders:)$(?!\\n    handler)", "$1\n    handler: a.B\n    project: .");
            Path file = Files.writeString(folder.resolve("corsac.yaml"), complete);
            read.put(block.group(1), ConfigurationReader.read(DiskFiles.ALL, file, null));
        }
        assertThat(blocks).isPositive();
        for (Map.Entry<String, Configuration> each : read.entrySet()) {
            if (each.getKey().startsWith("distributions")) {
                Assembled assembled = Assembled.of(each.getValue());
                assertThat(assembled.get("distributions.all", "/").text()).isEqualTo("home");
                assertThat(assembled.get("distributions.all", "/api/orders").header("x-function"))
                        .isEqualTo("orders");
            }
        }
        int commands = 0;
        for (Matcher command = COMMAND.matcher(page); command.find(); commands++) {
            PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            Object target = command.group(1).equals("up") ? new UpCommand(out, out) : new InitCommand(out);
            List<String> words = List.of(command.group(2).strip().split(" +"));
            new CommandLine(target).parseArgs(words.equals(List.of("")) ? new String[0] : words.toArray(String[]::new));
        }
        assertThat(commands).isPositive();
    }
}
