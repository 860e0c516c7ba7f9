package dev.corsac.browser;

/** <a href="https://w3c.github.io/webappsec-secure-contexts/">Secure contexts</a>. */
final class SecureContexts {

    private SecureContexts() {}

    /** Whether this is a host that is potentially trustworthy over plain http: the machine itself. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("localhost.")
                || host.equals("[::1]")
                || (host.startsWith("127.") && host.matches("127(\\.\\d{1,3}){3}"));
    }
}
