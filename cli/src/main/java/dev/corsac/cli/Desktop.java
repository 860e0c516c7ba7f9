package dev.corsac.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The desktop that a page can be opened on; by its own command, since AWT would cost more than all of Corsac's start. */
final class Desktop {

    private Desktop() {}

    static boolean isThere() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return Terminal.isThere()
                && (system.contains("mac")
                        || system.contains("windows")
                        || System.getenv("DISPLAY") != null
                        || System.getenv("WAYLAND_DISPLAY") != null);
    }

    static void open(String url, PrintStream err) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", url)
                : system.contains("windows") ? List.of("cmd", "/c", "start", "", url) : List.of("xdg-open", url);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            err.println("corsac: the page cannot be opened from here (" + e.getMessage() + "): open " + url);
        }
    }
}
