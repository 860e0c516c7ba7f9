package dev.corsac.config.generate;

import static dev.corsac.config.generate.CloudFormationText.attribute;
import static dev.corsac.config.generate.CloudFormationText.resource;
import static dev.corsac.config.generate.CloudFormationText.sub;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.Fields.Lines;
import dev.corsac.config.generate.Fields.Tagged;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a template of AWS SAM with page and API at one origin: a CloudFront distribution with a bucket, and the API under
 * {@code /api}. Not thread-safe.
 */
final class SameOriginText {

    private static final String CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private static final String SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03";

    /** Runs in CloudFront, whose JavaScript has no modules and one global function. */
    private static final String FALLBACK = """
            // A path of the single-page application itself, /orders/7, has no file: the page responds to it. Paths of the
            // API never come here, so that its errors stay what they are.
            function handler(event) {
                var request = event.request;
                var last = request.uri.substring(request.uri.lastIndexOf('/') + 1);
                if (last.indexOf('.') < 0) {
                    request.uri = '/index.html';
                }
                return request;
            }
            """;

    private final InfrastructurePlan plan;
    private final CloudFormationText sam;
    private Fields resources = new Fields();

    SameOriginText(CorsLayout layout) {
        this.plan = layout.plan();
        this.sam = new CloudFormationText(layout, true);
    }

    /**
     * Returns the plan with its routes under {@code /api} and without preflights.
     *
     * @throws ConfigurationException if there is nothing that CloudFront could have as one origin
     */
    static InfrastructurePlan prefixed(InfrastructurePlan plan) {
        if (plan.front() == FrontKind.FUNCTION_URL && plan.functions().size() > 1) {
            throw new ConfigurationException(
                    "several Function URLs cannot be one origin under /api. Use an HTTP API, or generate"
                            + " for one function");
        }
        List<PlannedRoute> routes = new ArrayList<>();
        for (PlannedRoute route : plan.routes()) {
            String path = route.path().equals("/") ? "/api" : "/api" + route.path();
            boolean all = route.method().equals("$default");
            routes.add(new PlannedRoute(
                    all ? "ANY" : route.method(),
                    all ? "/api/{proxy+}" : path,
                    route.function(),
                    route.access(),
                    route.payloadFormat()));
        }
        return new InfrastructurePlan(
                plan.name(),
                plan.front(),
                Preflights.NOTHING,
                plan.functions(),
                routes,
                plan.authorizers(),
                plan.stage(),
                plan.binaryMediaTypes(),
                null);
    }

    Fields document() {
        Fields document = sam.document();
        resources = sam.resources();
        bucket();
        resources
                .apart()
                .comment("Instead of custom error responses, which would replace the API's errors with the page too.")
                .put(
                        "PageFallback",
                        resource(
                                "AWS::CloudFront::Function",
                                new Fields()
                                        .put("Name", sub("${AWS::StackName}-page"))
                                        .put("AutoPublish", true)
                                        .put(
                                                "FunctionConfig",
                                                new Fields()
                                                        .put("Comment", "Paths of the page itself")
                                                        .put("Runtime", "cloudfront-js-2.0"))
                                        .put("FunctionCode", new Lines(FALLBACK))));
        if (plan.front() == FrontKind.FUNCTION_URL) {
            signedUrl();
        }
        distribution();
        sam.outputs().remove("ApiUrl");
        sam.outputs()
                .put("Page", output("The page, and the API under /api", sub("https://${Distribution.DomainName}/")))
                .put("Bucket", output("Where the page's files go", new Tagged("!Ref", "PageBucket")));
        return document;
    }

    private static Fields output(String description, Object value) {
        return new Fields().put("Description", description).put("Value", value);
    }

    private static Object distributionArn() {
        return sub("arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}");
    }

    private void bucket() {
        resources
                .apart()
                .put(
                        "PageBucket",
                        resource(
                                "AWS::S3::Bucket",
                                new Fields()
                                        .put(
                                                "PublicAccessBlockConfiguration",
                                                new Fields()
                                                        .put("BlockPublicAcls", true)
                                                        .put("BlockPublicPolicy", true)
                                                        .put("IgnorePublicAcls", true)
                                                        .put("RestrictPublicBuckets", true))));
        resources
                .apart()
                .put(
                        "PageBucketPolicy",
                        resource(
                                "AWS::S3::BucketPolicy",
                                new Fields()
                                        .put("Bucket", new Tagged("!Ref", "PageBucket"))
                                        .put(
                                                "PolicyDocument",
                                                new Fields()
                                                        .put("Version", "2012-10-17")
                                                        .put(
                                                                "Statement",
                                                                List.of(
                                                                        new Fields()
                                                                                .put("Effect", "Allow")
                                                                                .put(
                                                                                        "Principal",
                                                                                        new Fields()
                                                                                                .put(
                                                                                                        "Service",
                                                                                                        "cloudfront.amazonaws.com"))
                                                                                .put("Action", "s3:GetObject")
                                                                                .put(
                                                                                        "Resource",
                                                                                        sub("${PageBucket.Arn}/*"))
                                                                                .put(
                                                                                        "Condition",
                                                                                        new Fields()
                                                                                                .put(
                                                                                                        "StringEquals",
                                                                                                        new Fields()
                                                                                                                .put(
                                                                                                                        "AWS:SourceArn",
                                                                                                                        distributionArn()))))))));
        resources.apart().put("PageAccess", access("page", "s3"));
    }

    private static Fields access(String name, String type) {
        return resource(
                "AWS::CloudFront::OriginAccessControl",
                new Fields()
                        .put(
                                "OriginAccessControlConfig",
                                new Fields()
                                        .put("Name", sub("${AWS::StackName}-" + name))
                                        .put("OriginAccessControlOriginType", type)
                                        .put("SigningBehavior", "always")
                                        .put("SigningProtocol", "sigv4")));
    }

    /** CloudFront signs its requests to the function's URL, so that nobody else can call it. */
    private void signedUrl() {
        resources
                .apart()
                .comment(
                        "CloudFront signs each request, and nobody else can call the URL. Two limits come with it: the page must"
                                + " send the SHA-256 of a body in x-amz-content-sha256 (POST, PUT, PATCH), or the URL responds"
                                + " with 403; and the signature replaces the page's own Authorization header, so send a token"
                                + " in another one, or use an HTTP API.")
                .put("ApiAccess", access("api", "lambda"));
        for (PlannedFunction function : plan.functions()) {
            String name = sam.functionName(function.id());
            for (String action : List.of("InvokeFunctionUrl", "InvokeFunction")) {
                resources
                        .apart()
                        .put(
                                name + "CloudFront" + action.substring("Invoke".length()),
                                resource(
                                        "AWS::Lambda::Permission",
                                        new Fields()
                                                .put("FunctionName", new Tagged("!Ref", name))
                                                .put("Action", "lambda:" + action)
                                                .put("Principal", "cloudfront.amazonaws.com")
                                                .put("SourceArn", distributionArn())));
            }
        }
    }

    private void distribution() {
        List<Object> behaviors = new ArrayList<>();
        behaviors.add(apiBehavior("/api/*"));
        if (plan.routes().stream().anyMatch(route -> route.path().equals("/api"))) {
            behaviors.add(apiBehavior("/api"));
        }
        Fields page = new Fields()
                .put("TargetOriginId", "page")
                .put("ViewerProtocolPolicy", "redirect-to-https")
                .put("Compress", true)
                .comment("Managed-CachingOptimized")
                .put("CachePolicyId", CACHING_OPTIMIZED)
                .comment("Managed-SecurityHeadersPolicy")
                .put("ResponseHeadersPolicyId", SECURITY_HEADERS)
                .put(
                        "FunctionAssociations",
                        List.of(new Fields()
                                .put("EventType", "viewer-request")
                                .put("FunctionARN", attribute("PageFallback.FunctionARN"))));
        resources
                .apart()
                .comment(
                        "Page and API have one origin, so that browsers send neither preflights nor Origin with GET, and no"
                                + " response needs a CORS header.")
                .put(
                        "Distribution",
                        DistributionText.distribution(DistributionText.head()
                                .put("DefaultRootObject", "index.html")
                                .put(
                                        "Origins",
                                        List.of(
                                                pageOrigin(),
                                                DistributionText.apiOrigin(plan, sam, attribute("ApiAccess.Id"))))
                                .put("DefaultCacheBehavior", page)
                                .put("CacheBehaviors", behaviors)));
    }

    private static Fields pageOrigin() {
        return new Fields()
                .put("Id", "page")
                .put("DomainName", attribute("PageBucket.RegionalDomainName"))
                .put("OriginAccessControlId", attribute("PageAccess.Id"))
                .put("S3OriginConfig", new Fields());
    }

    private static Fields apiBehavior(String pattern) {
        return new Fields()
                .put("PathPattern", pattern)
                .put("TargetOriginId", "api")
                .put("ViewerProtocolPolicy", "https-only")
                .put("AllowedMethods", new Fields.OneLine(DistributionText.METHODS))
                .put("Compress", true)
                .comment("Managed-CachingDisabled")
                .put("CachePolicyId", CACHING_DISABLED)
                .comment(DistributionText.HOST_COMMENT)
                .put("OriginRequestPolicyId", DistributionText.ALL_VIEWER_EXCEPT_HOST);
    }
}
