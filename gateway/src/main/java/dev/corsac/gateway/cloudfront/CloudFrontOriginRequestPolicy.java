package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import java.util.Map;

/**
 * An <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html">origin request
 * policy</a>: what of a request goes to the origin in addition to what is in the cache key. It does not tell requests apart: a response to
 * one {@code Origin} that is only forwarded is served to all (C24). Immutable.
 *
 * @param name what it is called
 * @param headers which headers; with {@code Host} among them the viewer's host goes to the origin instead of its own
 * @param cookies which cookies
 * @param queries which query parameters
 */
public record CloudFrontOriginRequestPolicy(
        String name, CloudFrontSelection headers, CloudFrontSelection cookies, CloudFrontSelection queries) {

    private static final CloudFrontSelection NONE = CloudFrontSelection.none();
    private static final CloudFrontSelection ALL = CloudFrontSelection.all();

    /** {@code Managed-AllViewer}: everything, the viewer's {@code Host} too, which API Gateway refuses (C26). */
    public static final CloudFrontOriginRequestPolicy ALL_VIEWER =
            new CloudFrontOriginRequestPolicy("Managed-AllViewer", ALL, ALL, ALL);

    /** {@code Managed-AllViewerExceptHostHeader}: the one for API Gateway and Function URLs. */
    public static final CloudFrontOriginRequestPolicy ALL_VIEWER_EXCEPT_HOST = new CloudFrontOriginRequestPolicy(
            "Managed-AllViewerExceptHostHeader", CloudFrontSelection.allExcept("Host"), ALL, ALL);

    /** By id (documented). */
    private static final Map<String, CloudFrontOriginRequestPolicy> MANAGED = Map.of(
            "216adef6-5c7f-47e4-b989-5492eafa07d3",
            ALL_VIEWER,
            "b689b0a8-53d0-40ab-baf2-68738e2966ac",
            ALL_VIEWER_EXCEPT_HOST,
            "59781a5b-3903-41f3-afcb-af62929ccde1",
            named("Managed-CORS-CustomOrigin", "Origin"),
            "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
            named("Managed-CORS-S3Origin", "Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
            "bf0718e1-ba1e-49d1-88b1-f726733018ae",
            named("Managed-HostHeaderOnly", "Host"),
            "acba4595-bd28-49b8-b9fe-13317c0390fa",
            named("Managed-UserAgentRefererHeaders", "User-Agent", "Referer"));

    /** @throws DeploymentException if AWS would refuse the policy (reported) */
    public CloudFrontOriginRequestPolicy {
        for (String header : new String[] {"Authorization", "Accept-Encoding"}) {
            if (headers.namesHeader(header)) {
                throw new DeploymentException(
                        "The parameter Headers contains " + header + " that is not allowed.",
                        "put it into the cache policy, or forward all headers");
            }
        }
    }

    /** Returns a policy with only those headers. */
    public static CloudFrontOriginRequestPolicy named(String name, String... headers) {
        return new CloudFrontOriginRequestPolicy(name, CloudFrontSelection.only(headers), NONE, NONE);
    }

    /**
     * AWS's own policy of that id or name, {@code Managed-} before it or not.
     *
     * @throws DeploymentException if there is none here
     */
    public static CloudFrontOriginRequestPolicy managed(String idOrName) {
        CloudFrontOriginRequestPolicy byId = MANAGED.get(idOrName);
        for (CloudFrontOriginRequestPolicy policy : MANAGED.values()) {
            if (byId == null && (policy.name.equals(idOrName) || policy.name.equals("Managed-" + idOrName))) {
                byId = policy;
            }
        }
        if (byId == null) {
            throw new DeploymentException(
                    "The specified origin request policy does not exist.", "\"" + idOrName + "\"");
        }
        return byId;
    }
}
