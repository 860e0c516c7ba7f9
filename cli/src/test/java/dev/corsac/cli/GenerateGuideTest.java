package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of docs/generate.md, docs/ship.md and docs/gateway-errors.md, run; their outputs and snippets are what the commands print. */
class GenerateGuideTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile("```(console|yaml|hcl|java)\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    private CommandLineRun run(String command) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(command.substring("$ corsac ".length()));
        while (argument.find()) {
            String value = argument.group(1) != null ? argument.group(1) : argument.group(2);
            arguments.add(value.equals("template.yaml") ? folder.resolve(value).toString() : value);
        }
        return CommandLineRun.of("", arguments.toArray(String[]::new));
    }

    private String plain(String text) {
        return text.replace(folder + "/", "");
    }

    /** Standard error, then standard output, as a terminal shows them. */
    private String printed(CommandLineRun run) {
        return plain(run.err() + run.out());
    }

    @Test
    void the_outputs_of_the_guide_are_those_of_a_run() throws IOException {
        Path page = DOCS.resolve("generate.md");
        String text = Files.readString(page);
        // What somebody edited by hand.
        CommandLineRun before =
                run("$ corsac generate sam --handler com.example.Orders --allow-origins https://old.example.com"
                        + " --output template.yaml");
        assertThat(before.exitCode()).isZero();
        String edited = Files.readString(folder.resolve("template.yaml"));
        StringBuilder written = new StringBuilder();
        Matcher block = BLOCK.matcher(text);
        int end = 0;
        while (block.find()) {
            written.append(text, end, block.start());
            end = block.end();
            String command = block.group(2).lines().findFirst().orElseThrow();
            if (command.contains("--diff")) {
                Files.writeString(folder.resolve("template.yaml"), edited);
            }
            CommandLineRun run = run(command);
            assertThat(run.exitCode()).isEqualTo(command.contains("--diff") ? 1 : 0);
            written.append("```console\n")
                    .append(command)
                    .append('\n')
                    .append(printed(run))
                    .append("```\n");
        }
        written.append(text, end, text.length());
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(page, written);
        }
        assertThat(page).as("run with -Dcorsac.docs=write and commit the page").hasContent(written.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ship.md", "gateway-errors.md"})
    void the_snippets_are_in_what_the_commands_print(String name) throws IOException {
        String command = null;
        String output = "";
        int snippets = 0;
        Matcher block = BLOCK.matcher(Files.readString(DOCS.resolve(name)));
        while (block.find()) {
            if (block.group(1).equals("console")) {
                command = block.group(2).strip();
                CommandLineRun run = run(command);
                assertThat(run.exitCode()).as(command + run.err()).isZero();
                output = run.out();
                continue;
            }
            for (String snippet : block.group(2).split("(?m)^…\n", -1)) {
                assertThat(output).as(Objects.requireNonNull(command)).contains(snippet);
                snippets++;
            }
        }
        assertThat(snippets).isGreaterThan(2);
    }
}
