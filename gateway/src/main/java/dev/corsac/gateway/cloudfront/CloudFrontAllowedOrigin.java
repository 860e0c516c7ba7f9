package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.Glob;
import dev.corsac.http.Url;

/**
 * An entry of {@code Access-Control-Allow-Origin} in a response headers policy: <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">documented</a>
 * are {@code *}, a scheme or none, {@code *.} before the host for labels on the left, and a port, in which {@code *} stands for
 * any characters; {@code :*} covers origins without a port too. Without a port only origins without one are covered.
 *
 * @param text as the policy has it
 */
record CloudFrontAllowedOrigin(String text) {

    /** @throws DeploymentException if AWS would refuse it */
    CloudFrontAllowedOrigin {
        String host = host(withoutScheme(text));
        int star = host.lastIndexOf('*');
        boolean leftmost = star < 0 || (star == 0 && host.startsWith("*."));
        if (!text.equals("*") && (!leftmost || scheme(text).indexOf('*') >= 0)) {
            throw new DeploymentException(
                    "The wildcard character (*) is allowed as the leftmost part of the domain (*.example.org)",
                    "\"" + text + "\" has it elsewhere: write *. before the host, or * in the port");
        }
    }

    boolean covers(String origin) {
        if (text.equals("*")) {
            return true;
        }
        String scheme = scheme(text);
        if (!scheme.isEmpty() && !scheme.equals(scheme(origin))) {
            return false;
        }
        String authority = withoutScheme(origin);
        return coversHost(host(withoutScheme(text)), host(authority))
                && coversPort(port(withoutScheme(text)), port(authority));
    }

    private static boolean coversHost(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }

    private static boolean coversPort(String pattern, String port) {
        return pattern.equals("*") || (pattern.isEmpty() ? port.isEmpty() : Glob.matches(pattern, port));
    }

    private static String scheme(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? "" : origin.substring(0, end);
    }

    private static String withoutScheme(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? origin : origin.substring(end + 3);
    }

    private static String host(String authority) {
        return Url.hostPart(authority);
    }

    private static String port(String authority) {
        int end = host(authority).length();
        return end == authority.length() ? "" : authority.substring(end + 1);
    }
}
