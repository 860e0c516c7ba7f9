package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.browser.Server;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorsacFixTest {

    @TempDir
    Path folder;

    /** A function behind the wrapper with this policy. */
    private static Server server(CorsPolicy policy) {
        return request -> {
            Headers sent = request.headers();
            CorsDecision decision = policy.decide(CorsRequest.of(
                    request.method(),
                    sent.first("Origin"),
                    sent.first("Access-Control-Request-Method"),
                    sent.first("Access-Control-Request-Headers")));
            List<Header> lines = new ArrayList<>();
            for (CorsHeader header : decision.headers()) {
                lines.add(new Header(header.name(), header.value()));
            }
            return Response.of(decision.status().orElse(200), Headers.of(lines));
        };
    }

    @Test
    void the_environment_is_a_policy_that_lets_the_call_and_no_other_be_lost() {
        List<String> lost = new ArrayList<>();
        int tried = 0;
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (fix.form() == FixForm.ENVIRONMENT) {
                    Map<String, String> variables = variables(fix.text());
                    lost.addAll(BlockedCalls.blocked(blocked, server(CorsPolicy.fromEnvironment(variables))));
                    tried++;
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(tried).isGreaterThan(100);
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                String value = line.substring(equals + 1);
                variables.put(
                        line.substring(0, equals),
                        value.startsWith("'") ? value.substring(1, value.length() - 1) : value);
            }
        }
        return variables;
    }

    @Test
    void the_code_compiles_to_a_policy_that_lets_the_call_and_no_other_be_lost() throws Exception {
        StringBuilder source = new StringBuilder("import dev.corsac.CorsPolicy;\npublic class Policies {\n");
        List<BlockedCalls.Blocked> calls = new ArrayList<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (fix.form() == FixForm.CORSAC) {
                    source.append("public static CorsPolicy policy")
                            .append(calls.size())
                            .append("() {\n");
                    source.append(fix.text()).append("\nreturn policy;\n}\n");
                    calls.add(blocked);
                }
            }
        }
        Class<?> policies = Snippets.compile("Policies", source + "}\n", folder);
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            CorsPolicy policy = (CorsPolicy) policies.getMethod("policy" + i).invoke(null);
            lost.addAll(BlockedCalls.blocked(calls.get(i), server(policy)));
        }
        assertThat(lost).isEmpty();
        assertThat(calls).hasSizeGreaterThan(100);
    }
}
