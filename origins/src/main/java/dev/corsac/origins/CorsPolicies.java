package dev.corsac.origins;

import dev.corsac.CallTarget;
import dev.corsac.CorsPolicy;
import dev.corsac.PolicySelector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy for each tenant: which one a request belongs to is read from its URL or its API, so that the page of one tenant cannot
 * call the API of another. A request that belongs to none is under the policy of the key {@code ""}, whose origins are those of
 * the settings and those without tenant.
 *
 * <p>What tells the tenant must be the same for a preflight and the call after it, and part of what caches tell responses
 * apart by. So there is no choice by a header or by an authorizer's result: preflights have neither, and a response that depends
 * on them would need another {@code Vary}.
 *
 * <p>Immutable and thread-safe.
 */
public final class CorsPolicies implements PolicySelector {

    /** What precedes fields that belong to the API or the URL, and so are the same for a preflight. */
    private static final String[] FIELDS = {
        "stageVariables.",
        "pathParameters.",
        "queryStringParameters.",
        "requestContext.apiId",
        "requestContext.domainName",
        "requestContext.domainPrefix",
        "requestContext.stage",
        "requestContext.resourcePath",
        "requestContext.elb.targetGroupArn",
    };

    private enum By {
        HOST,
        SEGMENT,
        STAGE,
        FIELD
    }

    private final RefreshedOrigins origins;
    private final By by;

    /** The path before the segment, or the name of the field. */
    private final String name;

    private CorsPolicies(RefreshedOrigins origins, By by, String name) {
        this.origins = Objects.requireNonNull(origins, "origins");
        this.by = by;
        this.name = name;
    }

    /**
     * Returns policies by the host that the request was sent to, in lower case and without a port: {@code api.acme.example}. Behind
     * CloudFront, it is the host of the API, unless the distribution forwards the viewer's.
     */
    public static CorsPolicies byHost(RefreshedOrigins origins) {
        return new CorsPolicies(origins, By.HOST, "");
    }

    /**
     * Returns policies by a segment of the path: with {@code /tenants/}, the key for {@code /tenants/acme/orders} is {@code acme}. A
     * segment with a percent sign belongs to no tenant.
     *
     * @param before the path before the segment, with a slash at both ends; {@code /} for the first segment. An HTTP API's paths
     *     begin with the name of a stage other than {@code $default}
     * @throws IllegalArgumentException if it has no such slashes
     */
    public static CorsPolicies byPathSegment(RefreshedOrigins origins, String before) {
        if (!before.startsWith("/") || !before.endsWith("/")) {
            throw new IllegalArgumentException("The path \"" + before
                    + "\" must begin and end with a slash, as in \"/tenants/\": the tenant is the segment behind it.");
        }
        return new CorsPolicies(origins, By.SEGMENT, before);
    }

    /** Returns policies by the stage of an API Gateway API. */
    public static CorsPolicies byStage(RefreshedOrigins origins) {
        return new CorsPolicies(origins, By.STAGE, "");
    }

    /**
     * Returns policies by a field of the event, such as {@code stageVariables.tenant} or {@code requestContext.apiId}.
     *
     * @throws IllegalArgumentException if a preflight may have another value in that field than the call it asks for
     */
    public static CorsPolicies byField(RefreshedOrigins origins, String field) {
        for (String allowed : FIELDS) {
            if (allowed.endsWith(".") ? field.startsWith(allowed) : field.equals(allowed)) {
                return new CorsPolicies(origins, By.FIELD, field);
            }
        }
        throw new IllegalArgumentException("The field \"" + field
                + "\" cannot tell a tenant: a preflight may have another value in it than the call that it asks for, or none."
                + " Use one of " + String.join(", ", FIELDS) + ".");
    }

    @Override
    public CorsPolicy select(CallTarget target) {
        String key = key(target);
        return origins.policy(key == null ? "" : key);
    }

    private @Nullable String key(CallTarget target) {
        return switch (by) {
            case HOST -> target.host();
            case SEGMENT -> segment(target.path());
            case STAGE -> target.stage();
            case FIELD -> target.field(name);
        };
    }

    private @Nullable String segment(@Nullable String path) {
        if (path == null || !path.startsWith(name)) {
            return null;
        }
        int end = path.indexOf('/', name.length());
        String segment = path.substring(name.length(), end < 0 ? path.length() : end);
        return segment.indexOf('%') >= 0 ? null : segment;
    }
}
