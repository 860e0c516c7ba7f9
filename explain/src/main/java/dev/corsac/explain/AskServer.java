package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that ask the server what an input does not show. */
final class AskServer {

    private AskServer() {}

    /** Returns the {@code corsac explain --send} command for the call. */
    static String send(Situation situation) {
        StringBuilder command = new StringBuilder("corsac explain --send --url ");
        command.append(Quoting.shell(url(situation))).append(" --origin ").append(Quoting.shell(page(situation)));
        String method = method(situation);
        if (!method.equals("GET")) {
            command.append(" --method ").append(Quoting.shell(method));
        }
        for (String name : names(situation)) {
            command.append(" --header ").append(Quoting.shell(name + ": x"));
        }
        return command.append(situation.include() ? " --credentials include" : "")
                .toString();
    }

    /** Returns a curl command for the request that decides: the preflight if there is one. */
    static String curl(Situation situation) {
        String method = method(situation);
        List<String> names = names(situation);
        StringBuilder command = new StringBuilder("curl -si -H ").append(Quoting.shell("Origin: " + page(situation)));
        if (needsPreflight(situation, method, names)) {
            command.append(" -X OPTIONS -H ").append(Quoting.shell("Access-Control-Request-Method: " + method));
            if (!names.isEmpty()) {
                command.append(" -H ")
                        .append(Quoting.shell("Access-Control-Request-Headers: " + String.join(",", names)));
            }
        } else if (!method.equals("GET")) {
            command.append(method.equals("HEAD") ? " --head" : " -X " + Quoting.shell(method));
        }
        command.append(' ').append(Quoting.shell(url(situation))).append(" | corsac explain --origin ");
        command.append(Quoting.shell(page(situation))).append(" --url ").append(Quoting.shell(url(situation)));
        if (!method.equals("GET")) {
            command.append(" --method ").append(Quoting.shell(method));
        }
        return command.toString();
    }

    private static boolean needsPreflight(Situation situation, String method, List<String> names) {
        return situation.isPreflight()
                || !names.isEmpty()
                || !dev.corsac.browser.Methods.isSafelisted(method)
                || !situation.askedMethods().isEmpty();
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
