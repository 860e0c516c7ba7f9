package dev.corsac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Names of methods and headers: which can be allowed, and in which form. */
final class Names {

    static final String ANY = "*";

    private Names() {}

    /**
     * The methods that a policy with these allows, in order; {@code *} alone if it is among them.
     *
     * @param given names as they were given; those that cannot be are added to the problems
     */
    static List<String> methods(Collection<String> given, List<CorsProblem> problems) {
        List<String> methods = new ArrayList<>(given.size() + 3);
        methods.addAll(CorsPolicy.SAFELISTED_METHODS);
        for (String method : given) {
            if (!isToken(method)) {
                problems.add(new CorsProblem.InvalidMethod(method));
            } else if (isForbiddenMethod(method)) {
                problems.add(new CorsProblem.ForbiddenMethod(method));
            } else {
                methods.add(normalizedMethod(method));
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

    /** <a href="https://fetch.spec.whatwg.org/#forbidden-method">Forbidden methods</a>. */
    private static boolean isForbiddenMethod(String method) {
        return method.equalsIgnoreCase("CONNECT")
                || method.equalsIgnoreCase("TRACE")
                || method.equalsIgnoreCase("TRACK");
    }

    /** The request headers that a policy with these allows, in lower case and in order. */
    static List<String> requestHeaders(Collection<String> given, List<CorsProblem> problems) {
        List<String> names = new ArrayList<>(given.size());
        for (String name : given) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!isToken(name)) {
                problems.add(new CorsProblem.InvalidHeaderName(name));
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
     * <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Forbidden request-headers</a>; those that are so
     * only with certain values are not among them.
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

    /** The response headers that a policy with these exposes, in lower case and in order; {@code *} alone if it is among them. */
    static List<String> responseHeaders(Collection<String> given, List<CorsProblem> problems) {
        List<String> names = new ArrayList<>(given.size());
        for (String name : given) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!isToken(name)) {
                problems.add(new CorsProblem.InvalidHeaderName(name));
            } else if (lower.equals("set-cookie") || lower.equals("set-cookie2")) {
                // https://fetch.spec.whatwg.org/#forbidden-response-header-name
                problems.add(new CorsProblem.ForbiddenResponseHeader(name));
            } else {
                names.add(lower);
            }
        }
        return canonical(names);
    }

    /** In order, each once; {@code *} alone if it is among them. Not sorted by the JDK, whose sort is one more class to load. */
    private static List<String> canonical(List<String> names) {
        if (names.contains(ANY)) {
            return List.of(ANY);
        }
        List<String> canonical = new ArrayList<>(names.size());
        for (String name : names) {
            int place = Collections.binarySearch(canonical, name);
            if (place < 0) {
                canonical.add(-place - 1, name);
            }
        }
        return List.copyOf(canonical);
    }

    /** As the value of a header. */
    static String list(List<String> names) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                list.append(',');
            }
            list.append(names.get(i));
        }
        return list.toString();
    }

    /** A <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">token</a>: what methods and header names are made of. */
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
