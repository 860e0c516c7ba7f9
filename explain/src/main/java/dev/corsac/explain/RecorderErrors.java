package dev.corsac.explain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that recorders of HAR files have for failures that are not CORS. */
final class RecorderErrors {

    private RecorderErrors() {}

    /** Returns the code of a failure that is not CORS; null if the name does not state one. */
    static @Nullable String code(String error) {
        String text = error.toUpperCase(Locale.ROOT);
        if (text.contains("CONNECTION_REFUSED")) {
            return "connection-refused";
        }
        if (text.contains("NAME_NOT_RESOLVED") || text.contains("UNKNOWN_HOST")) {
            return "dns";
        }
        if (text.contains("CERT_") || text.contains("SSL_") || text.contains("SEC_ERROR")) {
            return "certificate";
        }
        if (text.contains("TIMED_OUT") || text.contains("NET_TIMEOUT")) {
            return "connection-timeout";
        }
        if (text.contains("CONNECTION_RESET")
                || text.contains("CONNECTION_CLOSED")
                || text.contains("EMPTY_RESPONSE")) {
            return "connection-closed";
        }
        if (text.contains("INTERNET_DISCONNECTED") || text.contains("OFFLINE")) {
            return "offline";
        }
        if (text.contains("BLOCKED_BY_CLIENT")) {
            return "extension";
        }
        if (text.contains("BLOCKED_BY_ADMINISTRATOR")) {
            return "administrator";
        }
        if (text.contains("BLOCKED_BY_CSP") || text.equals("CSP")) {
            return "csp";
        }
        if (text.contains("BLOCKED_BY_ORB")) {
            return "orb";
        }
        if (text.contains("ERR_ABORTED") || text.contains("BINDING_ABORTED")) {
            return "aborted";
        }
        if (text.contains("PROTOCOL_ERROR")) {
            return "protocol-error";
        }
        return null;
    }
}
