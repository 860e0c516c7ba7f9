package dev.corsac.config.template;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Function URLs of CloudFormation and SAM. */
final class UrlItems {

    private UrlItems() {}

    static void read(Stack stack) {
        for (Resource resource : stack.ofType("AWS::Serverless::Function")) {
            Item url = resource.properties().get("FunctionUrlConfig");
            if (url == null) {
                continue;
            }
            if (url.isUnknown()) {
                HttpTree.unknown(stack, "FunctionUrlConfig of " + resource.id(), url);
                continue;
            }
            // SAM adds the permissions itself.
            stack.fronts().add(url(stack, resource.id() + "Url", resource.id(), url, null, url.place()));
        }
        Set<String> byUrl = new HashSet<>();
        Set<String> byFunction = new HashSet<>();
        permissions(stack, byUrl, byFunction);
        for (Resource resource : stack.ofType("AWS::Lambda::Url")) {
            Item properties = resource.properties();
            String function = stack.functionNames().of(properties.value("TargetFunctionArn"));
            if (function == null) {
                stack.findings()
                        .notice(
                                NoticeCode.RESOURCE_NOT_READ,
                                "the function of " + resource.id() + " is not in this template: it is not read",
                                resource.place());
                continue;
            }
            boolean open = "NONE".equals(properties.string("AuthType"));
            String missing = open && !byUrl.contains(function)
                    ? "lambda:InvokeFunctionUrl"
                    : open && !byFunction.contains(function) ? "lambda:InvokeFunction" : null;
            stack.fronts().add(url(stack, resource.id(), function, properties, missing, resource.place()));
        }
    }

    /** Collects the functions that everybody may call by URL: since October 2025 that takes two permissions (documented). */
    private static void permissions(Stack stack, Set<String> byUrl, Set<String> byFunction) {
        for (Resource resource : stack.ofType("AWS::Lambda::Permission")) {
            Item properties = resource.properties();
            String function = stack.functionNames().of(properties.value("FunctionName"));
            String action = String.valueOf(properties.string("Action")).toLowerCase(Locale.ROOT);
            if (function == null || !"*".equals(properties.string("Principal"))) {
                continue;
            }
            if (action.equals("lambda:invokefunctionurl") || action.equals("lambda:*") || action.equals("*")) {
                byUrl.add(function);
            }
            if (action.equals("lambda:invokefunction") || action.equals("lambda:*") || action.equals("*")) {
                byFunction.add(function);
            }
        }
    }

    private static DeployedFunctionUrl url(
            Stack stack, String id, String function, Item url, @Nullable String missing, Place place) {
        Item cors = url.get("Cors");
        DeployedCors block = null;
        if (cors != null && cors.isMap()) {
            block = CorsItems.read(cors);
        } else if (cors != null) {
            HttpTree.unknown(stack, "Cors of " + id, cors);
        }
        return new DeployedFunctionUrl(
                id,
                List.of(new Endpoint(Value.of(new Symbol(id, Symbol.HOST), place), "", false)),
                function,
                url.valueOr("AuthType", "AWS_IAM"),
                url.valueOr("InvokeMode", "BUFFERED"),
                block,
                missing,
                place);
    }
}
