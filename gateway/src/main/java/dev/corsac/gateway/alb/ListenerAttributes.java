package dev.corsac.gateway.alb;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Header;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes by which a listener modifies response headers, since November 2024: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html">documented</a>.
 *
 * <p>"When you enable a response header, the Application Load Balancer adds the header with the configured value to all
 * responses": to those of targets, whose own value is replaced, and by that wording to the errors that the load balancer makes
 * itself. The value is fixed, and no {@code Vary} is added. Not thread-safe while it is filled.
 */
final class ListenerAttributes {

    /** Who makes the lines. */
    private static final Component SOURCE = Component.of(Component.Kind.LISTENER_ATTRIBUTES, "");

    private static final int MAX_VALUE = 1024;

    private static final String ALLOWED_IN_VALUES = "_ :;.,\\/'?!(){}[]@<>=-+*#&`|~^%";

    private static final String SERVER = "routing.http.response.server.enabled";

    /** By attribute, in AWS's order. */
    private static final Map<String, String> HEADERS = new LinkedHashMap<>();

    static {
        for (String header : new String[] {
            "Strict-Transport-Security",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Credentials",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options"
        }) {
            String key = header.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
            HEADERS.put("routing.http.response." + key + ".header_value", header);
        }
    }

    private final Map<String, Header> lines;
    private boolean server = true;

    ListenerAttributes() {
        this.lines = new LinkedHashMap<>();
    }

    /** Copies attributes, so that later changes of the original do not reach this one. */
    ListenerAttributes(ListenerAttributes original) {
        this.lines = new LinkedHashMap<>(original.lines);
        this.server = original.server;
    }

    /**
     * Sets an attribute; an empty value sets it back to the default.
     *
     * @throws DeploymentException if AWS refuses the attribute or its value
     */
    void set(String key, String value) {
        if (key.equals(SERVER)) {
            if (!value.equals("true") && !value.equals("false")) {
                throw new DeploymentException(
                        "The value '" + value + "' is not valid for the attribute '" + key + "'", "use true or false");
            }
            server = value.equals("true");
            return;
        }
        String name = HEADERS.get(key);
        if (name == null) {
            throw new DeploymentException(
                    "Listener attribute key '" + key + "' is not recognized",
                    "use " + SERVER + ", or one of " + String.join(", ", HEADERS.keySet()));
        }
        if (value.length() > MAX_VALUE) {
            throw new DeploymentException(
                    "The value of the attribute '" + key + "' is too long",
                    "it has " + value.length() + " bytes, and " + MAX_VALUE + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c < 128 && Character.isLetterOrDigit(c)) && ALLOWED_IN_VALUES.indexOf(c) < 0) {
                throw new DeploymentException(
                        "The value of the attribute '" + key + "' has a character that is not valid",
                        "remove \"" + c + "\"");
            }
        }
        lines.put(name, new Header(name, value));
        lines.values().removeIf(line -> line.value().isEmpty());
    }

    /** Returns whether the load balancer's own {@code Server} header is sent. */
    boolean hasServer() {
        return server;
    }

    /** Puts the configured headers in the place of those that are there. */
    void applyTo(ResponseLines response) {
        for (Header line : lines.values()) {
            response.remove(line.lowerCaseName());
            response.add(line, SOURCE);
        }
    }
}
