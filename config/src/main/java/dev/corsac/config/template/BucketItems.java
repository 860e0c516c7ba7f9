package dev.corsac.config.template;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3RoutingRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads buckets that browsers reach: websites, those with CORS rules, and the origins of distributions. */
final class BucketItems {

    private BucketItems() {}

    static void read(Stack stack) {
        Set<String> behind = new HashSet<>();
        for (Resource distribution : stack.ofType("AWS::CloudFront::Distribution")) {
            Item origins = distribution.properties().get("DistributionConfig", "Origins");
            if (origins != null) {
                for (Item origin : origins.items()) {
                    Value<String> domain = origin.value("DomainName");
                    String id = stack.bucket(domain);
                    if (id != null && !isWebsite(domain)) {
                        behind.add(id);
                    }
                }
            }
        }
        for (Resource bucket : stack.ofType("AWS::S3::Bucket")) {
            List<DeployedCors> cors = rules(bucket.properties().get("CorsConfiguration", "CorsRules"));
            S3Access everybody = access(stack, bucket, true);
            Item website = bucket.properties().get("WebsiteConfiguration");
            if (website != null && website.isMap()) {
                stack.fronts().add(website(stack, bucket, website, cors, everybody));
            }
            if (behind.contains(bucket.id()) || !cors.isEmpty()) {
                stack.fronts()
                        .add(new DeployedBucket(
                                bucket.id(),
                                List.of(endpoint(bucket, Symbol.BUCKET_HOST)),
                                cors,
                                behind.contains(bucket.id()) ? access(stack, bucket, false) : everybody,
                                bucket.place()));
            }
        }
    }

    private static boolean isWebsite(@Nullable Value<String> domain) {
        return domain != null
                && (domain.toString().contains(".s3-website")
                        || domain.toString().contains("${" + Symbol.WEBSITE_HOST + " of "));
    }

    private static Endpoint endpoint(Resource bucket, String attribute) {
        return new Endpoint(Value.of(new Symbol(bucket.id(), attribute), bucket.place()), "", false);
    }

    private static DeployedWebsite website(
            Stack stack, Resource bucket, Item website, List<DeployedCors> cors, S3Access access) {
        Item all = website.get("RedirectAllRequestsTo");
        List<S3RoutingRule> rules = new ArrayList<>();
        Item listed = website.get("RoutingRules");
        for (Item rule : listed == null ? List.<Item>of() : listed.items()) {
            try {
                rules.add(rule(rule));
            } catch (IllegalArgumentException e) {
                stack.findings().refused(rule.place(), String.valueOf(e.getMessage()));
            }
        }
        return new DeployedWebsite(
                bucket.id(),
                List.of(endpoint(bucket, Symbol.WEBSITE_HOST)),
                website.value("IndexDocument"),
                website.value("ErrorDocument"),
                all == null ? null : all.value("Protocol"),
                all == null ? null : all.value("HostName"),
                rules,
                cors,
                access,
                website.place());
    }

    private static S3RoutingRule rule(Item rule) {
        Item to = rule.get("RedirectRule");
        Item condition = rule.get("RoutingRuleCondition");
        Value<Integer> error = condition == null ? null : condition.number("HttpErrorCodeReturnedEquals");
        Value<Integer> code = to == null ? null : to.number("HttpRedirectCode");
        return new S3RoutingRule(
                condition == null ? null : condition.string("KeyPrefixEquals"),
                error == null ? null : error.known(),
                to == null ? null : to.string("Protocol"),
                to == null ? null : to.string("HostName"),
                to == null ? null : to.string("ReplaceKeyPrefixWith"),
                to == null ? null : to.string("ReplaceKeyWith"),
                code == null ? 301 : code.or(301));
    }

    private static List<DeployedCors> rules(@Nullable Item listed) {
        List<DeployedCors> rules = new ArrayList<>();
        for (Item rule : listed == null ? List.<Item>of() : listed.items()) {
            rules.add(new DeployedCors(
                    rule.values("AllowedOrigins"),
                    rule.values("AllowedMethods"),
                    rule.values("AllowedHeaders"),
                    rule.values("ExposedHeaders"),
                    Value.byDefault(false),
                    rule.number("MaxAge"),
                    rule.place()));
        }
        return rules;
    }

    /**
     * Returns what bucket policies let readers do; nothing where none is written.
     *
     * @param everybody whether only statements for everybody count, rather than those for a distribution too
     */
    private static S3Access access(Stack stack, Resource bucket, boolean everybody) {
        boolean read = false;
        boolean list = false;
        for (Resource policy : stack.ofType("AWS::S3::BucketPolicy")) {
            if (!bucket.id().equals(Stack.component(policy.properties().value("Bucket")))) {
                continue;
            }
            Item statements = policy.properties().get("PolicyDocument", "Statement");
            for (Item statement : statements == null
                    ? List.<Item>of()
                    : statements.isMap() ? List.of(statements) : statements.items()) {
                if (!"Allow".equals(statement.string("Effect")) || (everybody && !isForEverybody(statement))) {
                    continue;
                }
                if (everybody && statement.get("Condition") != null) {
                    stack.findings()
                            .notice(
                                    NoticeCode.PROPERTY_NOT_MODELLED,
                                    "the condition of the bucket policy " + policy.id()
                                            + " is not modelled: what it refuses is not refused here",
                                    statement.place());
                }
                for (Value<String> action : statement.values("Action")) {
                    String name = action.or("").toLowerCase(Locale.ROOT);
                    boolean all = name.equals("s3:*") || name.equals("*");
                    read |= all || name.equals("s3:getobject") || name.equals("s3:get*");
                    list |= all || name.equals("s3:listbucket") || name.equals("s3:list*");
                }
            }
        }
        return read && list ? S3Access.READ_AND_LIST : read ? S3Access.READ : S3Access.NONE;
    }

    private static boolean isForEverybody(Item statement) {
        return "*".equals(statement.string("Principal"))
                || statement.values("Principal", "AWS").stream().anyMatch(principal -> "*".equals(principal.known()));
    }
}
