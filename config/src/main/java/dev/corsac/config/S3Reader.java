package dev.corsac.config;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.s3.S3Access;
import dev.corsac.gateway.s3.S3RoutingRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        if (!document.files().isFolder(folder)) {
            throw directory.wrong(directory.where() + ": there is no folder " + folder);
        }
        return folder;
    }

    static DeployedWebsite site(String name, Setting setting, Endpoint endpoint) {
        Setting elsewhere = setting.find("redirectAllRequestsTo");
        boolean hostOnly = elsewhere != null && elsewhere.isText();
        List<S3RoutingRule> rules = new ArrayList<>();
        setting.items("routingRules").forEach(rule -> rules.add(rule.deployed(() -> rule(rule))));
        return new DeployedWebsite(
                name,
                List.of(endpoint),
                elsewhere == null ? setting.value("index") : setting.valueOrNull("index"),
                setting.valueOrNull("error"),
                elsewhere == null || hostOnly ? null : elsewhere.valueOrNull("protocol"),
                elsewhere == null ? null : hostOnly ? elsewhere.value() : elsewhere.value("hostName"),
                rules,
                cors(setting),
                setting.constant("access", S3Access.class),
                setting.place());
    }

    static DeployedBucket bucket(String name, Setting setting, Endpoint endpoint) {
        return new DeployedBucket(
                name, List.of(endpoint), cors(setting), setting.constant("access", S3Access.class), setting.place());
    }

    /** Returns the objects that a site or bucket has on this machine. */
    static FolderBucket objects(FileSource source, Setting setting, @Nullable Path folder, boolean site) {
        Map<String, String> files = setting.map("files");
        Setting redirects = site ? setting.find("redirects") : null;
        Map<String, String> locations = redirects == null ? Map.of() : redirects.map();
        Set<String> dotFiles = dotFiles(setting);
        return redirects == null
                ? bucket(source, folder, files, locations, dotFiles)
                : redirects.deployed(() -> bucket(source, folder, files, locations, dotFiles));
    }

    static FolderBucket bucket(
            FileSource source,
            @Nullable Path folder,
            Map<String, String> files,
            Map<String, String> redirects,
            Set<String> dotFiles) {
        return new FolderBucket(source, folder, files, redirects).withDotFiles(dotFiles);
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

    private static List<DeployedCors> cors(Setting setting) {
        List<DeployedCors> rules = new ArrayList<>();
        for (Setting rule : setting.items("cors")) {
            rules.add(new DeployedCors(
                    rule.values("allowedOrigins"),
                    rule.values("allowedMethods"),
                    rule.values("allowedHeaders"),
                    rule.values("exposedHeaders"),
                    Value.byDefault(false),
                    rule.numberValue("maxAge"),
                    rule.place()));
        }
        return rules;
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
