package dev.corsac.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.corsac.config.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictCommandTest {

    private static final String CASE = """
            {"id": 7, "request": {"origin": "http://shop.example:8100", "url": "http://api.example:8200/c/7", \
            "method": "PUT", "headers": [["X-A", "1"]], "credentials": "include"}, \
            "server": {"http://api.example:8200/c/7": {\
            "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "*"]]}, \
            "actual": {"status": 200, "headers": []}}}, "observed": {"chromium": {}}}
            """.strip();

    @Test
    void a_case_gets_a_line_with_each_browsers_outcome() {
        CommandLineRun run = CommandLineRun.of(CASE + "\n", "predict");
        assertThat(run.exitCode()).isEqualTo(1);
        String requests = """
                "requests":[{"url":"http://api.example:8200/c/7","method":"OPTIONS","preflight":true,"headers":[\
                ["access-control-request-headers","x-a"],["access-control-request-method","PUT"],\
                ["origin","http://shop.example:8100"]]}]}""";
        String url = "http://api.example:8200/c/7";
        String firefox =
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at " + url
                        + ". (Reason: ";
        assertThat(run.out())
                .isEqualTo("{\"id\":7,\"call\":{\"page\":\"http://shop.example:8100\",\"method\":\"PUT\",\"url\":\""
                        + url
                        + "\",\"credentials\":\"include\"},\"assumed\":[\"mode\",\"redirect\"],\"engines\":{"
                        + "\"chromium\":{\"outcome\":\"blocked\",\"check\":\"allow-origin-wildcard\",\"console\":["
                        + "\"Access to fetch at '" + url
                        + "' from origin 'http://shop.example:8100' has been blocked by CORS"
                        + " policy: Response to preflight request doesn't pass access control check: The value of the"
                        + " 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the"
                        + " request's credentials mode is 'include'.\"],"
                        + "\"corsError\":\"PreflightWildcardOriginNotAllowed\",\"failedParameter\":\"\"," + requests
                        + ",\"firefox\":{\"outcome\":\"blocked\",\"check\":\"allow-origin-wildcard\",\"console\":[\""
                        + firefox
                        + "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).\",\""
                        + firefox + "CORS request did not succeed). Status code: (null).\"]," + requests
                        + ",\"webkit\":{\"outcome\":\"blocked\",\"check\":\"allow-origin-wildcard\",\"console\":["
                        + "\"Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.\","
                        + "\"Fetch API cannot load " + url + " due to access control checks.\"]," + requests
                        + "}}\n");
    }

    @Test
    void what_a_case_leaves_out_is_listed_as_assumed() {
        String line = "{\"id\": \"a\", \"request\": {\"origin\": \"https://shop.example\", \"url\":"
                + " \"https://api.example/\"}, \"server\": {}}";
        assertThat(CommandLineRun.of(line, "predict").out())
                .startsWith("{\"id\":\"a\",\"call\":{\"page\":\"https://shop.example\",\"method\":\"GET\",\"url\":"
                        + "\"https://api.example/\",\"credentials\":\"same-origin\"},\"assumed\":[\"method\","
                        + "\"credentials\",\"mode\",\"redirect\",\"server\"],\"engines\":{\"chromium\":");
    }

    @Test
    void one_browser_can_be_picked_whatever_the_names_case() {
        CommandLineRun run = CommandLineRun.of(CASE, "predict", "--browser", "Firefox");
        assertThat(run.out())
                .startsWith("{\"id\":7,\"call\":")
                .contains("\"engines\":{\"firefox\":")
                .doesNotContain("chromium");
    }

    @Test
    void a_call_that_no_browser_blocks_is_exit_code_0() {
        String line = CASE.replace("\"include\"", "\"omit\"")
                .replace(
                        "\"*\"]]",
                        "\"*\"], [\"Access-Control-Allow-Methods\", \"*\"], [\"Access-Control-Allow-Headers\", \"*\"]]")
                .replace(
                        "\"status\": 200, \"headers\": []",
                        "\"status\": 200, \"headers\": [[\"Access-Control-Allow-Origin\", \"*\"]]");
        CommandLineRun run = CommandLineRun.of(line, "predict");
        assertThat(run.out()).doesNotContain("blocked");
        assertThat(run.exitCode()).isZero();
    }

    @SuppressWarnings("unchecked")
    @ParameterizedTest
    @ValueSource(strings = {"G T", "", " PUT", "P\\u00DCT", "A,B", "GET\\r\\nX: y", "TRACE", "connect"})
    void a_method_that_fetch_refuses_is_a_blocked_call(String method) {
        CommandLineRun run = CommandLineRun.of(CASE.replace("\"PUT\"", "\"" + method + "\"") + "\n" + CASE, "predict");
        assertThat(run.out().lines()).hasSize(2).first().asString().satisfies(line -> {
            Map<?, ?> engines = object(object(Json.read(line)).get("engines"));
            assertThat(engines.values())
                    .hasSize(3)
                    .allSatisfy(engine -> assertThat((Map<String, Object>) engine)
                            .containsEntry("outcome", "blocked")
                            .containsEntry("check", "forbidden-method")
                            .containsEntry("requests", List.of()));
        });
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** Whatever is wrong with a line. */
    static List<Arguments> unreadableLines() {
        return List.of(
                arguments("{\"id\": 1", "line 1: the line is not valid JSON"),
                arguments("{\"id\": 1} {}", "line 1: the line is not valid JSON: column 11: there is more text"),
                arguments("[1]", "line 1: the line must be a JSON object"),
                arguments("null", "line 1: the line must be a JSON object"),
                arguments("[".repeat(5000), "line 1: the line is not valid JSON"),
                arguments("{\"id\": \"a\", \"request\": 1}", "line 1 (case a): request must be an object"),
                arguments(
                        CASE.replace("\"server\"", "\"sever\""),
                        "line 1 (case 7): server is missing: it must be an object"),
                arguments(CASE.replace("204", "20"), "preflight.status must be a whole number from 100 to 999"),
                arguments(CASE.replace("204", "204.5"), "preflight.status must be a whole number from 100 to 999"),
                arguments(CASE.replace("204", "1e99"), "preflight.status must be a whole number from 100 to 999"),
                arguments(CASE.replace("X-A", "X A"), "line 1 (case 7): request.headers: \"X A\" is not a header name"),
                arguments(
                        CASE.replace("\"1\"]", "\"1\\n2\"]"),
                        "line 1 (case 7): request.headers: the value of X-A has a line break"),
                arguments(
                        CASE.replace("[\"X-A\", \"1\"]", "[\"X-A\"]"),
                        "request.headers must be a list of [name, value]"),
                arguments(
                        CASE.replace("http://shop", "shop"),
                        "line 1 (case 7): request: \"shop.example:8100\" is not an absolute URL"),
                arguments(
                        CASE.replace("\"http://api.example:8200/c/7\", \"m", "\"http://u@api.example/\", \"m"),
                        "has a user name"),
                arguments(
                        CASE.replace("\"http://api.example:8200/c/7\", \"m", "\"http://api.example:-1/\", \"m"),
                        "\"-1\" is not a port"),
                arguments(
                        CASE.replace("\"http://api.example:8200/c/7\", \"m", "\"http://1.2.3.4.5/\", \"m"),
                        "\"1.2.3.4.5\" is not a valid host"),
                arguments(
                        CASE.replace("\"include\"", "\"include\", \"mode\": \"x\""),
                        "request.mode is \"x\": use cors, no-cors or same-origin"),
                arguments(CASE.replace("\"include\"", "\"include\", \"xhr\": 1"), "request.xhr must be true or false"));
    }

    @ParameterizedTest
    @MethodSource("unreadableLines")
    void a_line_that_cannot_be_read_is_reported_with_its_case_and_does_not_stop_the_others(String line, String error)
            throws IOException {
        CommandLineRun run = CommandLineRun.of(line + "\n\n" + CASE + "\n", "predict");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        Map<?, ?> first = object(Json.read(lines.get(0)));
        assertThat(String.valueOf(first.get("error"))).contains(error).doesNotContain("\n");
        assertThat(first.get("line")).isEqualTo(1);
        if (error.contains("(case ")) {
            assertThat(first.get("id")).isIn(7, "a");
        }
        assertThat(lines.get(1)).startsWith("{\"id\":7,\"call\":");
    }

    @Test
    void bytes_that_are_not_utf_8_cost_no_more_than_their_line(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cases.jsonl");
        byte[] bytes = ("\uFEFF" + CASE + "\n{\"id\": \"#\"}\n" + CASE).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xFF : bytes[i];
        }
        Files.write(file, bytes);
        CommandLineRun run = CommandLineRun.of("", "predict", file.toString());
        assertThat(run.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":7,\"call\":"),
                        second -> assertThat(second).contains("request is missing"),
                        third -> assertThat(third).startsWith("{\"id\":7,\"call\":"));
    }

    @Test
    void cases_that_are_not_there_are_exit_code_3(@TempDir Path folder) {
        Path file = folder.resolve("cases.jsonl");
        CommandLineRun run = CommandLineRun.of("", "predict", file.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("corsac: " + file + " does not exist" + System.lineSeparator());
        assertThat(CommandLineRun.of("", "predict", folder.toString()).exitCode())
                .isEqualTo(3);
    }

    @Test
    void another_spelling_of_a_url_finds_its_responses() {
        String line = CASE.replace("{\"http://api.example:8200/c/7\"", "{\"http://API.example:8200/b/../c/7\"");
        assertThat(CommandLineRun.of(line, "predict").out())
                .isEqualTo(CommandLineRun.of(CASE, "predict").out());
    }

    @Test
    void an_impossible_mode_is_refused_with_those_that_there_are() {
        String line = CASE.replace("\"include\"", "\"always\"");
        assertThat(CommandLineRun.of(line, "predict").out())
                .contains("line 1 (case 7): request.credentials is \\\"always\\\": use omit, same-origin or include");
    }

    private static Map<?, ?> object(@Nullable Object tree) {
        return requireNonNull((Map<?, ?>) tree);
    }
}
