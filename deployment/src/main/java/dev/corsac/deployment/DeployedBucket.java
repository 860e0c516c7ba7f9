package dev.corsac.deployment;

import dev.corsac.gateway.s3.S3Access;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A bucket's REST endpoint.
 *
 * @param cors the CORS rules; empty for none
 * @param access what the bucket's policy lets its readers do
 */
public record DeployedBucket(String id, List<Endpoint> endpoints, List<DeployedCors> cors, S3Access access, Place place)
        implements DeployedFront {

    /** Copies the lists. */
    public DeployedBucket {
        endpoints = List.copyOf(endpoints);
        cors = List.copyOf(cors);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.BUCKET;
    }

    @Override
    public List<DeployedCors> corsBlocks() {
        return cors;
    }

    @Override
    public DeployedBucket withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return new DeployedBucket(id, endpoints, cors.stream().map(change).toList(), access, place);
    }

    @Override
    public List<Value<?>> settings() {
        return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.bucket(this);
    }
}
