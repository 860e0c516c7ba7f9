package dev.corsac.cli;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message's head as text: a header file, or what {@code curl -i} and {@code curl -v} print.
 *
 * @param method of a request; empty for a response
 * @param target of a request; empty for a response
 * @param status of a response; 0 for a request
 */
record HttpText(String method, String target, int status, Headers headers) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3})(?: .*)?");
    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]+) (\\S+) HTTP/[\\d.]+");

    /** The messages in the text, in order; bodies are left out. */
    static List<HttpText> all(String text) {
        List<HttpText> messages = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = withoutArrow(lines[i]);
            Matcher status = STATUS_LINE.matcher(line);
            Matcher request = REQUEST_LINE.matcher(line);
            boolean isStatus = status.matches();
            if (!isStatus && !request.matches()) {
                continue;
            }
            List<Header> headers = new ArrayList<>();
            while (i + 1 < lines.length) {
                Header header = header(withoutArrow(lines[i + 1]));
                if (header == null) {
                    break;
                }
                headers.add(header);
                i++;
            }
            messages.add(
                    isStatus
                            ? new HttpText("", "", Integer.parseInt(status.group(1)), Headers.of(headers))
                            : new HttpText(request.group(1), request.group(2), 0, Headers.of(headers)));
        }
        return messages;
    }

    boolean isResponse() {
        return status != 0;
    }

    private static String withoutArrow(String line) {
        return line.startsWith("< ") || line.startsWith("> ") ? line.substring(2) : line;
    }

    private static @org.jspecify.annotations.Nullable Header header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !Header.isToken(line.substring(0, colon))) {
            return null;
        }
        return new Header(line.substring(0, colon), line.substring(colon + 1).replace("\0", ""));
    }
}
