package dev.corsac.cli;

import dev.corsac.explain.TerminalText;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response in one line. The query is left out: it may hold tokens and signatures. So is everything else
 * that could.
 */
final class RequestLine {

    /** Characters of a method, path, origin or header value. */
    private static final int MOST_PART = 200;

    private static final int MOST_REASON = 1_000;

    private RequestLine() {}

    static String of(Request request, AttributedResponse response, Duration took, Terminal terminal) {
        String origin = request.headers().first("Origin");
        int status = response.response().status();
        StringBuilder line = new StringBuilder(192);
        String method = printable(request.method());
        line.append(terminal.bold(method));
        column(line, method, 7);
        String path = printable(request.url().path());
        column(line.append(path), path, 22);
        String from = origin == null ? "-" : printable(origin);
        column(line.append(from), from, 31);
        line.append(status < 400 ? terminal.green("" + status) : terminal.red("" + status))
                .append(' ');
        String cors = printable(cors(request, origin, response.response().headers()));
        column(line.append(cors), cors, 44);
        long tenths = took.toNanos() / 100_000;
        line.append(tenths / 10).append('.').append(tenths % 10).append(" ms");
        if (status >= 400 && response.madeBy().kind() != Component.Kind.FUNCTION) {
            line.append("\n        ")
                    .append(terminal.dim(TerminalText.of(response.madeBy() + ": " + response.reason(), MOST_REASON)));
        }
        return line.toString();
    }

    /** The CORS headers that mattered, and those that are missing. */
    private static String cors(Request request, @Nullable String origin, Headers headers) {
        String allowed = headers.combined("Access-Control-Allow-Origin");
        if (allowed == null) {
            return origin == null || origin.equals(request.url().origin()) ? "" : "no Access-Control-Allow-Origin";
        }
        StringJoiner text = new StringJoiner(", ");
        text.add("allows " + allowed);
        if (headers.has("Access-Control-Allow-Credentials")) {
            text.add("credentials");
        }
        String methods = headers.combined("Access-Control-Allow-Methods");
        if (methods != null) {
            text.add(methods);
        }
        String names = headers.combined("Access-Control-Allow-Headers");
        if (names != null) {
            text.add(names);
        }
        return text.toString();
    }

    /** Clients write these, and anybody can be a client. */
    private static String printable(String text) {
        return TerminalText.of(text, MOST_PART);
    }

    /** Fills a column up to its width behind the text in it, and goes on to the next. */
    private static void column(StringBuilder line, String text, int width) {
        for (int i = text.length(); i <= width; i++) {
            line.append(' ');
        }
        if (text.length() > width) {
            line.append(' ');
        }
    }
}
