package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DecideCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "decide";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(
                all,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void states_in_words_what_a_policy_responds() {
        assertThat(run(
                        "",
                        "--allow-origins",
                        "https://a.example",
                        "https://b.example",
                        "--allow-credentials",
                        "--allow-methods",
                        "PUT",
                        "--allow-headers",
                        "Content-Type",
                        "--max-age",
                        "600",
                        "--origin",
                        "https://a.example",
                        "--method",
                        "PUT",
                        "--header",
                        "Content-Type"))
                .isZero();
        assertThat(out())
                .contains("First the browser asks with a preflight:")
                .contains("Access-Control-Max-Age: 600")
                .contains("The call:")
                .endsWith("The call is allowed.\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void says_why_a_call_is_refused() {
        assertThat(run(
                        "",
                        "--allow-origins",
                        "https://a.example",
                        "--origin",
                        "https://a.example",
                        "--method",
                        "DELETE"))
                .isEqualTo(1);
        assertThat(out()).contains("FAILS The method \"DELETE\"").endsWith("The call is refused by its preflight.\n");
        assertThat(run("", "--allow-origins", "https://a.example", "--origin", "https://b.example"))
                .isEqualTo(1);
        assertThat(out()).contains("\"https://b.example\" is not allowed").endsWith("The call is refused.\n");
    }

    @Test
    void lists_the_problems_of_a_policy() {
        assertThat(run("", "--allow-origins", "https://A.example/", "--allow-methods", "TRACE"))
                .isEqualTo(3);
        assertThat(err()).contains("Did you mean https://a.example?").contains("\"TRACE\"");
        assertThat(out()).isEmpty();
    }

    @Test
    void takes_the_policy_from_the_environment() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        DecideCommand command = new DecideCommand(
                new ByteArrayInputStream(new byte[0]), stream, stream, Map.of("ALLOWED_ORIGINS", "https://a.example"));
        assertThat(new CommandLine(command).execute("--env", "--origin", "https://a.example"))
                .isZero();
        assertThat(out())
                .contains("CorsPolicy{allowOrigins=[https://a.example]")
                .endsWith("The call is allowed.\n");
    }

    @Test
    void wants_one_policy() {
        assertThat(run("", "--env", "--allow-origins", "*")).isEqualTo(2);
        assertThat(err()).contains("not from both");
        assertThat(run("", "--origin", "https://a.example")).isEqualTo(2);
        assertThat(err()).contains("add --allow-origins");
    }

    @Test
    void responds_to_each_line_with_a_line() {
        String policy = """
                "policy":{"allowOrigins":["https://a"],"allowCredentials":true,"allowMethods":["PUT"],"allowHeaders":["x-a","x-b"],"exposeHeaders":["etag"],"maxAgeSeconds":600}""";
        assertThat(
                        run(
                                String.join(
                                        "\n",
                                        "{" + policy
                                                + ",\"request\":{\"method\":\"OPTIONS\",\"origin\":\"https://a\",\"requestMethod\":\"PUT\",\"requestHeaders\":[\"x-a,x-b\"]}}",
                                        "{" + policy
                                                + ",\"request\":{\"method\":\"GET\",\"origin\":\"https://a\",\"requestMethod\":null,\"requestHeaders\":[]}}",
                                        "",
                                        "{\"request\":{\"method\":\"GET\",\"origin\":\"https://b\"}," + policy + "}",
                                        "{" + policy + ",\"request\":{\"method\":\"GET\"}}",
                                        "{\"policy\":{\"allowOrigins\":[\"https://A\"],\"maxAgeSeconds\":-1},\"request\":{\"method\":\"GET\"}}")))
                .isZero();
        assertThat(out().lines())
                .containsExactly(
                        "{\"kind\":\"preflight\",\"allowed\":true,\"status\":204,\"headers\":[[\"Access-Control-Allow-Origin\",\"https://a\"],"
                                + "[\"Access-Control-Allow-Credentials\",\"true\"],[\"Access-Control-Allow-Methods\",\"GET,HEAD,POST,PUT\"],"
                                + "[\"Access-Control-Allow-Headers\",\"x-a,x-b\"],[\"Access-Control-Max-Age\",\"600\"],"
                                + "[\"Vary\",\"Origin, Access-Control-Request-Method, Access-Control-Request-Headers\"]],\"refusal\":null}",
                        "{\"kind\":\"actual\",\"allowed\":true,\"status\":null,\"headers\":[[\"Access-Control-Allow-Origin\",\"https://a\"],"
                                + "[\"Access-Control-Allow-Credentials\",\"true\"],[\"Access-Control-Expose-Headers\",\"etag\"],[\"Vary\",\"Origin\"]],\"refusal\":null}",
                        "{\"kind\":\"actual\",\"allowed\":false,\"status\":null,\"headers\":[[\"Vary\",\"Origin\"]],\"refusal\":{\"code\":\"origin-not-allowed\","
                                + "\"value\":\"https://b\",\"message\":\"The origin \\\"https://b\\\" is not allowed. If the page is yours, add its origin to the allowed origins, exactly as printed here.\"}}",
                        "{\"kind\":\"not-cors\",\"allowed\":true,\"status\":null,\"headers\":[[\"Vary\",\"Origin\"]],\"refusal\":null}",
                        "{\"problems\":[{\"code\":\"invalid-origin\",\"value\":\"https://A\",\"message\":\"The origin \\\"https://A\\\" would never match: browsers send origins in lower case. Did you mean https://a?\"},"
                                + "{\"code\":\"invalid-max-age\",\"value\":\"-1\",\"message\":\"The max age \\\"-1\\\" is not valid: it must be a whole number of seconds from 0 to 2147483647.\"}]}");
        assertThat(err()).isEmpty();
    }

    @Test
    void names_a_line_that_cannot_be_read_and_goes_on() {
        List<String> bad = List.of(
                "{",
                "nonsense",
                "[]",
                "{}",
                "{\"policy\":{},\"request\":{}}",
                "{\"policy\":{\"allowOrigins\":\"*\"},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigin\":[\"*\"]},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigins\":[\"*\"],\"maxAgeSeconds\":1.5},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigins\":[\"*\"],\"maxAgeSeconds\":99999999999999999999},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigins\":[\"*\"],\"allowCredentials\":\"true\"},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigins\":[\"*\"],\"allowOrigins\":[\"*\"]},\"request\":{\"method\":\"GET\"}}",
                "{\"policy\":{\"allowOrigins\":[\"*\"]},\"request\":{\"method\":\"GET\"}} {}",
                "{\"policy\":{\"allowOrigins\":[\"*\"]},\"request\":{\"method\":\"GET\",\"origin\":1}}");
        String good = "{\"policy\":{\"allowOrigins\":[\"*\"]},\"request\":{\"method\":\"GET\"}}";
        assertThat(run(String.join("\n", bad) + "\n" + good + "\n")).isEqualTo(3);
        List<String> lines = out().lines().toList();
        assertThat(lines).hasSize(bad.size() + 1);
        for (int i = 0; i < bad.size(); i++) {
            assertThat(lines.get(i)).startsWith("{\"error\":\"line " + (i + 1) + ": ");
        }
        assertThat(lines.get(bad.size())).contains("\"kind\":\"not-cors\"");
        assertThat(err().lines()).hasSize(bad.size()).allMatch(line -> line.startsWith("corsac: line "));
        assertThat(err())
                .contains("there is no \"allowOrigin\"; known are allowOrigins")
                .doesNotContain("\tat ");
    }
}
