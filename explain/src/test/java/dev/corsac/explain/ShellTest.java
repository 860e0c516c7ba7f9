package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed as a command is run by real shells on hostile values. */
class ShellTest {

    private static final List<String> HOSTILE = List.of(
            "plain",
            "it's",
            "'; touch P; echo '",
            "`touch P`",
            "$(touch P)",
            "\\'; touch P #",
            "a\nb",
            "a\tb",
            "\u001B[31mred",
            "a\u202Eb",
            "\u009B2J",
            "-n",
            "",
            "ü \uD83D\uDE00",
            "!! $HOME ~ * ? [a] {b,c} \\");

    @TempDir
    Path folder;

    static Stream<String> shells() {
        return Stream.of("/bin/sh", "/bin/bash", "/bin/dash", "/bin/zsh")
                .filter(path -> Files.isExecutable(Path.of(path)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shells")
    void a_quoted_text_is_one_word(String shell) throws Exception {
        for (String text : HOSTILE) {
            String out = run(shell, "printf '%s|' a " + Shell.quoted(text) + " b");
            assertThat(out).as(text).isEqualTo("a|" + text + "|b|");
        }
        assertThat(folder.resolve("P")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shells")
    void every_command_passes_on_what_it_was_given(String shell) throws Exception {
        Path curl = folder.resolve("curl");
        Files.writeString(curl, "#!/bin/sh\nfor each in \"$@\"; do printf '%s\\n' \"<$each>\"; done\n");
        assumeTrue(curl.toFile().setExecutable(true));
        Files.writeString(
                folder.resolve("corsac"), "#!/bin/sh\ncat\nfor each in \"$@\"; do printf '%s\\n' \"[$each]\"; done\n");
        assumeTrue(folder.resolve("corsac").toFile().setExecutable(true));
        for (String text : HOSTILE) {
            String url = "https://a.example/" + text;
            String value = text.replace("\n", " ");
            String command = CurlCommand.of("PUT", url, Headers.of("X-A", value), text, true);
            String out = run(shell, command);
            assertThat(out).contains("<" + url + ">", "<-X>\n<PUT>");
            assertThat(out).contains(text.isEmpty() ? "<X-A;>" : "<X-A: " + value.strip());
            String asking = CurlCommand.asking(url, text + "X", url, Headers.of("x-b", "1"));
            assertThat(run(shell, asking)).contains("<Origin: " + url + ">", "[" + url + "]", "<" + url + ">");
        }
        assertThat(folder.resolve("P")).doesNotExist();
    }

    @Test
    void the_server_is_asked_as_the_browser_asks_it() {
        String url = "https://a.example/x";
        Headers browsers = Headers.of("Referer", "https://s.example/", "User-Agent", "x", "Sec-Fetch-Mode", "cors");
        assertThat(CurlCommand.asking("https://s.example", "GET", url, browsers))
                .isEqualTo("curl -si -H 'Origin: https://s.example' '" + url
                        + "' | corsac explain --origin 'https://s.example' --url '" + url + "'");
        assertThat(CurlCommand.asking(
                        "https://s.example",
                        "POST",
                        url,
                        browsers.plus("Content-Type", "application/json").plus("X-A", "1")))
                .contains(" -X OPTIONS ", "'Access-Control-Request-Headers: content-type,x-a'", " --method 'POST'");
    }

    @Test
    void hidden_characters_are_not_in_a_command() {
        for (String text : HOSTILE) {
            String command = Shell.quoted(text);
            for (int i = 0; i < command.length(); i++) {
                char c = command.charAt(i);
                boolean shown = c == '\n' || c == '\t' || Character.isSurrogate(c) || !TerminalText.isHidden(c);
                assertThat(shown).as(command).isTrue();
            }
        }
    }

    private String run(String shell, String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(shell, "-c", command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
