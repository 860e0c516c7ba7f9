package dev.corsac.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A front as it is configured: what browsers reach. Immutable. */
public sealed interface DeployedFront
        permits DeployedRestApi,
                DeployedHttpApi,
                DeployedFunctionUrl,
                DeployedLoadBalancer,
                DeployedWebsite,
                DeployedBucket,
                DeployedDistribution {

    /** Returns its name in the file: a logical id, an entry of {@code corsac.yaml}, a Terraform address. */
    String id();

    /** Returns where it is declared. */
    Place place();

    /** Returns the host names at which it is reached; at least one. */
    List<Endpoint> endpoints();

    /** Returns which service it is. */
    FrontKind kind();

    /** Returns its routes; empty for the kinds that have none. */
    default List<DeployedRoute> routes() {
        return List.of();
    }

    /** Returns its authorizers; empty for the kinds that have none. */
    default List<DeployedAuthorizer> authorizers() {
        return List.of();
    }

    /** Returns its CORS blocks, of a distribution those of its behaviors' response headers policies; empty without one. */
    default List<DeployedCors> corsBlocks() {
        return List.of();
    }

    /** Returns the front with a change of each of its CORS blocks; the front itself without one. */
    default DeployedFront withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return this;
    }

    /** Returns the attributes of a load balancer's listener that this model knows, by their keys; empty for other kinds. */
    default Map<String, Value<String>> attributes() {
        return Map.of();
    }

    /** Returns the ids of the functions that respond to its requests, those behind a distribution's origins included. */
    default Set<String> functions() {
        return Set.of();
    }

    /**
     * Returns the values of its settings, without those of its endpoints, routes, authorizers and CORS blocks; only those on
     * which a call's outcome depends.
     */
    List<Value<?>> settings();

    /** Calls the visitor's method for this kind of front and returns what that returns. */
    <R> R accept(Visitor<R> visitor);

    /**
     * What to do with each kind of front. Code that decides about every kind implements it rather than tests for types, so that
     * it does not compile before it decides about a new kind.
     *
     * @param <R> what the methods return
     */
    interface Visitor<R> {

        /** Receives a REST API. */
        R restApi(DeployedRestApi api);

        /** Receives an HTTP API. */
        R httpApi(DeployedHttpApi api);

        /** Receives a Function URL. */
        R functionUrl(DeployedFunctionUrl url);

        /** Receives a load balancer's listener. */
        R loadBalancer(DeployedLoadBalancer balancer);

        /** Receives a website bucket. */
        R website(DeployedWebsite site);

        /** Receives a bucket. */
        R bucket(DeployedBucket bucket);

        /** Receives a distribution. */
        R distribution(DeployedDistribution distribution);
    }
}
