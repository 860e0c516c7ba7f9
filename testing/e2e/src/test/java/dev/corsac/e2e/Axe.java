package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks axe-core what keeps people from using a page. */
final class Axe {

    private static final String VERSION = System.getProperty("axe.version");
    private static final Path FOLDER = Path.of("target", "axe-" + VERSION);

    /** The script; null where npm is not installed or cannot download it. */
    private static final String SCRIPT = script();

    private Axe() {}

    private static String script() {
        Path script = FOLDER.resolve("node_modules/axe-core/axe.min.js");
        try {
            if (!Files.exists(script)) {
                Files.createDirectories(FOLDER);
                Process npm = new ProcessBuilder(
                                "npm",
                                "install",
                                "--prefix",
                                FOLDER.toString(),
                                "--no-audit",
                                "--no-fund",
                                "--silent",
                                "axe-core@" + VERSION)
                        // Surefire talks to this process through its standard input and output.
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                if (npm.waitFor() != 0) {
                    throw new IOException("npm install ends with " + npm.exitValue());
                }
            }
            return Files.readString(script);
        } catch (IOException e) {
            System.err.println("Pages are not checked with axe-core: " + e.getMessage());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Fails if axe finds a violation; does nothing where there is no axe. */
    static void check(Page page) {
        if (SCRIPT == null) {
            return;
        }
        // Through the debugger, which the page's policy does not bind.
        page.evaluate(SCRIPT + "; null");
        Object violations =
                page.evaluate("async () => (await axe.run({resultTypes: ['violations'], preload: false})).violations"
                        + ".map(each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; '))"
                        + ".join('\\n')");
        assertThat(violations).isEqualTo("");
    }
}
