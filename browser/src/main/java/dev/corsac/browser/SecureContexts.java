package dev.corsac.browser;

import dev.corsac.http.Host;

/** <a href="https://w3c.github.io/webappsec-secure-contexts/">Secure contexts</a>. */
final class SecureContexts {

    private SecureContexts() {}

    /** Whether this is a host that is potentially trustworthy over plain http: the machine itself. */
    static boolean isLoopback(String host) {
        Host parsed = Host.parseOrNull(host);
        return parsed != null && parsed.isLoopback();
    }
}
