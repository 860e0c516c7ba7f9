package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of {@code docs}: each output is that of a run with the files that the page shows before it, and every SAM template with a
 * name is one that {@code corsac check} finds no error in, unless the page shows the errors. {@code -Dcorsac.docs=write} writes the
 * outputs again.
 */
class PagesTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path RECIPES = DOCS.resolve("recipes");
    /** Pages whose outputs have tests of their own. */
    private static final List<String> ELSEWHERE = List.of("explain.md", "gateway-errors.md", "generate.md", "ship.md");

    /** A code block; the title of a file has a dot in it. */
    private static final Pattern BLOCK =
            Pattern.compile("```(\\w+)(?: \\[([^\\]]+)\\])?\\n(.*?)```\\n", Pattern.DOTALL);

    @TempDir
    Path folder;

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(pagesIn(DOCS));
        pages.removeIf(page -> ELSEWHERE.contains(page.getFileName().toString()));
        pages.addAll(pagesIn(RECIPES));
        pages.add(Path.of("..", "README.md"));
        return pages.stream();
    }

    private static List<Path> pagesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_outputs_are_those_of_a_run(Path path) throws IOException {
        String page = Files.readString(path);
        Map<String, String> files = new HashMap<>();
        StringBuilder written = new StringBuilder();
        List<String> unchecked = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        int end = 0;
        while (block.find()) {
            written.append(page, end, block.start());
            end = block.end();
            String title = block.group(2);
            String content = block.group(3);
            if (title != null && title.contains(".")) {
                files.put(title, content);
                unchecked.add(title);
            }
            if (block.group(1).equals("console")) {
                String command = content.lines().findFirst().orElseThrow();
                unchecked.removeIf(command::contains);
                written.append("```console\n")
                        .append(command)
                        .append('\n')
                        .append(run(command, files))
                        .append("```\n");
            } else {
                written.append(block.group());
            }
        }
        written.append(page, end, page.length());
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(path, written);
        }
        assertThat(path).as("run with -Dcorsac.docs=write and commit the page").hasContent(written.toString());
        for (String file : unchecked) {
            if (files.getOrDefault(file, "").contains("AWS::Serverless-2016-10-31")) {
                CommandLineRun check = corsac("check " + file, files);
                assertThat(check.exitCode())
                        .as(path + ": " + file + ": " + check.out() + check.err())
                        .isZero();
            }
        }
    }

    @Test
    void every_recipe_is_in_the_list() throws IOException {
        String index = Files.readString(RECIPES.resolve("index.md"));
        assertThat(pagesIn(RECIPES).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("index.md")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
    }

    private String run(String command, Map<String, String> files) throws IOException {
        assertThat(command).startsWith("$ corsac ");
        CommandLineRun done = corsac(command.substring("$ corsac ".length()), files);
        return done.out() + done.err();
    }

    private CommandLineRun corsac(String line, Map<String, String> files) throws IOException {
        String input = "";
        Matcher redirect = Pattern.compile(" < (\\S+)").matcher(line);
        if (redirect.find()) {
            input = files.getOrDefault(redirect.group(1), "");
            assertThat(input).as(line).isNotEmpty();
            line = line.substring(0, redirect.start());
        }
        List<String> arguments = new ArrayList<>();
        Matcher argument = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
        while (argument.find()) {
            String value = argument.group(1) != null ? argument.group(1) : argument.group(2);
            String content = files.get(value);
            arguments.add(
                    content == null
                            ? value
                            : Files.writeString(folder.resolve(value), content).toString());
        }
        CommandLineRun done = CommandLineRun.of(input, arguments.toArray(new String[0]));
        return new CommandLineRun(done.exitCode(), local(done.out()), local(done.err()));
    }

    private String local(String output) {
        return output.replace(folder + File.separator, "");
    }
}
