package dev.corsac.check;

import dev.corsac.CorsProblem;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontFactory;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.rest.RestResponseType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong with settings themselves, whatever calls there are. */
final class SettingsCheck {

    private final Deployment deployment;
    private final Resolution resolution;
    private final Functions functions;
    private final List<AllowedOrigins.Entry> entries;
    private final boolean local;
    private final Set<String> own;
    private final List<Finding> findings = new ArrayList<>();

    /** @param local whether the deployment exists on the developer's machine only */
    SettingsCheck(
            Deployment deployment,
            Resolution resolution,
            Functions functions,
            List<AllowedOrigins.Entry> entries,
            boolean local) {
        this.local = local;
        this.own = new LinkedHashSet<>();
        for (DeployedFront front : deployment.fronts()) {
            front.endpoints().forEach(endpoint -> own.add(resolution.origin(front, endpoint)));
        }
        this.deployment = deployment;
        this.resolution = resolution;
        this.functions = functions;
        this.entries = entries;
    }

    /** @param problems what AWS would refuse */
    List<Finding> run(List<FrontFactory.Problem> problems) {
        for (FrontFactory.Problem problem : problems) {
            add(FindingCode.DEPLOYMENT_REFUSED, Level.ERROR, problem.place(), "AWS", problem.message() + ".");
        }
        origins();
        deployment.functions().forEach(this::policy);
        deployment.fronts().forEach(this::front);
        for (Notice notice : deployment.notices()) {
            if (notice.code() == NoticeCode.DEPLOYMENT_REFUSED) {
                add(FindingCode.DEPLOYMENT_REFUSED, Level.ERROR, notice.place(), "AWS", sentence(notice.message()));
            } else if (notice.code() == NoticeCode.DEPLOYMENT_WITHOUT_TRIGGERS) {
                add(
                        FindingCode.DEPLOYMENT_WITHOUT_TRIGGERS,
                        Level.WARNING,
                        notice.place(),
                        "the deployment of the API",
                        sentence(notice.message()));
            }
        }
        return findings;
    }

    static String sentence(String message) {
        String text = CauseFinder.capital(message);
        return text.endsWith(".") ? text : text + ".";
    }

    private void origins() {
        Set<List<Object>> reported = new LinkedHashSet<>();
        for (AllowedOrigins.Entry entry : entries) {
            String text = entry.text();
            if (text == null || text.isEmpty()) {
                continue;
            }
            boolean mapping = entry.in() == AllowedOrigins.In.MOCK || entry.in() == AllowedOrigins.In.GATEWAY_RESPONSE;
            boolean several = OriginForm.pieces(text).size() > 1;
            String flaw = OriginForm.flaw(text);
            boolean wild = text.indexOf('*') >= 0;
            boolean mapped = mapping && (text.startsWith("method.request") || text.startsWith("context."));
            if (flaw != null && !several && !wild && !mapped && entry.in() != AllowedOrigins.In.POLICY) {
                List<String> meant = OriginForm.meant(text);
                findings.add(finding(
                        FindingCode.ORIGIN_NEVER_MATCHES,
                        Level.WARNING,
                        entry.place(),
                        entry.where(),
                        CauseFinder.neverMessage(entry.where(), text),
                        meant.isEmpty() ? List.of() : List.of(new Fix(FixForm.STEPS, CauseFinder.steps(text), false))));
            }
            for (String piece : OriginForm.pieces(text)) {
                if (isDevelopers(piece) && reported.add(List.of(entry.where(), piece))) {
                    add(
                            FindingCode.LOCALHOST_IN_PRODUCTION,
                            Level.WARNING,
                            entry.place(),
                            entry.where(),
                            "A page on the visitor's own machine, " + piece + ", is allowed in " + entry.where()
                                    + (entry.credentials() ? " with credentials" : "")
                                    + ". Allow it in a stage for development only.");
                }
            }
        }
    }

    /** Whether an origin is of a page on a developer's machine that a deployment on AWS allows. */
    private boolean isDevelopers(String origin) {
        return OriginForm.isLocal(origin) && !local && !own.contains(origin);
    }

    private void policy(DeployedFunction function) {
        if (functions.of(function) instanceof Functions.Refused refused) {
            FindingCause cause = policyRefused(function, refused, resolution);
            findings.add(finding(
                    cause.code(),
                    Level.ERROR,
                    cause.place(),
                    cause.component(),
                    cause.message(),
                    policyFixes(function, refused, resolution)));
        }
    }

    /** Returns the finding that a function does not start, at the variable to change. */
    static FindingCause policyRefused(DeployedFunction function, Functions.Refused refused, Resolution resolution) {
        Place place = function.place();
        for (String variable : DeployedFunction.POLICY_VARIABLES) {
            Value<String> value = function.environment().get(variable);
            String text = value == null ? null : resolution.text(value);
            for (CorsProblem problem : refused.problems()) {
                if (value != null
                        && text != null
                        && !problem.value().isEmpty()
                        && text.contains(problem.value())
                        && place.equals(function.place())) {
                    place = value.place();
                }
            }
        }
        Value<String> origins = function.environment().get("ALLOWED_ORIGINS");
        if (place.equals(function.place()) && origins != null) {
            place = origins.place();
        }
        List<String> messages =
                refused.problems().stream().map(CorsProblem::message).toList();
        String reasons =
                messages.isEmpty() ? refused.message().replace('\n', ' ').strip() : String.join(" ", messages);
        List<String> steps = policyFixes(function, refused, resolution).stream()
                .map(fix -> "Set " + fix.text() + ".")
                .toList();
        return FindingCause.of(
                        FindingCode.POLICY_REFUSED,
                        place,
                        FindingCause.POLICY + function.id(),
                        "The policy of " + function.id() + " is refused, so that the function does not start: "
                                + reasons)
                .withSteps(String.join(" ", steps));
    }

    private static List<Fix> policyFixes(DeployedFunction function, Functions.Refused refused, Resolution resolution) {
        List<Fix> fixes = new ArrayList<>();
        for (String variable : DeployedFunction.POLICY_VARIABLES) {
            Value<String> value = function.environment().get(variable);
            String text = value == null ? null : resolution.text(value);
            for (CorsProblem problem : refused.problems()) {
                if (text != null
                        && problem instanceof CorsProblem.InvalidOrigin invalid
                        && invalid.suggestion() != null
                        && text.contains(invalid.value())) {
                    fixes.add(new Fix(
                            FixForm.ENVIRONMENT,
                            variable + "="
                                    + text.replace(
                                            invalid.value(),
                                            invalid.suggestion().replace(" and ", " ")),
                            false));
                }
            }
        }
        return fixes;
    }

    private void front(DeployedFront front) {
        if (front instanceof DeployedRestApi api) {
            for (DeployedGatewayResponse response : api.gatewayResponses()) {
                unknownType(api, response);
            }
        } else if (front instanceof DeployedFunctionUrl url) {
            reflects(url);
        } else if (front instanceof DeployedHttpApi api && api.cors() != null) {
            ignored(api, api.cors());
        } else if (front instanceof DeployedDistribution distribution) {
            fallback(distribution);
        }
    }

    private void unknownType(DeployedRestApi api, DeployedGatewayResponse response) {
        boolean known = Arrays.stream(RestResponseType.values())
                .anyMatch(type -> type.name().equals(response.type()));
        if (known) {
            return;
        }
        String upper = response.type().toUpperCase(Locale.ROOT).replace('-', '_');
        boolean meant = Arrays.stream(RestResponseType.values())
                .anyMatch(type -> type.name().equals(upper));
        add(
                FindingCode.GATEWAY_RESPONSE_UNKNOWN_TYPE,
                Level.WARNING,
                response.place(),
                "the gateway response " + response.type(),
                "API Gateway has no response type " + response.type() + ", so that this gateway response of " + api.id()
                        + " never acts. "
                        + (meant ? "Write " + upper + "." : "Write one of AWS's names, such as DEFAULT_4XX."));
    }

    private void reflects(DeployedFunctionUrl url) {
        DeployedCors cors = url.cors();
        if (cors == null || !cors.allowCredentials().or(false)) {
            return;
        }
        for (Value<String> origin : cors.allowOrigins()) {
            if ("*".equals(resolution.text(origin))) {
                add(
                        FindingCode.FUNCTION_URL_REFLECTS_ANY_ORIGIN,
                        Level.WARNING,
                        origin.place().equals(Place.NONE) ? cors.place() : origin.place(),
                        "the Cors block of " + url.id(),
                        "The Cors block of " + url.id()
                                + " allows every origin with credentials: any page may read what the function responds to its"
                                + " visitors. List the origins of your pages.");
            }
        }
    }

    private void ignored(DeployedHttpApi api, DeployedCors cors) {
        for (String id : api.functions()) {
            DeployedFunction function = deployment.function(id);
            if (function != null && functions.of(function).sendsCors()) {
                Finding finding = finding(
                        FindingCode.HEADERS_IGNORED_BY_HTTP_API,
                        Level.WARNING,
                        cors.place(),
                        "the CORS configuration of " + api.id(),
                        api.id() + " has a CORS configuration, so that it ignores the CORS headers of " + id
                                + ". Keep one of the two.",
                        List.of());
                findings.add(finding.toBuilder()
                        .related(List.of(new Finding.Related(function.place(), "the function that sends them")))
                        .build());
            }
        }
    }

    private void fallback(DeployedDistribution distribution) {
        Set<Integer> replaced = new TreeSet<>();
        String page = "";
        for (CloudFrontErrorResponse error : distribution.errorResponses()) {
            Integer code = error.responseCode();
            if (error.responsePagePath() != null && code != null && code >= 200 && code < 300) {
                replaced.add(error.errorCode());
                page = error.responsePagePath();
            }
        }
        if (replaced.isEmpty()) {
            return;
        }
        for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
            for (DeployedDistribution.Origin origin : distribution.origins()) {
                DeployedFront behind = origin.front();
                if (origin.id().equals(behavior.origin()) && behind != null && World.isCalled(behind.kind())) {
                    add(
                            FindingCode.SPA_FALLBACK_SWALLOWS_ERRORS,
                            Level.WARNING,
                            distribution.place(),
                            "the custom error responses of " + distribution.id(),
                            "The custom error responses of " + distribution.id() + " turn "
                                    + String.join(
                                            " and ",
                                            replaced.stream()
                                                    .map(String::valueOf)
                                                    .toList()) + " of "
                                    + behind.id() + " into 200 with " + page
                                    + ". Serve the page's routes with a CloudFront function of its own behavior instead.");
                    return;
                }
            }
        }
    }

    private void add(FindingCode code, Level level, Place place, String component, String message) {
        findings.add(finding(code, level, place, component, message, List.of()));
    }

    static Finding finding(
            FindingCode code, Level level, Place place, String component, String message, List<Fix> fixes) {
        return Finding.builder(code, level, place, component, message)
                .fixes(fixes)
                .build();
    }
}
