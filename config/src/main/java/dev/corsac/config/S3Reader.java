package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3RoutingRule;
import dev.corsac.gateway.s3.S3Website;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code sites} and {@code buckets}. */
final class S3Reader {

    private S3Reader() {}

    /** The folder with the objects; null for a site that redirects everything. */
    static @Nullable Path folder(Document document, Setting setting) {
        Setting directory = setting.find("directory");
        if (directory == null) {
            if (setting.has("redirectAllRequestsTo")) {
                return null;
            }
            throw setting.wrong(setting.where() + " needs \"directory\": the folder with the objects");
        }
        Path folder = document.path(directory.text());
        if (!Files.isDirectory(folder)) {
            throw directory.wrong(directory.where() + ": there is no folder " + folder);
        }
        return folder;
    }

    static Front site(Setting setting, @Nullable Path folder, UnverifiedBehavior open) {
        Setting redirects = setting.find("redirects");
        Map<String, String> locations = setting.map("redirects");
        Map<String, String> files = setting.map("files");
        Set<String> dotFiles = dotFiles(setting);
        FolderBucket bucket = redirects == null
                ? bucket(folder, files, locations, dotFiles)
                : redirects.deployed(() -> bucket(folder, files, locations, dotFiles));
        S3Website.Builder builder = S3Website.builder(bucket).unverified(open);
        Setting elsewhere = setting.find("redirectAllRequestsTo");
        if (elsewhere == null) {
            builder.indexDocument(setting.text("index"));
        } else {
            String host = elsewhere.isText() ? elsewhere.text() : elsewhere.text("hostName");
            elsewhere.deployed(() -> builder.redirectAllRequestsTo(elsewhere.textOrNull("protocol"), host));
            String index = setting.textOrNull("index");
            if (index != null) {
                builder.indexDocument(index);
            }
        }
        builder.errorDocument(setting.textOrNull("error"));
        builder.access(setting.constant("access", S3Access.class));
        setting.items("routingRules").forEach(rule -> builder.routingRule(rule.deployed(() -> rule(rule))));
        S3Cors cors = cors(setting);
        if (cors != null) {
            builder.cors(cors);
        }
        Setting index = setting.find("index");
        return (index == null ? setting : index).deployed(builder::build);
    }

    static Front bucket(Setting setting, @Nullable Path folder) {
        S3Bucket made = S3Bucket.of(bucket(folder, setting.map("files"), Map.of(), dotFiles(setting)))
                .withAccess(setting.constant("access", S3Access.class));
        S3Cors cors = cors(setting);
        return cors == null ? made : made.withCors(cors);
    }

    private static FolderBucket bucket(
            @Nullable Path folder, Map<String, String> files, Map<String, String> redirects, Set<String> dotFiles) {
        return new FolderBucket(folder, files, redirects, Clock.systemUTC().instant()).withDotFiles(dotFiles);
    }

    private static Set<String> dotFiles(Setting setting) {
        Setting found = setting.find("dotFiles");
        Set<String> names = new LinkedHashSet<>();
        for (String name : setting.texts("dotFiles")) {
            if (found != null
                    && (!name.startsWith(".")
                            || name.equals(".")
                            || name.equals("..")
                            || name.matches(".*[/\\\\].*"))) {
                throw found.wrong(found.where() + ": \"" + name
                        + "\" is not the name of a file or folder that begins with a dot. Write one name, such as"
                        + " .well-known");
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable S3Cors cors(Setting setting) {
        Setting cors = setting.find("cors");
        return cors == null
                ? null
                : cors.deployed(() -> new S3Cors(setting.items("cors").stream()
                        .map(rule -> rule.deployed(() -> new S3Cors.Rule(
                                rule.texts("allowedOrigins"),
                                rule.texts("allowedMethods"),
                                rule.texts("allowedHeaders"),
                                rule.texts("exposedHeaders"),
                                rule.numberOrNull("maxAge"))))
                        .toList()));
    }

    private static S3RoutingRule rule(Setting rule) {
        Setting condition = rule.find("routingRuleCondition");
        S3RoutingRule when = condition == null
                ? S3RoutingRule.always()
                : condition.deployed(() -> S3RoutingRule.when(
                        condition.textOrNull("keyPrefixEquals"),
                        condition.numberOrNull("httpErrorCodeReturnedEquals")));
        Setting to = rule.need("redirectRule", "where to");
        return to.deployed(() -> new S3RoutingRule(
                when.keyPrefixEquals(),
                when.httpErrorCodeReturnedEquals(),
                to.textOrNull("protocol"),
                to.textOrNull("hostName"),
                to.textOrNull("replaceKeyPrefixWith"),
                to.textOrNull("replaceKeyWith"),
                to.number("httpRedirectCode")));
    }
}
