package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of each command in {@code docs/commands}: its help, and runs with their real output and exit code.
 * {@code -Dcorsac.docs=write} writes the pages again.
 */
class CommandPagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "commands");

    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: 2010-09-09
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: live
                  Cors: "'https://shop.example.com'"
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: dev.corsac.lambda.CorsHandler
                  CodeUri: target/orders.jar
                  Environment:
                    Variables:
                      CORSAC_HANDLER: com.example.Orders::handleRequest
                      ALLOWED_ORIGINS: https://shop.example.com/
                  Events:
                    Put:
                      Type: Api
                      Properties:
                        Path: /orders/{id}
                        Method: put
                        RestApiId: !Ref Api
            """;

    private static final String SENTENCE =
            "Access to fetch at 'https://api.example.com/orders' from origin 'https://shop.example.com' has been blocked by CORS"
                    + " policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.\n";

    private static final String CALL =
            "{\"id\": \"put\", \"request\": {\"origin\": \"https://shop.example.com\", \"url\": \"https://api.example.com/orders\", \"method\": \"PUT\"},"
                    + " \"server\": {\"https://api.example.com/orders\": {\"preflight\": {\"status\": 204, \"headers\":"
                    + " [[\"Access-Control-Allow-Origin\", \"https://shop.example.com\"]]}}}}\n";

    /** A run that a page shows. {@code input} goes to the standard input, {@code files} are in the folder. */
    private record Run(String why, String command, String input, Map<String, String> files) {
        Run(String why, String command) {
            this(why, command, "", Map.of());
        }
    }

    /** What each page says first, and its runs. */
    private record Page(String about, List<Run> runs) {}

    private static final Map<String, Page> PAGES = new TreeMap<>(Map.of(
            "up",
            new Page(
                    "Runs pages, APIs and functions of a project on this machine, as AWS would. [Run it locally](../local.md) shows its output.",
                    List.of()),
            "init",
            new Page("Writes a first `corsac.yaml` from what a folder has.", List.of()),
            "check",
            new Page(
                    "Finds the calls of a deployment's pages that a browser would block, before it is deployed. See [Check](../check.md).",
                    List.of(new Run(
                            "The origin in this template has a slash at its end, which no browser sends:",
                            "corsac check template.yaml",
                            "",
                            Map.of("template.yaml", TEMPLATE)))),
            "explain",
            new Page(
                    "Explains why a browser blocked a call, from what its console printed, a HAR file or `curl -i`. See [Explain a blocked call](../explain.md).",
                    List.of(new Run(
                            "A sentence of a browser's console:", "corsac explain < console.txt", SENTENCE, Map.of()))),
            "decide",
            new Page(
                    "Decides one request by a policy, and explains each step. See [The policy](../policy.md).",
                    List.of(
                            new Run(
                                    "A PUT from an allowed origin, with its preflight:",
                                    "corsac decide --allow-origins https://shop.example.com --allow-methods PUT --origin https://shop.example.com --method PUT"),
                            new Run(
                                    "Another origin is refused:",
                                    "corsac decide --allow-origins https://shop.example.com --origin https://evil.example"))),
            "predict",
            new Page(
                    "States what each browser does with calls, given the responses: for tests of other programs.",
                    List.of(new Run("One call in one line:", "corsac predict < calls.jsonl", CALL, Map.of()))),
            "generate",
            new Page(
                    "Writes infrastructure from a policy. See [Generate](../generate.md).",
                    List.of(new Run(
                            "An HTTP API with its function:",
                            "corsac generate sam --front http --handler com.example.Orders --allow-origins https://shop.example.com"
                                    + " --allow-methods PUT --allow-headers content-type"))),
            "schema",
            new Page("Prints the JSON Schema of `corsac.yaml` and of each JSON output.", List.of())));

    @TempDir
    Path folder;

    @Test
    void each_command_has_the_page_that_a_run_makes() throws IOException {
        Map<String, String> files = new TreeMap<>();
        StringBuilder index = new StringBuilder("""
                # Commands

                Exit codes of every command: **0** done, and nothing is blocked, refused or found; **1** something is; **2** wrong usage; **3** it could not be done, and
                the reason is on standard error. `corsac help COMMAND` prints what these pages show.

                | command | |
                |---|---|
                """);
        for (Map.Entry<String, Page> page : PAGES.entrySet()) {
            files.put(page.getKey() + ".md", text(page.getKey(), page.getValue()));
            index.append("| [`corsac ")
                    .append(page.getKey())
                    .append("`](")
                    .append(page.getKey())
                    .append(".md) | ")
                    .append(page.getValue().about().replaceFirst(" See \\[.*", ""))
                    .append(" |\n");
        }
        files.put("index.md", index.toString());
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        try (Stream<Path> existing = Files.list(FOLDER)) {
            assertThat(existing.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey()))
                    .as("run with -Dcorsac.docs=write and commit the page")
                    .hasContent(file.getValue());
        }
    }

    @Test
    void every_command_that_help_lists_has_a_page() {
        CommandLineRun help = CommandLineRun.of("", "--help");
        List<String> listed = new ArrayList<>();
        boolean commands = false;
        for (String line : help.out().lines().toList()) {
            commands |= line.startsWith("Commands:");
            if (commands && line.matches(" {2}[a-z-]+ .*")) {
                listed.add(line.strip().replaceFirst(" .*", ""));
            }
        }
        listed.removeAll(List.of("help", "completion"));
        assertThat(PAGES.keySet()).containsExactlyInAnyOrderElementsOf(listed);
    }

    private String text(String name, Page page) throws IOException {
        CommandLineRun help = CommandLineRun.of("", "help", name);
        assertThat(help.exitCode()).isZero();
        StringBuilder text = new StringBuilder("# corsac " + name + "\n\n" + page.about() + "\n");
        for (Run run : page.runs()) {
            text.append('\n')
                    .append(run.why())
                    .append("\n\n```console\n$ ")
                    .append(run.command())
                    .append('\n');
            CommandLineRun done = run(run);
            text.append(done.out())
                    .append(done.err())
                    .append("```\n\nExit code ")
                    .append(done.exitCode())
                    .append(".\n");
        }
        return text.append("\n## Options\n\n```text\n")
                .append(help.out())
                .append("```\n")
                .toString();
    }

    private CommandLineRun run(Run run) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String argument : run.command().replaceFirst(" < .*", "").split(" ", -1)) {
            String content = run.files().get(argument);
            arguments.add(
                    content == null
                            ? argument
                            : Files.writeString(folder.resolve(argument), content)
                                    .toString());
        }
        CommandLineRun done = CommandLineRun.of(
                run.input(), arguments.subList(1, arguments.size()).toArray(new String[0]));
        return new CommandLineRun(done.exitCode(), local(done.out()), local(done.err()));
    }

    private String local(String output) {
        return output.replace(folder + File.separator, "");
    }
}
