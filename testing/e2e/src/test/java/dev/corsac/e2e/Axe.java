package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Asks axe-core what keeps people from using a page. */
final class Axe {

    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/" + System.getProperty("axe.version") + "/axe.min.js";

    private Axe() {}

    /** Fails if axe finds a violation. */
    static void check(Page page) throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new AssertionError(SCRIPT + " is missing");
            }
            // Through the debugger, which the page's policy does not bind.
            page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; null");
        }
        Object violations = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; '))"
                + ".join('\\n')");
        assertThat(violations).isEqualTo("");
    }
}
