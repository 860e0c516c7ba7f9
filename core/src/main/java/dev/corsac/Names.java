package dev.corsac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names of methods and headers: checks which can be allowed, and brings them into one form. */
final class Names {

    static final String ANY = "*";

    private Names() {}

    /**
     * Methods of the <a href="https://www.iana.org/assignments/http-methods/http-methods.xhtml">HTTP Method Registry</a>, and
     * PURGE, which caches use: in lower case they are typing errors, since no browser changes their case.
     */
    private static final String REGISTERED = " ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD"
            + " LABEL LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH"
            + " POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE"
            + " UPDATEREDIRECTREF VERSION-CONTROL ";

    /**
     * Returns the methods that a policy with these allows, sorted; {@code *} only if it is among them.
     *
     * @param given the names as they were given; a problem is added for each that is not valid
     * @param credentials whether the policy allows credentials, so that {@code *} is not a fix
     */
    static List<String> methods(Collection<String> given, boolean credentials, List<CorsProblem> problems) {
        List<String> methods = new ArrayList<>(given.size() + 3);
        methods.addAll(CorsPolicy.SAFELISTED_METHODS);
        for (String method : given) {
            String upper = method.toUpperCase(Locale.ROOT);
            String normalized = normalizedMethod(method);
            if (!isName(method)) {
                problems.add(new CorsProblem.InvalidMethod(method, suggestion(method, true, credentials)));
            } else if (isForbiddenMethod(method)) {
                problems.add(new CorsProblem.ForbiddenMethod(method));
            } else if (isPlaceholder(method) || (!normalized.equals(upper) && REGISTERED.contains(" " + upper + " "))) {
                problems.add(new CorsProblem.InvalidMethod(method, suggestion(method, true, credentials)));
            } else {
                methods.add(normalized);
            }
        }
        return canonical(methods);
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Normalizes a method</a>: six have no case, all others do. */
    private static String normalizedMethod(String method) {
        String upper = method.toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT" -> upper;
            default -> method;
        };
    }

    /** Whether it is the word that some configuration formats have for "every method" or "every header". */
    private static boolean isPlaceholder(String name) {
        return name.equalsIgnoreCase("ANY") || name.equalsIgnoreCase("ALL");
    }

    /**
     * Returns the names that were probably meant, each valid, divided by ", "; null if there is no good guess.
     *
     * @param method whether it is a method rather than a header name
     */
    private static @Nullable String suggestion(String given, boolean method, boolean credentials) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= given.length(); i++) {
            if (i == given.length() || ",;| \t\r\n".indexOf(given.charAt(i)) >= 0) {
                String name = Text.unquoted(given.substring(start, i));
                start = i + 1;
                if (name.isEmpty()) {
                    continue;
                }
                if (isPlaceholder(name) || name.equals(ANY)) {
                    if (!credentials) {
                        return ANY;
                    }
                    if (!method) {
                        return null;
                    }
                    name = "DELETE, PATCH, PUT";
                } else if (!isName(name)) {
                    return null;
                }
                String upper = name.toUpperCase(Locale.ROOT);
                names.add(method && REGISTERED.contains(" " + upper + " ") ? upper : name);
            }
        }
        String joined = String.join(", ", names);
        return joined.isEmpty() || joined.equals(given) ? null : joined;
    }

    /**
     * Whether a name is a token that is not obviously a typing error: RFC 9110 allows {@code '}, {@code `} and {@code *} in
     * tokens, but around a name they are quotes, and {@code *} is a wildcard on its own only.
     */
    private static boolean isName(String name) {
        return isToken(name)
                && !isQuote(name.charAt(0))
                && !isQuote(name.charAt(name.length() - 1))
                && (name.length() == 1 || name.indexOf('*') < 0);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '`';
    }

    /** Whether it is a <a href="https://fetch.spec.whatwg.org/#forbidden-method">forbidden method</a>. */
    private static boolean isForbiddenMethod(String method) {
        return method.equalsIgnoreCase("CONNECT")
                || method.equalsIgnoreCase("TRACE")
                || method.equalsIgnoreCase("TRACK");
    }

    /** Returns the request headers that a policy with these allows, in lower case and sorted; see {@link #methods}. */
    static List<String> requestHeaders(Collection<String> given, boolean credentials, List<CorsProblem> problems) {
        List<String> names = new ArrayList<>(given.size());
        for (String name : given) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!isName(name) || isPlaceholder(name)) {
                problems.add(new CorsProblem.InvalidHeaderName(name, suggestion(name, false, credentials)));
            } else if (isForbiddenRequestHeader(lower)) {
                problems.add(new CorsProblem.ForbiddenRequestHeader(name));
            } else if (lower.startsWith("access-control-")) {
                problems.add(new CorsProblem.ResponseHeaderAsRequestHeader(name));
            } else {
                names.add(lower);
            }
        }
        // The one name that * does not cover: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
        boolean authorization = names.contains("authorization");
        List<String> canonical = canonical(names);
        return authorization && canonical.get(0).equals(ANY) ? List.of(ANY, "authorization") : canonical;
    }

    /**
     * Whether it is a <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">forbidden request-header</a> whatever
     * its value.
     */
    private static boolean isForbiddenRequestHeader(String lower) {
        return switch (lower) {
            case "accept-charset",
                    "accept-encoding",
                    "access-control-request-headers",
                    "access-control-request-method",
                    "connection",
                    "content-length",
                    "cookie",
                    "cookie2",
                    "date",
                    "dnt",
                    "expect",
                    "host",
                    "keep-alive",
                    "origin",
                    "referer",
                    "set-cookie",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "via" -> true;
            default -> lower.startsWith("proxy-") || lower.startsWith("sec-");
        };
    }

    /**
     * Returns the response headers that a policy with these exposes, in lower case and sorted; {@code *} only if it is among
     * them; see {@link #methods}.
     */
    static List<String> responseHeaders(Collection<String> given, boolean credentials, List<CorsProblem> problems) {
        List<String> names = new ArrayList<>(given.size());
        for (String name : given) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!isName(name) || isPlaceholder(name)) {
                problems.add(new CorsProblem.InvalidHeaderName(name, suggestion(name, false, credentials)));
            } else if (lower.equals("set-cookie") || lower.equals("set-cookie2")) {
                // https://fetch.spec.whatwg.org/#forbidden-response-header-name
                problems.add(new CorsProblem.ForbiddenResponseHeader(name));
            } else {
                names.add(lower);
            }
        }
        return canonical(names);
    }

    /** Sorts the names, each once; {@code *} only if it is among them. */
    private static List<String> canonical(List<String> names) {
        return names.contains(ANY) ? List.of(ANY) : List.copyOf(new TreeSet<>(names));
    }

    /** Joins the names to the value of a header. */
    static String list(List<String> names) {
        return String.join(",", names);
    }

    /** Whether it is a <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">token</a>. */
    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
