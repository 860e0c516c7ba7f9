package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">route</a> of an HTTP
 * API with its Lambda integration: {@code GET /orders/{id}}, {@code ANY /{proxy+}} or {@code $default}.
 *
 * <p>Immutable; thread-safe.
 */
public final class HttpApiRoute {

    static final String DEFAULT = "$default";

    private final String key;
    private final LambdaFunction function;
    private final PayloadFormat format;
    private final @Nullable HttpApiAuthorizer authorizer;
    private final List<String> scopes;
    private final List<HttpApiResponseParameter> responseParameters;

    /** The source of what the function returns. */
    private final Component functionComponent;

    /** The path between slashes; empty for {@code $default}. */
    private final List<String> segments;

    private HttpApiRoute(
            String key,
            LambdaFunction function,
            PayloadFormat format,
            @Nullable HttpApiAuthorizer authorizer,
            List<String> scopes,
            List<HttpApiResponseParameter> responseParameters,
            List<String> segments) {
        this.key = key;
        this.function = function;
        this.format = format;
        this.authorizer = authorizer;
        this.scopes = scopes;
        this.responseParameters = responseParameters;
        this.segments = segments;
        this.functionComponent = Component.of(Component.Kind.FUNCTION, function.name());
    }

    /**
     * Returns a route in payload format 2.0 that everybody may call.
     *
     * @param key a method, or {@code ANY}, a space and a path; or {@code $default}
     * @throws DeploymentException if API Gateway would refuse the key
     */
    public static HttpApiRoute of(String key, LambdaFunction function) {
        Objects.requireNonNull(function, "function");
        return new HttpApiRoute(key, function, PayloadFormat.V2_0, null, List.of(), List.of(), segments(key));
    }

    /** Returns the same route with another payload format. */
    public HttpApiRoute with(PayloadFormat format) {
        return new HttpApiRoute(key, function, format, authorizer, scopes, responseParameters, segments);
    }

    /** Returns the same route behind an authorizer. */
    public HttpApiRoute with(HttpApiAuthorizer authorizer) {
        return new HttpApiRoute(key, function, format, authorizer, scopes, responseParameters, segments);
    }

    /**
     * Returns the same route, for tokens that have at least one of these scopes: its {@code authorizationScopes}. Meant for a route
     * behind a JWT authorizer.
     */
    public HttpApiRoute withScopes(String... scopes) {
        return new HttpApiRoute(key, function, format, authorizer, List.of(scopes), responseParameters, segments);
    }

    /** Returns the same route, its integration changing these headers of the function's response, in this order. */
    public HttpApiRoute with(HttpApiResponseParameter... parameters) {
        return new HttpApiRoute(key, function, format, authorizer, scopes, List.of(parameters), segments);
    }

    /** Returns the route key. */
    public String key() {
        return key;
    }

    LambdaFunction function() {
        return function;
    }

    Component functionComponent() {
        return functionComponent;
    }

    PayloadFormat format() {
        return format;
    }

    @Nullable
    HttpApiAuthorizer authorizer() {
        return authorizer;
    }

    List<String> scopes() {
        return scopes;
    }

    List<HttpApiResponseParameter> responseParameters() {
        return responseParameters;
    }

    boolean isDefault() {
        return key.equals(DEFAULT);
    }

    /** Returns the method, or {@code ANY}; not of {@code $default}. */
    public String method() {
        return key.substring(0, key.indexOf(' '));
    }

    /** Returns the path, or {@code $default}. */
    String resource() {
        return isDefault() ? DEFAULT : key.substring(key.indexOf(' ') + 1);
    }

    public List<String> segments() {
        return segments;
    }

    /** Returns the path variables of a path that this route matches, decoded (documented). */
    Map<String, String> variables(String path) {
        Map<String, String> variables = Map.of();
        int from = 1;
        for (String segment : segments) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 || isGreedy(segment) ? path.length() : slash;
            if (isVariable(segment)) {
                String name = segment.substring(1, segment.length() - (isGreedy(segment) ? 2 : 1));
                String value = HttpApiStages.decode(path.substring(from, to));
                if (variables.isEmpty()) {
                    variables = Map.of(name, value);
                } else {
                    variables = variables.size() == 1 ? new LinkedHashMap<>(variables) : variables;
                    variables.put(name, value);
                }
            }
            from = to + 1;
        }
        return variables;
    }

    private static List<String> segments(String key) {
        if (key.equals(DEFAULT)) {
            return List.of();
        }
        int space = key.indexOf(' ');
        if (space <= 0
                || space + 1 >= key.length()
                || key.charAt(space + 1) != '/'
                || key.indexOf(' ', space + 1) > 0) {
            throw refused(key, "a route is a method, a space and a path such as \"GET /orders/{id}\", or \"$default\"");
        }
        String method = key.substring(0, space);
        if (!List.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
                .contains(method)) {
            throw refused(key, "the method is ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT");
        }
        String path = key.substring(space + 1);
        if (path.length() > 1 && path.endsWith("/")) {
            throw refused(
                    key,
                    "a path does not end in a slash: \"" + key
                            + "{proxy+}\" covers what follows it, and the slash by itself");
        }
        List<String> segments = new ArrayList<>();
        int from = 1;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            if ((segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) && !isVariable(segment)) {
                throw refused(key, "a path variable is a whole segment, \"{name}\" or \"{name+}\"");
            }
            if (isGreedy(segment) && slash >= 0) {
                throw refused(key, "the greedy path variable \"" + segment + "\" must be the last segment");
            }
            segments.add(segment);
            from = to + 1;
        }
        return List.copyOf(segments);
    }

    private static DeploymentException refused(String key, String fix) {
        return new DeploymentException(
                "The provided route key is not formatted properly for HTTP protocol: " + key, fix);
    }

    public static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.charAt(0) == '{'
                && segment.indexOf('}') == segment.length() - 1
                && segment.indexOf('{', 1) < 0;
    }

    public static boolean isGreedy(String segment) {
        return isVariable(segment) && segment.length() > 3 && segment.charAt(segment.length() - 2) == '+';
    }

    @Override
    public String toString() {
        return key;
    }
}
