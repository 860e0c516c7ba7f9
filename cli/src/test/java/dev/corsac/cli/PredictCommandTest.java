package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PredictCommandTest {

    private static final String CASE = """
            {"id": 7, "request": {"origin": "http://shop.example:8100", "url": "http://api.example:8200/c/7", \
            "method": "PUT", "headers": [["X-A", "1"]], "credentials": "include"}, \
            "server": {"http://api.example:8200/c/7": {\
            "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "*"]]}, \
            "actual": {"status": 200, "headers": []}}}, "observed": {"chromium": {}}}
            """.strip();

    @Test
    void a_case_is_answered_in_a_line_with_each_browsers_outcome() {
        CommandLineRun run = CommandLineRun.of(CASE + "\n", "predict");
        assertThat(run.exitCode()).isEqualTo(1);
        String requests = """
                "requests":[{"url":"http://api.example:8200/c/7","method":"OPTIONS","preflight":true,"headers":[\
                ["access-control-request-headers","x-a"],["access-control-request-method","PUT"],\
                ["origin","http://shop.example:8100"]]}]}""";
        assertThat(run.out())
                .isEqualTo("{\"id\":7,\"chromium\":{\"outcome\":\"blocked\","
                        + "\"corsError\":\"PreflightWildcardOriginNotAllowed\",\"failedParameter\":\"\"," + requests
                        + ",\"firefox\":{\"outcome\":\"blocked\"," + requests
                        + ",\"webkit\":{\"outcome\":\"blocked\"," + requests + "}\n");
    }

    @Test
    void one_browser_can_be_picked_whatever_the_names_case() {
        CommandLineRun run = CommandLineRun.of(CASE, "predict", "--browser", "Firefox");
        assertThat(run.out()).startsWith("{\"id\":7,\"firefox\":").doesNotContain("chromium");
    }

    @Test
    void a_bad_line_is_answered_with_what_is_missing_and_does_not_stop_the_others() {
        CommandLineRun run =
                CommandLineRun.of("{\"id\": 1\n{\"id\": 2, \"request\": {\"url\": 3}}\n" + CASE, "predict");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 1 is no JSON"),
                        second -> assertThat(second).contains("line 2.server is missing"),
                        third -> assertThat(third).startsWith("{\"id\":7,\"chromium\":"));
    }

    @Test
    void an_impossible_mode_is_refused_with_those_that_there_are() {
        String line = CASE.replace("\"include\"", "\"always\"");
        assertThat(CommandLineRun.of(line, "predict").out())
                .contains("line 1.request.credentials is \\\"always\\\": it is omit, same-origin or include");
    }
}
