package dev.corsac.deployment;

import java.util.List;

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
}
