package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.MediaType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Requests as curl commands, for a POSIX shell. Every value in them is quoted by {@link Shell}. */
public final class CurlCommand {

    /** What curl makes itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "accept-encoding");

    private static final Set<String> SAFELISTED =
            Set.of("accept", "accept-language", "content-language", "content-type", "range");

    private CurlCommand() {}

    /**
     * Returns the command that sends a request again.
     *
     * @param body null if it is not text or was not kept whole: the command then takes it from a file named {@code body}; empty
     *     for none
     * @param secrets whether cookies, tokens and keys are written out; masked otherwise
     */
    public static String of(String method, String url, Headers headers, @Nullable String body, boolean secrets) {
        StringBuilder command = new StringBuilder("curl -i");
        if (method.equals("HEAD")) {
            command.append(" --head");
        } else {
            command.append(" -X ").append(Shell.quoted(method));
        }
        // Brackets and braces in a URL are plain characters.
        command.append(url.indexOf('[') >= 0 || url.indexOf('{') >= 0 ? " --globoff" : "");
        command.append(' ').append(Shell.quoted(secrets ? url : Masking.text(url)));
        for (Header line : headers) {
            if (!OWN.contains(line.lowerCaseName())) {
                header(command.append(" \\\n  "), line.name(), secrets ? line.value() : Masking.shown(line));
            }
        }
        if (body == null) {
            command.append(" \\\n  --data-binary @body");
        } else if (!body.isEmpty()) {
            String type = headers.first("Content-Type");
            command.append(" \\\n  --data-raw ")
                    .append(Shell.quoted(secrets ? body : Masking.body(body, type == null ? "" : type)));
        }
        return command.toString();
    }

    /** Returns the command that asks a server as the browser did, and hands its response to {@code corsac explain}. */
    public static String asking(String origin, String method, String url, Headers requestHeaders) {
        Set<String> names = new TreeSet<>();
        for (Header line : RequestParts.scriptHeaders(null, requestHeaders)) {
            String name = line.lowerCaseName();
            boolean needsPreflight =
                    !SAFELISTED.contains(name) || (name.equals("content-type") && !isSimple(line.value()));
            if (needsPreflight) {
                names.add(name);
            }
        }
        boolean preflight = !List.of("GET", "HEAD", "POST").contains(method) || !names.isEmpty();
        String target = Masking.text(url);
        StringBuilder command = new StringBuilder("curl -si");
        command.append(target.indexOf('[') >= 0 || target.indexOf('{') >= 0 ? " --globoff" : "");
        if (preflight) {
            command.append(" -X OPTIONS");
        } else if (!method.equals("GET")) {
            command.append(method.equals("HEAD") ? " --head" : " -X " + Shell.quoted(method));
        }
        header(command.append(' '), "Origin", origin);
        if (preflight) {
            header(command.append(' '), "Access-Control-Request-Method", method);
            if (!names.isEmpty()) {
                header(command.append(' '), "Access-Control-Request-Headers", String.join(",", names));
            }
        }
        command.append(' ').append(Shell.quoted(target));
        command.append(" | corsac explain --origin ").append(Shell.quoted(origin));
        command.append(" --url ").append(Shell.quoted(target));
        if (!method.equals("GET")) {
            command.append(" --method ").append(Shell.quoted(method));
        }
        return command.toString();
    }

    private static boolean isSimple(String type) {
        return Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
                .contains(MediaType.essence(type));
    }

    private static void header(StringBuilder command, String name, String value) {
        // curl leaves a header without a value out, unless a semicolon stands for the colon.
        command.append("-H ").append(Shell.quoted(name + (value.isEmpty() ? ";" : ": " + value)));
    }
}
