package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Server;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

class SpringFixTest {

    @TempDir
    Path folder;

    /** Makes the registry's rules readable. */
    public static final class Registry extends CorsRegistry {
        CorsConfiguration configuration() {
            Map<String, CorsConfiguration> all = getCorsConfigurations();
            assertThat(all).containsOnlyKeys("/**");
            return all.get("/**");
        }
    }

    /** An application in which Spring's own processor decides. */
    private static Server server(CorsConfiguration configuration) {
        return request -> {
            MockHttpServletRequest servlet =
                    new MockHttpServletRequest(request.method(), request.url().path());
            servlet.setScheme(request.url().scheme());
            servlet.setServerName(request.url().host());
            servlet.setServerPort(request.url().port());
            for (Header line : request.headers()) {
                servlet.addHeader(line.name(), line.value());
            }
            MockHttpServletResponse response = new MockHttpServletResponse();
            try {
                new DefaultCorsProcessor().processRequest(configuration, servlet, response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<Header> lines = new ArrayList<>();
            for (String name : response.getHeaderNames()) {
                for (String value : response.getHeaders(name)) {
                    lines.add(new Header(name, value));
                }
            }
            return Response.of(response.getStatus(), Headers.of(lines));
        };
    }

    @Test
    void springs_own_processor_lets_the_call_and_no_other_be_lost() throws Exception {
        StringBuilder source = new StringBuilder(
                "import org.springframework.web.servlet.config.annotation.CorsRegistry;\npublic class Rules {\n");
        List<BlockedCalls.Blocked> calls = new ArrayList<>();
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (fix.form() == FixForm.SPRING) {
                    source.append("public static void rules")
                            .append(calls.size())
                            .append("(CorsRegistry registry) {\n")
                            .append(fix.text())
                            .append("\n}\n");
                    calls.add(blocked);
                }
            }
        }
        Class<?> rules = Snippets.compile("Rules", source + "}\n", folder);
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Registry registry = new Registry();
            rules.getMethod("rules" + i, CorsRegistry.class).invoke(null, registry);
            lost.addAll(BlockedCalls.blocked(calls.get(i), server(registry.configuration())));
        }
        assertThat(lost).isEmpty();
        assertThat(calls).hasSizeGreaterThan(100);
    }
}
