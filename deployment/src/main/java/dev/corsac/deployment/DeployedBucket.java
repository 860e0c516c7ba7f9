package dev.corsac.deployment;

import dev.corsac.gateway.s3.S3Access;
import java.util.List;

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
}
