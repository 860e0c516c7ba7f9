package dev.corsac.deployment;

import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.TokenSignature;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The authorizers of an API while its routes are made. One that AWS would refuse has been reported: a route that names it is not
 * reported too.
 *
 * @param <A> the front's type of authorizers
 */
final class ApiAuthorizers<A> {

    /** An issuer that no token has. */
    static final String NO_ISSUER = "https://unknown.invalid";

    private final FrontFactory factory;
    private final String api;
    private final Map<String, A> made = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();

    /** @param api the API's id, for problems */
    ApiAuthorizers(FrontFactory factory, String api) {
        this.factory = factory;
        this.api = api;
    }

    /** Makes the authorizers; those that AWS would refuse are reported. */
    void make(Iterable<DeployedAuthorizer> authorizers, Function<DeployedAuthorizer, A> maker) {
        for (DeployedAuthorizer authorizer : authorizers) {
            A one = factory.attempt(authorizer.place(), () -> maker.apply(authorizer));
            if (one == null) {
                refused.add(authorizer.name());
            } else {
                made.put(authorizer.name(), one);
            }
        }
    }

    /** Returns the authorizer that a route names; null if the API does not declare it, which has then been reported. */
    @Nullable
    A of(Authorization authorization) {
        String name = String.valueOf(authorization.authorizer());
        A authorizer = made.get(name);
        if (authorizer == null && !refused.contains(name)) {
            factory.problem(
                    authorization.place(),
                    "there is no authorizer \"" + name + "\" in " + api + ": it has "
                            + (made.isEmpty() ? "none" : String.join(", ", made.keySet())));
        }
        return authorizer;
    }

    /** Returns the function of a Lambda authorizer. */
    LambdaFunction function(DeployedAuthorizer authorizer) {
        String function = authorizer.function();
        return function == null
                ? FrontFactory.unmodelled(authorizer.name(), "the authorizer's function is not part of the deployment")
                : factory.function(function);
    }

    /** Returns the issuer whose tokens an authorizer accepts; null if it is not known. */
    @Nullable
    String issuer(DeployedAuthorizer authorizer) {
        Value<String> issuer = authorizer.issuer();
        return issuer == null ? null : factory.text(issuer);
    }

    /** Returns what checks the signatures of tokens: what the deployment says, or else its surroundings. */
    TokenSignature signature(DeployedAuthorizer authorizer) {
        TokenSignature signature = authorizer.signature();
        return signature == null ? factory.surroundings().signature(authorizer) : signature;
    }
}
