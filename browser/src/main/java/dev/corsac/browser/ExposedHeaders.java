package dev.corsac.browser;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.TokenList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The response headers that a script can read: <a href="https://fetch.spec.whatwg.org/#concept-filtered-response">filtered responses</a>. */
final class ExposedHeaders {

    /** <a href="https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name">CORS-safelisted response-header names</a>. */
    private static final Set<String> SAFELISTED = Set.of(
            "cache-control",
            "content-language",
            "content-length",
            "content-type",
            "expires",
            "last-modified",
            "pragma");

    private ExposedHeaders() {}

    static List<String> ofBasic(Headers response) {
        Set<String> names = new TreeSet<>(response.names());
        names.remove("set-cookie");
        names.remove("set-cookie2");
        return List.copyOf(names);
    }

    static List<String> ofCors(Headers response, boolean include) {
        TokenList exposed = TokenList.of(response, "Access-Control-Expose-Headers");
        boolean all = !include && exposed.contains("*");
        Set<String> names = new TreeSet<>();
        for (Header line : response.lines()) {
            String name = line.lowerCaseName();
            if (name.equals("set-cookie") || name.equals("set-cookie2")) {
                continue;
            }
            if (all || SAFELISTED.contains(name) || exposed.containsIgnoringCase(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }
}
