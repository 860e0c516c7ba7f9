package dev.corsac.check;

import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fixes of findings that no recording shows, because the setting to change is CloudFront's. */
final class OwnFixes {

    private static final String ALL_VIEWER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
    private static final String S3_ORIGIN = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";
    private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private OwnFixes() {}

    /**
     * Returns the fixes; empty if the explainer has them.
     *
     * @param bucket whether a bucket is behind the behavior
     * @param form the form that comes first; null for the usual order
     */
    static List<Fix> of(FindingCode code, boolean bucket, @Nullable FixForm form) {
        return switch (code) {
            case CLOUDFRONT_DROPS_ORIGIN -> {
                String id = bucket ? S3_ORIGIN : ALL_VIEWER;
                String name = bucket ? "Managed-CORS-S3Origin" : "Managed-AllViewerExceptHostHeader";
                yield ordered(
                        form,
                        "# in the cache behavior\nOriginRequestPolicyId: " + id + "   # " + name
                                + "\nCachePolicyId: " + NO_CACHE
                                + "   # Managed-CachingDisabled, or a policy of your own with Origin among its headers",
                        "# in the cache behavior\norigin_request_policy_id = \"" + id + "\"   # " + name
                                + "\ncache_policy_id          = \"" + NO_CACHE
                                + "\"   # Managed-CachingDisabled, or one of your own with Origin");
            }
            case CLOUDFRONT_CACHES_OTHER_ORIGIN ->
                ordered(
                        form,
                        "# in the cache behavior\nCachePolicyId: !Ref PerOrigin\n\n# in Resources\nPerOrigin:\n"
                                + "  Type: AWS::CloudFront::CachePolicy\n  Properties:\n    CachePolicyConfig:\n"
                                + "      Name: per-origin\n      MinTTL: 0\n      DefaultTTL: 86400\n      MaxTTL: 31536000\n"
                                + "      ParametersInCacheKeyAndForwardedToOrigin:\n        EnableAcceptEncodingGzip: true\n"
                                + "        HeadersConfig: {HeaderBehavior: whitelist, Headers: [Origin]}\n"
                                + "        CookiesConfig: {CookieBehavior: none}\n"
                                + "        QueryStringsConfig: {QueryStringBehavior: all}",
                        "# in the cache behavior\ncache_policy_id = aws_cloudfront_cache_policy.per_origin.id\n\n"
                                + "resource \"aws_cloudfront_cache_policy\" \"per_origin\" {\n  name        = \"per-origin\"\n"
                                + "  min_ttl     = 0\n  default_ttl = 86400\n  max_ttl     = 31536000\n"
                                + "  parameters_in_cache_key_and_forwarded_to_origin {\n"
                                + "    enable_accept_encoding_gzip = true\n    headers_config {\n"
                                + "      header_behavior = \"whitelist\"\n      headers { items = [\"Origin\"] }\n    }\n"
                                + "    cookies_config { cookie_behavior = \"none\" }\n"
                                + "    query_strings_config { query_string_behavior = \"all\" }\n  }\n}");
            case CLOUDFRONT_NO_OPTIONS ->
                ordered(
                        form,
                        "# in the cache behavior\nAllowedMethods: [GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE]",
                        "# in the cache behavior\nallowed_methods = [\"GET\", \"HEAD\", \"OPTIONS\", \"PUT\", \"POST\","
                                + " \"PATCH\", \"DELETE\"]");
            default -> List.of();
        };
    }

    private static List<Fix> ordered(@Nullable FixForm form, String yaml, String hcl) {
        Fix template = new Fix(form == FixForm.SAM ? FixForm.SAM : FixForm.CLOUDFORMATION, yaml, false);
        Fix terraform = new Fix(FixForm.TERRAFORM, hcl, false);
        List<Fix> fixes = new ArrayList<>(List.of(template));
        fixes.add(form == FixForm.TERRAFORM ? 0 : 1, terraform);
        return fixes;
    }
}
