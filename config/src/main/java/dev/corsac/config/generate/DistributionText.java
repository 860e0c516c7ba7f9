package dev.corsac.config.generate;

import static dev.corsac.config.generate.CloudFormationText.resource;
import static dev.corsac.config.generate.CloudFormationText.sub;

import dev.corsac.config.generate.Fields.Tagged;
import dev.corsac.deployment.FrontKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudFront before an API that pages of other origins call, as resources of CloudFormation; its texts are those of the
 * other forms too.
 */
final class DistributionText {

    /** Managed-AllViewerExceptHostHeader. */
    static final String ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    /** Seconds of a year, which is CloudFront's own default: the API decides how long a response is kept. */
    static final int LONGEST = 31_536_000;

    /** What CloudFront calls a selection of the headers that are listed. */
    static final String LISTED = "whitelist";

    static final String HOST_COMMENT =
            "Managed-AllViewerExceptHostHeader: API Gateway and Function URLs refuse another host than their own.";
    static final String METHODS_COMMENT = "With OPTIONS, which CloudFront refuses unless it is listed: preflights.";
    static final String HTTPS_COMMENT = "Not redirect-to-https: browsers do not follow redirects of preflights.";
    static final String KEY_COMMENT =
            "Responses depend on the page and on the caller, so the cache key has both: no page gets what was sent to a page of"
                    + " another origin. Responses are kept only if the API sends max-age; errors for ten seconds.";

    private DistributionText() {}

    /** Adds the distribution to a template, whose output {@code ApiUrl} it becomes. */
    static void add(CorsLayout layout, CloudFormationText template) {
        Fields key = new Fields()
                .put("EnableAcceptEncodingBrotli", true)
                .put("EnableAcceptEncodingGzip", true)
                .put(
                        "HeadersConfig",
                        new Fields()
                                .put("HeaderBehavior", LISTED)
                                .put("Headers", new Fields.OneLine(layout.cacheKey())))
                .put("CookiesConfig", new Fields().put("CookieBehavior", "all"))
                .put("QueryStringsConfig", new Fields().put("QueryStringBehavior", "all"));
        template.resources()
                .apart()
                .comment(KEY_COMMENT)
                .put(
                        "ApiCache",
                        resource(
                                "AWS::CloudFront::CachePolicy",
                                new Fields()
                                        .put(
                                                "CachePolicyConfig",
                                                new Fields()
                                                        .put("Name", sub("${AWS::StackName}-api"))
                                                        .put("MinTTL", 0)
                                                        .put("DefaultTTL", 0)
                                                        .put("MaxTTL", LONGEST)
                                                        .put("ParametersInCacheKeyAndForwardedToOrigin", key))));
        Fields behavior = new Fields()
                .put("TargetOriginId", "api")
                .comment(HTTPS_COMMENT)
                .put("ViewerProtocolPolicy", "https-only")
                .comment(METHODS_COMMENT)
                .put("AllowedMethods", new Fields.OneLine(METHODS))
                .put("Compress", true)
                .put("CachePolicyId", new Tagged("!Ref", "ApiCache"))
                .comment(HOST_COMMENT)
                .put("OriginRequestPolicyId", ALL_VIEWER_EXCEPT_HOST);
        template.resources()
                .apart()
                .put(
                        "Distribution",
                        distribution(head().put("Origins", List.of(apiOrigin(layout.plan(), template, null)))
                                .put("DefaultCacheBehavior", behavior)));
        Fields outputs = template.outputs();
        // Pages call the distribution, and nothing else.
        List.copyOf(outputs.all()).forEach(output -> outputs.remove(output.name()));
        outputs.put(
                "ApiUrl",
                new Fields()
                        .put("Description", "Where pages call the API")
                        .put("Value", sub("https://${Distribution.DomainName}")));
    }

    /** Returns the beginning of a distribution's configuration. */
    static Fields head() {
        return new Fields()
                .put("Comment", sub("${AWS::StackName}"))
                .put("Enabled", true)
                .put("HttpVersion", "http2and3");
    }

    static Fields distribution(Fields configuration) {
        return resource("AWS::CloudFront::Distribution", new Fields().put("DistributionConfig", configuration));
    }

    /**
     * Returns the API as an origin of a distribution.
     *
     * @param access the origin access control of a Function URL; null for a URL that everybody may call
     */
    static Fields apiOrigin(InfrastructurePlan plan, CloudFormationText template, @Nullable Object access) {
        Fields origin = new Fields().put("Id", "api");
        if (plan.front() == FrontKind.FUNCTION_URL) {
            String url = template.functionName(called(plan).id()) + "Url.FunctionUrl";
            origin.put(
                    "DomainName",
                    new Tagged("!Select", List.of(2, new Tagged("!Split", List.of("/", new Tagged("!GetAtt", url))))));
            if (access != null) {
                origin.put("OriginAccessControlId", access);
            }
        } else {
            origin.put("DomainName", sub("${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}"));
            if (plan.front() == FrontKind.REST_API) {
                origin.put("OriginPath", "/" + plan.stage());
            }
        }
        return origin.put(
                "CustomOriginConfig",
                new Fields().put("OriginProtocolPolicy", "https-only").put("OriginSSLProtocols", List.of("TLSv1.2")));
    }

    /** Returns the function whose URL is the origin: the one that pages may call, or the first one. */
    static PlannedFunction called(InfrastructurePlan plan) {
        return plan.functions().stream()
                .filter(function -> function.policy() != null)
                .findFirst()
                .orElse(plan.functions().get(0));
    }
}
