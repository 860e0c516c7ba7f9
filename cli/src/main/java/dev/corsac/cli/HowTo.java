package dev.corsac.cli;

import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;

/** Commands that get what is missing. */
final class HowTo {

    private HowTo() {}

    /** Asks the server as the browser did, and hands the answer to {@code corsac explain}. */
    static String curl(String origin, String method, String url, Headers requestHeaders) {
        boolean simple = List.of("GET", "HEAD", "POST").contains(method);
        StringBuilder names = new StringBuilder();
        for (Header line : requestHeaders) {
            if (line.is("Authorization") || line.lowerCaseName().startsWith("x-")) {
                names.append(names.isEmpty() ? "" : ",").append(line.lowerCaseName());
            }
        }
        StringBuilder command = new StringBuilder("curl -si -H 'Origin: " + origin + "'");
        if (!simple || !names.isEmpty()) {
            command.append(" -X OPTIONS -H 'Access-Control-Request-Method: ")
                    .append(method)
                    .append('\'');
            if (!names.isEmpty()) {
                command.append(" -H 'Access-Control-Request-Headers: ")
                        .append(names)
                        .append('\'');
            }
        } else if (!method.equals("GET")) {
            command.append(method.equals("HEAD") ? " --head" : " -X " + method);
        }
        String quoted = url.replace("'", "%27");
        command.append(" '").append(Masking.text(quoted)).append("' | corsac explain --origin ");
        command.append(origin).append(" --url '").append(Masking.text(quoted)).append('\'');
        if (!simple) {
            command.append(" --method ").append(method);
        }
        return command.toString();
    }
}
