package dev.corsac.config.template;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.s3.S3Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads branches of Amplify apps as pages: <a href="https://docs.aws.amazon.com/amplify/latest/userguide/custom-domains.html">Amplify
 * Hosting</a> serves each from a CloudFront distribution, under {@code BRANCH.APP.amplifyapp.com} and its domain names.
 */
final class AmplifyItems {

    private AmplifyItems() {}

    static void read(Stack stack) {
        for (Resource branch : stack.ofType("AWS::Amplify::Branch")) {
            branch(stack, branch);
        }
        for (Resource app : stack.ofType("AWS::Amplify::App")) {
            boolean none = stack.ofType("AWS::Amplify::Branch").stream()
                    .noneMatch(branch -> app.id().equals(app(branch)));
            if (none) {
                stack.findings()
                        .notice(
                                NoticeCode.RESOURCE_NOT_READ,
                                "no branch of the Amplify app " + app.id()
                                        + " is in this template: its pages are not served here. Add an AWS::Amplify::Branch,"
                                        + " or name the page under sites in corsac.yaml",
                                app.place());
            }
        }
    }

    private static @Nullable String app(Resource branch) {
        return Stack.component(branch.properties().value("AppId"));
    }

    @SuppressWarnings("NullAway") // the signing of an origin may be null: the annotation of the nested type is not seen
    private static void branch(Stack stack, Resource branch) {
        Place place = branch.place();
        String id = app(branch);
        Resource app = id == null ? null : stack.resource(id);
        Value<String> name = branch.properties().value("BranchName");
        if (id == null || app == null || name == null) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            branch.id() + " belongs to an Amplify app that is not in this template: it is not read",
                            place);
            return;
        }
        // A slash in a branch's name is a hyphen in its host name.
        List<Endpoint> endpoints = new ArrayList<>(domains(stack, id, branch.id(), name));
        endpoints.add(new Endpoint(
                Value.joined(
                        List.of(
                                name.map(text -> text.replace('/', '-')),
                                Value.of(".", place),
                                Value.of(new Symbol(id, Symbol.HOST), place)),
                        place),
                "",
                false));
        DeployedBucket files = new DeployedBucket(
                branch.id() + "/files",
                List.of(new Endpoint(Value.of(new Symbol(branch.id(), Symbol.BUCKET_HOST), place), "", false)),
                List.of(),
                S3Access.READ_AND_LIST,
                place);
        stack.fronts().add(files);
        stack.fronts()
                .add(new DeployedDistribution(
                        branch.id(),
                        endpoints,
                        List.of(new Origin(
                                "files",
                                files.endpoints().get(0).host(),
                                files,
                                Value.byDefault(""),
                                "https",
                                Map.of(),
                                null,
                                place)),
                        List.of(new Behavior(
                                "*",
                                "files",
                                ViewerProtocol.REDIRECT_TO_HTTPS,
                                Methods.GET_HEAD,
                                false,
                                CloudFrontCachePolicy.CACHING_DISABLED,
                                null,
                                null,
                                place)),
                        Value.byDefault("index.html"),
                        rules(stack, app),
                        place));
        if (app.properties().get("CustomHeaders") != null) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            "CustomHeaders of " + id + " are not added to responses here",
                            app.place());
        }
    }

    private static List<Endpoint> domains(Stack stack, String app, String id, Value<String> branch) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Resource domain : stack.ofType("AWS::Amplify::Domain")) {
            Value<String> name = domain.properties().value("DomainName");
            Item settings = domain.properties().get("SubDomainSettings");
            if (name == null || settings == null || !app.equals(app(domain))) {
                continue;
            }
            for (Item setting : settings.items()) {
                Value<String> prefix = setting.valueOr("Prefix", "");
                Value<String> of = setting.value("BranchName");
                boolean same = of != null && (of.same(branch) || id.equals(Stack.component(of)));
                if (same) {
                    Value<String> host = "".equals(prefix.known())
                            ? name
                            : Value.joined(List.of(prefix, Value.of(".", name.place()), name), name.place());
                    endpoints.add(new Endpoint(host, "", true));
                }
            }
        }
        return endpoints;
    }

    /** Returns the rules that serve a page in the place of a file that is missing; others are reported. */
    private static List<CloudFrontErrorResponse> rules(Stack stack, Resource app) {
        List<CloudFrontErrorResponse> errors = new ArrayList<>();
        Item rules = app.properties().get("CustomRules");
        for (Item rule : rules == null ? List.<Item>of() : rules.items()) {
            String target = rule.string("Target");
            String status = rule.string("Status");
            // Single-page apps write a pattern of the names without a file's ending, with status 200.
            boolean page = target != null
                    && target.startsWith("/")
                    && ("404-200".equals(status) || "200".equals(status) || "404".equals(status));
            if (page && errors.isEmpty()) {
                errors.add(new CloudFrontErrorResponse(404, target, "404".equals(status) ? 404 : 200, Duration.ZERO));
            } else {
                stack.findings()
                        .notice(
                                NoticeCode.PROPERTY_NOT_MODELLED,
                                "the rule from " + rule.value("Source") + " to " + rule.value("Target") + " of "
                                        + app.id() + " is not modelled",
                                rule.place());
            }
        }
        return errors;
    }
}
