package dev.corsac.check;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The CORS blocks of a front. */
final class CorsBlocks {

    private CorsBlocks() {}

    static List<DeployedCors> of(DeployedFront front) {
        List<DeployedCors> blocks = new ArrayList<>();
        if (front instanceof DeployedHttpApi api && api.cors() != null) {
            blocks.add(api.cors());
        } else if (front instanceof DeployedFunctionUrl url && url.cors() != null) {
            blocks.add(url.cors());
        } else if (front instanceof DeployedBucket bucket) {
            blocks.addAll(bucket.cors());
        } else if (front instanceof DeployedWebsite site) {
            blocks.addAll(site.cors());
        } else if (front instanceof DeployedDistribution distribution) {
            for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
                DeployedDistribution.HeadersPolicy policy = behavior.responseHeadersPolicy();
                if (policy != null && policy.cors() != null) {
                    blocks.add(policy.cors());
                }
            }
        }
        return blocks;
    }

    /** Returns the listener attributes of a load balancer; nothing for any other front. */
    static Map<String, Value<String>> attributes(DeployedFront front) {
        return front instanceof DeployedLoadBalancer balancer ? balancer.attributes() : Map.of();
    }
}
