package dev.corsac.check;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces placeholder host names in fixes by the template's own references. A placeholder is used for a name that AWS makes. */
final class StandInNames {

    private static final Pattern QUOTED = Pattern.compile("(?<!!Sub )\"([^\"]*)\"");

    /** Fronts by the placeholder of their origin. */
    private final Map<String, DeployedFront> fronts = new LinkedHashMap<>();

    StandInNames(Deployment deployment, Resolution resolution) {
        for (DeployedFront front : deployment.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                if (endpoint.host() instanceof Value.Made<String>) {
                    fronts.put(resolution.origin(front, endpoint), front);
                }
            }
        }
    }

    /** Returns the placeholders of origins, with the ids of their fronts. */
    Map<String, String> legend() {
        Map<String, String> legend = new LinkedHashMap<>();
        fronts.forEach((origin, front) -> legend.put(origin, front.id()));
        return legend;
    }

    Fix written(Fix fix) {
        String text = fix.text().replace(CallingPages.ANY, "https://YOUR-PAGE");
        for (Map.Entry<String, DeployedFront> front : fronts.entrySet()) {
            String reference = reference(front.getValue(), fix.form());
            if (reference != null && text.contains(front.getKey())) {
                text = fix.form() == FixForm.TERRAFORM
                        ? text.replace(front.getKey(), reference)
                        : substituted(text, front.getKey(), reference);
            }
        }
        return new Fix(fix.form(), text, fix.replacesConfiguration());
    }

    /** Puts a function of CloudFormation around each text that has the origin. */
    private static String substituted(String text, String origin, String reference) {
        Matcher matcher = QUOTED.matcher(text);
        StringBuilder written = new StringBuilder();
        while (matcher.find()) {
            String whole = matcher.group(1);
            String with =
                    whole.contains(origin) ? "!Sub \"" + whole.replace(origin, reference) + "\"" : matcher.group();
            matcher.appendReplacement(written, Matcher.quoteReplacement(with));
        }
        return matcher.appendTail(written).toString();
    }

    private static @Nullable String reference(DeployedFront front, FixForm form) {
        String address = front.place().address();
        boolean template = address != null && address.startsWith("Resources.");
        String id = front.id();
        if (template && (form == FixForm.SAM || form == FixForm.CLOUDFORMATION)) {
            return front.kind() == FrontKind.CLOUDFRONT
                    ? "https://${" + id + ".DomainName}"
                    : front.kind() == FrontKind.SITE ? "${" + id + ".WebsiteURL}" : null;
        }
        return form == FixForm.TERRAFORM && id.startsWith("aws_cloudfront_distribution.")
                ? "https://${" + id + ".domain_name}"
                : null;
    }
}
