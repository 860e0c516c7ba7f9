package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drawing of the exchanges of one call, as SVG: the requests and responses in their order with their CORS headers, and how it ended. */
final class ExchangePicture {

    private static final int WIDTH = 720;
    private static final int LEFT = 90;
    private static final int RIGHT = 630;
    private static final int LINE = 18;

    private final StringBuilder rows = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private int y = 70;

    /** Adds an exchange; without a response where the connection failed. */
    ExchangePicture exchange(Request request, @Nullable Response response) {
        arrow(
                LEFT,
                RIGHT,
                request.method() + " " + request.url().target(),
                lines(request.headers().lines(), "Origin", "Access-Control-Request-"));
        if (response != null) {
            arrow(
                    RIGHT,
                    LEFT,
                    String.valueOf(response.status()),
                    lines(response.headers().lines(), "Access-Control-", "Location"));
        }
        return this;
    }

    private static List<String> lines(List<Header> lines, String... prefixes) {
        List<String> shown = new ArrayList<>();
        for (Header line : lines) {
            for (String prefix : prefixes) {
                if (line.name().regionMatches(true, 0, prefix, 0, prefix.length())) {
                    shown.add(line.name() + ": " + line.value());
                }
            }
        }
        return shown;
    }

    private void arrow(int from, int to, String title, List<String> headers) {
        words.add(title + (headers.isEmpty() ? "" : " with " + String.join(", ", headers)));
        text(LEFT + 14, y, "600", title);
        for (String header : headers) {
            y += LINE;
            text(LEFT + 14, y, "400", header);
        }
        y += 10;
        int head = from < to ? to - 8 : to + 8;
        rows.append("<path d=\"M%d %dH%d\" stroke=\"#55606b\" stroke-width=\"1.5\"/>".formatted(from, y, to))
                .append("<path d=\"M%d %dL%d %dL%d %dz\" fill=\"#55606b\"/>\n"
                        .formatted(to, y, head, y - 4, head, y + 4));
        y += 28;
    }

    /** Returns the file's content, with the end of the call: what the browser does. */
    String blocked(String browser, String server, String end) {
        int height = y + 46;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"ui-sans-serif, system-ui, sans-serif\" font-size=\"13\">\n"
                        .formatted(WIDTH, height)
                + "<title>"
                + escaped(description(end))
                + "</title>\n"
                + "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#ffffff\"/>\n"
                + "<path d=\"M%d 44V%dM%d 44V%d\" stroke=\"#c3cad1\" stroke-width=\"1.5\"/>\n"
                        .formatted(LEFT, height - 16, RIGHT, y - 10)
                + "<g fill=\"#1d2329\" font-weight=\"600\" text-anchor=\"middle\"><text x=\"%d\" y=\"28\">%s</text><text x=\"%d\" y=\"28\">%s</text></g>\n"
                        .formatted(LEFT + 30, escaped(browser), RIGHT - 30, escaped(server))
                + rows
                + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"30\" rx=\"6\" fill=\"#fdecea\" stroke=\"#b3261e\"/>\n"
                        .formatted(LEFT - 60, y - 4, WIDTH - 2 * (LEFT - 60))
                + "<text x=\"%d\" y=\"%d\" fill=\"#8c1d18\" font-weight=\"600\">%s</text>\n"
                        .formatted(LEFT - 46, y + 16, escaped(end))
                + "</svg>\n";
    }

    /** Returns the drawing in words. */
    String description(String end) {
        return String.join("; ", words) + ". " + end;
    }

    private void text(int x, int at, String weight, String text) {
        rows.append("<text x=\"%d\" y=\"%d\" fill=\"#1d2329\" font-weight=\"%s\">%s</text>\n"
                .formatted(x, at, weight, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
