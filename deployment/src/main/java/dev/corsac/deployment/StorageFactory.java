package dev.corsac.deployment;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Website;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes website endpoints and buckets. */
final class StorageFactory {

    private StorageFactory() {}

    static Front site(FrontFactory factory, DeployedWebsite site) {
        S3Website.Builder builder =
                S3Website.builder(factory.surroundings().objects(site)).unverified(factory.open());
        Value<String> redirect = site.redirectHost();
        if (redirect != null) {
            String host = factory.text(redirect);
            Value<String> protocol = site.redirectProtocol();
            factory.attempt(
                    redirect.place(),
                    () -> builder.redirectAllRequestsTo(
                            protocol == null ? null : factory.text(protocol), host == null ? "unknown.invalid" : host));
        }
        Value<String> index = site.index();
        String suffix = index == null ? null : factory.text(index);
        if (suffix != null) {
            builder.indexDocument(suffix);
        } else if (redirect == null) {
            builder.indexDocument("index.html");
        }
        Value<String> error = site.error();
        builder.errorDocument(error == null ? null : factory.text(error));
        builder.access(site.access());
        site.routingRules().forEach(builder::routingRule);
        S3Cors cors = cors(factory, site.cors());
        if (cors != null) {
            builder.cors(cors);
        }
        S3Website made = factory.attempt(index == null ? site.place() : index.place(), builder::build);
        return made == null
                ? S3Website.builder(key -> null).indexDocument("index.html").build()
                : made;
    }

    static Front bucket(FrontFactory factory, DeployedBucket bucket) {
        S3Bucket made = S3Bucket.of(factory.surroundings().objects(bucket)).withAccess(bucket.access());
        S3Cors cors = cors(factory, bucket.cors());
        return cors == null ? made : made.withCors(cors);
    }

    private static @Nullable S3Cors cors(FrontFactory factory, List<DeployedCors> rules) {
        List<S3Cors.Rule> made = new ArrayList<>();
        for (DeployedCors rule : rules) {
            if (factory.texts(rule.allowOrigins()).length == 0
                    && !rule.allowOrigins().isEmpty()) {
                continue; // Every origin is unknown: the rule allows nothing that is certain.
            }
            S3Cors.Rule one = new CorsFactory(factory, rule).bucket();
            if (one != null) {
                made.add(one);
            }
        }
        return made.isEmpty() ? null : factory.attempt(rules.get(0).place(), () -> new S3Cors(made));
    }
}
