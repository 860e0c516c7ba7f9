package dev.corsac.deployment;

import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3RoutingRule;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's website endpoint.
 *
 * @param index the index document's suffix; null where everything is redirected
 * @param error the error document's key; null for none
 * @param redirectProtocol the protocol of the redirect of everything; null for the request's
 * @param redirectHost where everything is redirected; null for nowhere
 * @param routingRules in order
 * @param cors the bucket's CORS rules; empty for none
 * @param access what the bucket's policy lets everybody do
 */
public record DeployedWebsite(
        String id,
        List<Endpoint> endpoints,
        @Nullable Value<String> index,
        @Nullable Value<String> error,
        @Nullable Value<String> redirectProtocol,
        @Nullable Value<String> redirectHost,
        List<S3RoutingRule> routingRules,
        List<DeployedCors> cors,
        S3Access access,
        Place place)
        implements DeployedFront {

    /** Copies the lists. */
    public DeployedWebsite {
        endpoints = List.copyOf(endpoints);
        routingRules = List.copyOf(routingRules);
        cors = List.copyOf(cors);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.SITE;
    }

    @Override
    public List<DeployedCors> corsBlocks() {
        return cors;
    }

    @Override
    public DeployedWebsite withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return new DeployedWebsite(
                id,
                endpoints,
                index,
                error,
                redirectProtocol,
                redirectHost,
                routingRules,
                cors.stream().map(change).toList(),
                access,
                place);
    }

    @Override
    public List<Value<?>> settings() {
        return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.website(this);
    }
}
