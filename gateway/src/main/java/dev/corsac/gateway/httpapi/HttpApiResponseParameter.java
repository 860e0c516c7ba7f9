package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Header;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change that an HTTP API's integration makes to a header of the function's response: an entry of its <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">{@code
 * responseParameters}</a>, with a static value. CORS cannot be fixed this way: {@code access-control-*} is reserved.
 *
 * <p>Immutable; thread-safe.
 */
public final class HttpApiResponseParameter {

    /** Cannot be mapped (documented; the ends of those with a hyphen at the end are free). */
    private static final List<String> RESERVED = List.of(
            "access-control-",
            "apigw-",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-location",
            "forwarded",
            "keep-alive",
            "origin",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailers",
            "transfer-encoding",
            "upgrade",
            "x-amz-",
            "x-amzn-",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "via");

    private enum Action {
        APPEND,
        OVERWRITE,
        REMOVE
    }

    private final int status;
    private final Action action;
    private final String name;
    private final @Nullable Header line;

    private HttpApiResponseParameter(int status, Action action, String name, @Nullable Header line) {
        this.status = status;
        this.action = action;
        this.name = name;
        this.line = line;
    }

    /**
     * Returns one more line of that header.
     *
     * @param status of which responses of the function
     * @throws DeploymentException if the header is reserved
     */
    public static HttpApiResponseParameter append(int status, String name, String value) {
        return new HttpApiResponseParameter(status, Action.APPEND, checked("append", name), new Header(name, value));
    }

    /**
     * Returns one line of that header and no other.
     *
     * @param status of which responses of the function
     * @throws DeploymentException if the header is reserved
     */
    public static HttpApiResponseParameter overwrite(int status, String name, String value) {
        return new HttpApiResponseParameter(
                status, Action.OVERWRITE, checked("overwrite", name), new Header(name, value));
    }

    /**
     * Returns no line of that header.
     *
     * @param status of which responses of the function
     * @throws DeploymentException if the header is reserved
     */
    public static HttpApiResponseParameter remove(int status, String name) {
        return new HttpApiResponseParameter(status, Action.REMOVE, checked("remove", name), null);
    }

    private static String checked(String action, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String reserved : RESERVED) {
            if (reserved.endsWith("-") ? lower.startsWith(reserved) : lower.equals(reserved)) {
                throw new DeploymentException(
                        "Operations on header " + lower + " are restricted",
                        action + ":header." + name
                                + (lower.startsWith("access-control-")
                                        ? ": CORS headers come from the API's corsConfiguration, or without one from the"
                                                + " function"
                                        : ": API Gateway keeps this header to itself"));
            }
        }
        return name;
    }

    void apply(int functionStatus, ResponseLines lines, Component integration) {
        if (functionStatus != status) {
            return;
        }
        if (action != Action.APPEND) {
            lines.remove(name);
        }
        if (line != null) {
            lines.add(line, integration);
        }
    }
}
