package dev.corsac.local.machine;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The desktop on which a page can be opened, by its own command: loading AWT would take longer than Corsac's whole start. */
public final class Desktop {

    private Desktop() {}

    /** Returns whether this machine has a desktop; by its system and environment. */
    public static boolean isPresent(Map<String, String> environment) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.contains("mac")
                || system.contains("windows")
                || environment.get("DISPLAY") != null
                || environment.get("WAYLAND_DISPLAY") != null;
    }

    /**
     * Opens a page in the user's browser.
     *
     * @throws IOException if the command for it cannot be started
     */
    public static void open(String url) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", url)
                : system.contains("windows") ? List.of("cmd", "/c", "start", "", url) : List.of("xdg-open", url);
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
