package dev.corsac.local.console;

import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as a command that sends it. */
final class Curl {

    /** What curl makes itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "accept-encoding");

    private Curl() {}

    static String of(FrontExchange exchange, boolean secrets) {
        String url = exchange.request.url().toString();
        StringBuilder command = new StringBuilder("curl -i");
        String method = exchange.request.method();
        if (method.equals("HEAD")) {
            command.append(" --head");
        } else {
            command.append(" -X ").append(quoted(method));
        }
        command.append(' ').append(quoted(secrets ? url : Masking.text(url)));
        for (Header line : exchange.request.headers()) {
            if (!OWN.contains(line.lowerCaseName())) {
                String value = secrets ? line.value() : Masking.shown(line);
                // curl leaves a header without a value out, unless a semicolon stands for the colon.
                command.append(" \\\n  -H ").append(quoted(line.name() + (value.isEmpty() ? ";" : ": " + value)));
            }
        }
        if (exchange.requestLength > 0) {
            @Nullable String text = ConsoleJson.text(exchange.request.body(), exchange.requestLength);
            if (text == null || !exchange.isReplayable()) {
                command.append(" \\\n  --data-binary @body");
            } else {
                command.append(" \\\n  --data-raw ").append(quoted(secrets ? text : Masking.body(text)));
            }
        }
        return command.toString();
    }

    /** For a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
