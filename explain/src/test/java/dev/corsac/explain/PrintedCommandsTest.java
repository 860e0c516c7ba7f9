package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.browser.Check;
import dev.corsac.browser.Engine;
import dev.corsac.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that is printed, run by a real shell with programs that write down what they get. */
class PrintedCommandsTest {

    @TempDir
    Path folder;

    /** Values that end a quotation, start a command, a comment or a variable, and are tokens or in URLs. */
    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("https://shop.example.com", "PUT", "https://api.example.com/o", "authorization"),
                Arguments.of(
                        "https://a'$(touch owned)'.example", "P'`id`'", "https://api.example.com/x", "x-'`touch`'"),
                Arguments.of(
                        "https://a.example",
                        "PUT",
                        "https://api.example.com/'$(touch owned)'?a=\"b\"&c=`touch owned`",
                        "x&y"),
                Arguments.of("https://a.example", "A|B", "https://api.example.com/x;touch owned #", "x!*~'"),
                Arguments.of("https://a.example", "$PATH", "https://api.example.com/\\';touch owned;'", "%s'"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_value_is_one_argument_whatever_is_in_it(String page, String method, String url, String header)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        List<String> commands = new ArrayList<>();
        for (String host : List.of(
                "api.example.com",
                "a.execute-api.eu-west-1.amazonaws.com",
                "a.lambda-url.eu-west-1.on.aws",
                "b.s3.eu-west-1.amazonaws.com",
                "lb.eu-west-1.elb.amazonaws.com")) {
            String called = url.replace("api.example.com", host);
            for (Check check :
                    new Check[] {Check.HEADERS, Check.METHOD, Check.PREFLIGHT_STATUS, Check.ALLOW_CREDENTIALS}) {
                RecordedCall call = RecordedCall.builder(RecordedCall.Source.MESSAGE, new InputPlace("-", 1, 1))
                        .engine(Engine.CHROMIUM)
                        .page(page)
                        .method(method)
                        .url(called)
                        .requestHeaders(Headers.of(header, "(unknown)"))
                        .error(new BrowserError(
                                Engine.CHROMIUM,
                                MessageCode.of(check).code(),
                                check,
                                true,
                                check == Check.HEADERS ? header : check == Check.METHOD ? method : "",
                                0,
                                null,
                                List.of("as it was read")))
                        .build();
                collect(Diagnoser.diagnose(call, each -> each), commands);
            }
            RecordedExchange withheld =
                    new RecordedExchange(method, called, Headers.EMPTY, 0, Headers.EMPTY, "net::ERR_FAILED");
            collect(
                    Diagnoser.diagnose(
                            RecordedCall.builder(RecordedCall.Source.HAR, new InputPlace("a.har", 0, 0))
                                    .engine(Engine.CHROMIUM)
                                    .page(page)
                                    .method(method)
                                    .url(called)
                                    .requestHeaders(Headers.of(header, "v"))
                                    .exchanges(withheld)
                                    .build(),
                            each -> each),
                    commands);
        }
        assertThat(commands).hasSizeGreaterThan(20);
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("aws", "curl", "corsac")) {
            Path file = Files.writeString(
                    bin.resolve(program),
                    "#!/bin/sh\nfor each in \"$@\"; do printf '%s\\0' \"$each\" >> '" + folder + "/arguments'; done\n"
                            + "printf 'end\\0' >> '" + folder + "/arguments'\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Path work = Files.createDirectory(folder.resolve("work"));
        for (String command : commands) {
            Files.deleteIfExists(folder.resolve("arguments"));
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-eu", "-c", command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
            Process shell = builder.start();
            assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue())
                    .as(command + "\n" + Files.readString(folder.resolve("output")))
                    .isZero();
            assertThat(Files.readString(folder.resolve("output"))).as(command).isEmpty();
            String arguments = Files.readString(folder.resolve("arguments"), StandardCharsets.UTF_8);
            assertThat(arguments).as(command).contains("end\0");
            if (command.contains("--cors-configuration") || command.contains("--cors ")) {
                assertThat(arguments).contains(Quoting.json(page));
            }
            if (command.contains("--send")) {
                assertThat(arguments).contains("--origin\0" + page + "\0");
            }
            for (String argument : arguments.split("\0", -1)) {
                if (argument.startsWith("{") || argument.startsWith("[")) {
                    json(argument);
                }
            }
        }
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files).as("a command wrote a file").isEmpty();
        }
    }

    private static void json(String text) throws IOException {
        try (com.fasterxml.jackson.core.JsonParser parser =
                new com.fasterxml.jackson.core.JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                // Reads on: what is not JSON throws.
            }
        }
    }

    private static void collect(Diagnosis diagnosis, List<String> commands) {
        for (Fix fix : diagnosis.fixes()) {
            if (fix.form() == FixForm.AWS_CLI) {
                commands.add(fix.text());
            } else if (fix.form() == FixForm.STEPS) {
                for (String line : fix.text().split("\n", -1)) {
                    String command = line.strip();
                    if (command.startsWith("aws ") || command.startsWith("curl ") || command.startsWith("corsac ")) {
                        commands.add(command);
                    }
                }
            } else if (fix.form() == FixForm.ENVIRONMENT) {
                commands.add(fix.text() + "\naws \"$ALLOWED_ORIGINS\"");
            }
        }
    }
}
