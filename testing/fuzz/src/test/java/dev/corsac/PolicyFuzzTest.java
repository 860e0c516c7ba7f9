package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/**
 * The three texts that come from outside: what is given as an allowed origin, the {@code Origin} header, and {@code
 * Access-Control-Request-Headers}. To look for new inputs: {@code mvn test -pl testing/fuzz -am -Dfuzz=1
 * -Dtest=PolicyFuzzTest#an_allowed_origin -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("slow")
class PolicyFuzzTest {

    private static final CorsPolicy POLICY = CorsPolicy.builder()
            .allowOrigins(
                    "https://a.example",
                    "https://*.b.example",
                    "http://localhost:*",
                    "http://[::1]:*",
                    "https://*.c.example:*")
            .allowHeaders("x-a", "x-b", "x-ab", "content-type")
            .build();

    private static final CorsPolicy ANY =
            CorsPolicy.builder().allowOrigins("*").allowHeaders("*").build();

    private static final Set<String> NAMES = Set.of("x-a", "x-b", "x-ab", "content-type");

    @FuzzTest(maxDuration = "5m")
    void an_allowed_origin(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        CorsPolicy policy;
        try {
            policy = CorsPolicy.builder().allowOrigins(text).build();
        } catch (CorsPolicyException e) {
            CorsProblem problem = e.problems().get(0);
            assertThat(e.problems()).hasSize(1);
            assertThat(problem.message()).isNotEmpty();
            if (problem instanceof CorsProblem.InvalidOrigin invalid && invalid.suggestion() != null) {
                CorsPolicy meant = CorsPolicy.builder()
                        .allowOrigins(invalid.suggestion().split(" and "))
                        .build();
                assertThat(meant.toBuilder().build()).isEqualTo(meant);
            }
            return;
        }
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
        if (text.indexOf('*') < 0) {
            assertThat(origin(policy, text).allowed()).isTrue();
            assertThat(origin(policy, text + "/").allowed()).isFalse();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void an_Origin_header(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        CorsDecision decision = origin(POLICY, text);
        boolean expected = text.equals("https://a.example")
                || (text.matches("https://([a-z0-9_-]{1,63}\\.)+b\\.example") && fits(text, -1))
                || (text.matches("http://(localhost|\\[::1])(:[1-9][0-9]{0,4})?") && fits(text, 80))
                || (text.matches("https://([a-z0-9_-]{1,63}\\.)+c\\.example(:[1-9][0-9]{0,4})?") && fits(text, 443));
        assertThat(decision.allowed()).isEqualTo(expected);
        assertThat(POLICY.explain(CorsRequest.of("GET", text, null, null)).decision())
                .isEqualTo(decision);
    }

    /** Whether the host is short enough and the port one that is sent, which the scheme's own is not. */
    private static boolean fits(String origin, int ownPort) {
        int port = port(origin);
        String host = origin.substring(origin.indexOf("://") + 3).replaceAll(":[0-9]+$", "");
        return host.length() <= 253 && port <= 65535 && (port < 0 || port != ownPort);
    }

    private static int port(String origin) {
        int colon = origin.lastIndexOf(':');
        String port = origin.substring(colon + 1);
        return port.matches("[0-9]+") ? Integer.parseInt(port) : -1;
    }

    @FuzzTest(maxDuration = "5m")
    void a_list_of_request_headers(FuzzedDataProvider data) {
        String list = data.consumeRemainingAsString();
        boolean expected = list.length() <= 32 + 3 + 3 + 4 + 12 + 4 * 3;
        boolean authorization = false;
        for (String element : list.split(",", -1)) {
            String name = element.replaceAll("^[ \t]+|[ \t]+$", "");
            expected &= name.isEmpty() || NAMES.contains(name.toLowerCase(Locale.ROOT));
            authorization |= name.equalsIgnoreCase("authorization");
        }
        assertThat(headers(POLICY, list).allowed()).isEqualTo(expected);
        if (authorization) {
            assertThat(headers(ANY, list).allowed()).isFalse();
        }
    }

    private static CorsDecision origin(CorsPolicy policy, String origin) {
        return policy.decide(CorsRequest.of("GET", origin, null, null));
    }

    private static CorsDecision headers(CorsPolicy policy, String list) {
        return policy.decide(CorsRequest.of("OPTIONS", "https://a.example", "GET", list));
    }
}
