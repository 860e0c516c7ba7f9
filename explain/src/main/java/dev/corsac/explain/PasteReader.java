package dev.corsac.explain;

import dev.corsac.explain.sentences.PastedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever a person pastes who has a CORS error: browsers' messages, the output of curl or HTTPie, headers copied from
 * developer tools, copied requests, HAR files and parts of them. It fills in nothing that the input does not state.
 */
public final class PasteReader {

    private PasteReader() {}

    /**
     * Reads a text.
     *
     * @param name the input's name for {@link InputPlace}: a file, or {@code -}
     * @param text the input
     * @return the calls, or a problem; never throws for a bad input
     */
    public static ReadResult read(String name, String text) {
        String stripped = strip(text);
        if (stripped.isEmpty()) {
            return ReadResult.problem(
                    name + ": there is nothing in it. Paste the error message from the browser's console,"
                            + " a HAR file, or what curl -i prints.");
        }
        if (stripped.charAt(0) == '{' || stripped.charAt(0) == '[') {
            try {
                Object tree = PlainJson.parse(stripped);
                ReadResult har = HarReader.read(name, tree);
                if (har.problem().isEmpty()) {
                    return har;
                }
                List<RecordedCall> messages = MessageReader.read(name, stripped);
                return messages.isEmpty() && !stripped.contains("\"log\"") && stripped.length() < 4_000
                        ? ReadResult.problem(
                                name + ": this is JSON but not a HAR file. If it is the body of a response, paste"
                                        + " the status and the headers, too: curl -i prints them. A HAR file has a \"log\" with"
                                        + " \"entries\".")
                        : messages.isEmpty() ? har : ReadResult.of(messages);
            } catch (IllegalArgumentException e) {
                List<RecordedCall> messages = stripped.length() > 200_000 ? List.of() : other(name, text);
                return messages.isEmpty()
                        ? ReadResult.problem(name + ": " + e.getMessage()
                                + ". It begins like JSON but is not complete. Save the HAR file again, with \"Save all as"
                                + " HAR\" in the Network panel.")
                        : ReadResult.of(messages);
            }
        }
        List<RecordedCall> calls = other(name, text);
        return calls.isEmpty() ? ReadResult.problem(unknown(name, stripped)) : ReadResult.of(calls);
    }

    private static List<RecordedCall> other(String name, String text) {
        String clean = PastedText.clean(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<RecordedCall> calls = new ArrayList<>(HttpTextReader.read(name, clean));
        if (calls.isEmpty() || calls.stream().allMatch(PasteReader::isOnlyResponse)) {
            List<RecordedCall> panel = PanelReader.read(name, clean);
            calls = panel.isEmpty() ? calls : new ArrayList<>(panel);
        }
        // A message next to headers is kept only if it names what failed: a body may speak of CORS, too.
        int firstLine =
                calls.isEmpty() ? Integer.MAX_VALUE : calls.get(0).place().line();
        boolean onlyMessages = calls.isEmpty();
        if (calls.stream().allMatch(PasteReader::isWithoutCall)) {
            // Headers without a request or a status, such as Postman prints with an error: the error is what was
            // pasted.
            List<RecordedCall> messages = MessageReader.read(name, text);
            if (!messages.isEmpty()) {
                return messages;
            }
        }
        for (RecordedCall message : MessageReader.read(name, text)) {
            BrowserError error = message.error();
            boolean isNamed = error != null
                    && error.check() != null
                    && message.url() != null
                    && !error.lines().isEmpty();
            if (onlyMessages || (isNamed && message.place().line() < firstLine)) {
                calls.add(message);
            }
        }
        if (calls.isEmpty()) {
            return calls;
        }
        // Messages first, as they are in the text.
        calls.sort((one, other) ->
                Integer.compare(one.place().line(), other.place().line()));
        return calls;
    }

    private static boolean isWithoutCall(RecordedCall call) {
        return isOnlyResponse(call)
                && call.exchanges().stream()
                        .allMatch(each -> each.status() == 0 && each.url().isEmpty());
    }

    private static boolean isOnlyResponse(RecordedCall call) {
        return call.url() == null && call.method() == null;
    }

    private static String unknown(String name, String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        boolean isPowerShell = (text.contains("StatusCode") && text.contains("StatusDescription"))
                || text.contains("Invoke-WebRequest")
                || text.contains("Invoke-RestMethod")
                || text.contains("WebCmdletWebResponseException");
        if (isPowerShell) {
            return name
                    + ": this is what PowerShell's Invoke-WebRequest or Invoke-RestMethod prints, which leaves headers"
                    + " out. Paste what curl.exe -i prints for the same URL and method, with -H \"Origin:"
                    + " https://your-page.example\".";
        }
        String shown = line.length() > 120 ? line.substring(0, 120) + "…" : line;
        return name + ": not recognized as a browser's message, a HAR file or the output of curl: \""
                + Masking.text(shown)
                + "\". Paste the console's whole message with the lines around it, or save a HAR file from the Network"
                + " panel.";
    }

    private static String strip(@Nullable String text) {
        return text == null ? "" : (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }
}
