package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that ask the server what an input does not show. */
final class AskServer {

    private AskServer() {}

    /** Returns the {@code corsac explain --send} command for the call. */
    static String send(Situation situation) {
        StringBuilder command = new StringBuilder("corsac explain --send --url ");
        command.append(Shell.quoted(url(situation))).append(" --origin ").append(Shell.quoted(page(situation)));
        String method = method(situation);
        if (!method.equals("GET")) {
            command.append(" --method ").append(Shell.quoted(method));
        } else if (isMethodUnknown(situation)) {
            command.append(" --method PUT");
        }
        for (String name : names(situation)) {
            command.append(" --header ").append(Shell.quoted(name + ": x"));
        }
        return command.append(situation.include() ? " --credentials include" : "")
                .toString();
    }

    /** Whether there was a preflight, and nothing that is known of the call needs one. */
    static boolean isMethodUnknown(Situation situation) {
        return situation.isPreflight()
                && method(situation).equals("GET")
                && names(situation).isEmpty();
    }

    /** Returns a curl command for the request that decides, the preflight if there is one, and hands its response over. */
    static String curl(Situation situation) {
        String method = method(situation);
        Headers headers = Headers.EMPTY;
        for (String name : names(situation)) {
            headers = Header.isToken(name) ? headers.plus(name, "(unknown)") : headers;
        }
        String command = CurlCommand.asking(page(situation), method, url(situation), headers);
        boolean isPreflight = command.contains(" -X OPTIONS ");
        if (!situation.isPreflight() || isPreflight) {
            return command;
        }
        // Nothing that is known of the call needs a preflight, and it had one.
        return command.replaceFirst("curl -si", "curl -si -X OPTIONS -H 'Access-Control-Request-Method: GET'");
    }

    private static String url(Situation situation) {
        String url = situation.calledUrl();
        return url == null ? "https://your-api.example/path" : Masking.text(url);
    }

    private static String page(Situation situation) {
        return situation.page() == null ? Needs.SOME_PAGE : situation.page();
    }

    private static String method(Situation situation) {
        @Nullable String method = situation.method();
        if (method == null && !situation.askedMethods().isEmpty()) {
            method = situation.askedMethods().get(0);
        }
        return method == null ? "GET" : method;
    }

    private static List<String> names(Situation situation) {
        List<String> names = new ArrayList<>(situation.askedHeaders());
        for (String name : situation.refusedHeaders()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
