package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outputs in the page "Explain a blocked call" are those of a run. {@code -Dcorsac.docs=write} writes them. */
class ExplainGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "explain.md");
    private static final Pattern BLOCK = Pattern.compile("```(text|console)([^\\n]*)\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    @Test
    void the_outputs_are_those_of_a_run() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> files = new HashMap<>();
        StringBuilder written = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        int end = 0;
        int runs = 0;
        while (block.find()) {
            written.append(page, end, block.start());
            end = block.end();
            if (block.group(1).equals("text")) {
                files.put(block.group(2).strip(), block.group(3));
                written.append(block.group());
                continue;
            }
            String command = block.group(3).lines().findFirst().orElseThrow();
            written.append("```console\n")
                    .append(command)
                    .append('\n')
                    .append(run(command, files))
                    .append("```\n");
            runs++;
        }
        written.append(page, end, page.length());
        assertThat(runs).isGreaterThanOrEqualTo(3);
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, written);
        }
        assertThat(PAGE).as("run with -Dcorsac.docs=write and commit the page").hasContent(written.toString());
    }

    private String run(String command, Map<String, String> files) throws IOException {
        assertThat(command).startsWith("$ corsac explain");
        String line = command.substring("$ corsac ".length());
        String input = "";
        int redirect = line.indexOf(" < ");
        if (redirect > 0) {
            input = Objects.requireNonNull(files.get(line.substring(redirect + 3)), command);
            line = line.substring(0, redirect);
        }
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(line);
        while (argument.find()) {
            String value = argument.group(1) != null ? argument.group(1) : argument.group(2);
            if (files.containsKey(value)) {
                value = Files.writeString(folder.resolve(value), files.get(value))
                        .toString();
            }
            arguments.add(value);
        }
        CommandLineRun run = CommandLineRun.of(input, arguments.toArray(new String[0]));
        assertThat(run.err()).isEmpty();
        return run.out().replace(folder.toString() + java.io.File.separator, "");
    }
}
