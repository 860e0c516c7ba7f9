package dev.corsac.gateway.rest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller as an authorizer identified it: what appears in {@code requestContext.authorizer}.
 *
 * @param principalId of a Lambda authorizer; null after a Cognito one
 * @param context of a Lambda authorizer, numbers and booleans as text (documented)
 * @param claims of a Cognito authorizer's token; null after a Lambda one
 * @param usageIdentifierKey an API key that a Lambda authorizer named, or null
 */
record RestCaller(
        @Nullable String principalId,
        Map<String, String> context,
        @Nullable Map<String, String> claims,
        @Nullable String usageIdentifierKey) {

    RestCaller {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** Returns the value of {@code context.authorizer.NAME}, null if there is none. */
    @Nullable
    String value(String name) {
        if (name.equals("principalId")) {
            return principalId;
        }
        if (claims != null && name.startsWith("claims.")) {
            return claims.get(name.substring("claims.".length()));
        }
        return context.get(name);
    }
}
