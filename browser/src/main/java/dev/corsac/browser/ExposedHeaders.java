package dev.corsac.browser;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.TokenList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The response headers that a script can read: <a href="https://fetch.spec.whatwg.org/#concept-filtered-response">filtered responses</a>. */
public final class ExposedHeaders {

    private static final String EXPOSE = "Access-Control-Expose-Headers";

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
        TokenList exposed = TokenList.of(response, EXPOSE);
        Set<String> names = new TreeSet<>();
        for (Header line : response.lines()) {
            if (isExposed(line.lowerCaseName(), exposed, include)) {
                names.add(line.lowerCaseName());
            }
        }
        return List.copyOf(names);
    }

    /**
     * Returns whether a script can read a header of a CORS response that has it.
     *
     * @param name the header's name, in lower case
     * @param include whether the call has the credentials mode {@code include}, for which {@code *} exposes nothing
     */
    public static boolean isExposed(String name, Headers response, boolean include) {
        return isExposed(name, TokenList.of(response, EXPOSE), include);
    }

    private static boolean isExposed(String name, TokenList exposed, boolean include) {
        if (name.equals("set-cookie") || name.equals("set-cookie2")) {
            return false;
        }
        return SAFELISTED.contains(name) || exposed.containsIgnoringCase(name) || (!include && exposed.contains("*"));
    }
}
