package dev.corsac.explain;

import dev.corsac.browser.Methods;
import dev.corsac.explain.FailureAdvice.Needs;
import dev.corsac.explain.FailureAdvice.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A mend in the terms of the products that send CORS headers. */
final class FixForms {

    private FixForms() {}

    static List<Setting> of(Needs needs) {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("Corsac", corsac(needs)));
        settings.add(new Setting("Spring", spring(needs)));
        settings.add(new Setting("Express", express(needs)));
        settings.add(new Setting("API Gateway REST API", restApi(needs)));
        settings.add(new Setting("API Gateway HTTP API", httpApi(needs)));
        settings.add(new Setting("S3", s3(needs)));
        settings.add(new Setting("CloudFront", cloudFront(needs)));
        return settings;
    }

    private static String corsac(Needs needs) {
        StringBuilder text = new StringBuilder("CorsPolicy.builder()\n    .allowOrigins(\"" + needs.origin() + "\")\n");
        if (needs.credentials()) {
            text.append("    .allowCredentials()\n");
        }
        // The others are always allowed.
        List<String> methods = new ArrayList<>(needs.methods());
        methods.removeIf(Methods::isSafelisted);
        if (!methods.isEmpty()) {
            text.append("    .allowMethods(").append(quoted(methods)).append(")\n");
        }
        if (!needs.headers().isEmpty()) {
            text.append("    .allowHeaders(").append(quoted(needs.headers())).append(")\n");
        }
        return text + "    .build();";
    }

    private static String spring(Needs needs) {
        StringBuilder text =
                new StringBuilder("registry.addMapping(\"/**\")\n    .allowedOrigins(\"" + needs.origin() + "\")\n");
        text.append("    .allowedMethods(").append(quoted(methods(needs))).append(")\n");
        if (!needs.headers().isEmpty()) {
            text.append("    .allowedHeaders(").append(quoted(needs.headers())).append(")\n");
        }
        text.append("    .allowCredentials(").append(needs.credentials()).append(");");
        return text.append("   // with Spring Security also: http.cors(Customizer.withDefaults())")
                .toString();
    }

    private static String express(Needs needs) {
        StringBuilder text = new StringBuilder("app.use(cors({\n  origin: [\"" + needs.origin() + "\"],\n");
        text.append("  methods: [").append(quoted(methods(needs))).append("],\n");
        if (!needs.headers().isEmpty()) {
            text.append("  allowedHeaders: [").append(quoted(needs.headers())).append("],\n");
        }
        return text + "  credentials: " + needs.credentials() + "\n}));   // before the routes and before any login";
    }

    /** A proxy integration passes the function's headers through and adds none of its own. */
    private static String restApi(Needs needs) {
        return "With a Lambda proxy integration the function itself sends these headers; give the resource an OPTIONS"
                + " method with authorization NONE,\nand its errors the same headers:\n"
                + "aws apigateway put-gateway-response --rest-api-id ID --response-type DEFAULT_4XX"
                + " --response-parameters"
                + " \"gatewayresponse.header.Access-Control-Allow-Origin='" + needs.origin() + "'"
                + (needs.credentials() ? ",gatewayresponse.header.Access-Control-Allow-Credentials='true'" : "")
                + "\"   # and DEFAULT_5XX";
    }

    /** An HTTP API with a CORS configuration drops the headers that the function sends. */
    private static String httpApi(Needs needs) {
        StringBuilder text = new StringBuilder("aws apigatewayv2 update-api --api-id ID --cors-configuration '{");
        text.append("\"AllowOrigins\": [\"").append(needs.origin()).append("\"], ");
        text.append("\"AllowMethods\": [").append(quoted(methods(needs))).append("]");
        if (!needs.headers().isEmpty()) {
            text.append(", \"AllowHeaders\": [").append(quoted(needs.headers())).append("]");
        }
        return text + ", \"AllowCredentials\": " + needs.credentials() + "}'";
    }

    private static String s3(Needs needs) {
        List<String> methods = new ArrayList<>(methods(needs));
        methods.retainAll(List.of("GET", "PUT", "POST", "DELETE", "HEAD"));
        if (methods.isEmpty()) {
            return "S3 has GET, PUT, POST, DELETE and HEAD only.";
        }
        return "aws s3api put-bucket-cors --bucket NAME --cors-configuration '{\"CORSRules\": [{\"AllowedOrigins\": [\""
                + needs.origin() + "\"], \"AllowedMethods\": [" + quoted(methods) + "], \"AllowedHeaders\": ["
                + quoted(needs.headers()) + "]}]}'";
    }

    private static String cloudFront(Needs needs) {
        return "Allow OPTIONS in the cache behaviour and pass Origin on (origin request policy"
                + " Managed-CORS-CustomOrigin, or Managed-CORS-S3Origin for a bucket),\nor let a response headers"
                + " policy answer: \"CorsConfig\": {\"AccessControlAllowOrigins\": {\"Quantity\": 1, \"Items\": [\""
                + needs.origin() + "\"]}, \"AccessControlAllowMethods\": {\"Quantity\": "
                + methods(needs).size()
                + ", \"Items\": [" + quoted(methods(needs)) + "]}, \"AccessControlAllowHeaders\": {\"Quantity\": "
                + Math.max(needs.headers().size(), 1) + ", \"Items\": ["
                + (needs.headers().isEmpty() ? "\"content-type\"" : quoted(needs.headers()))
                + "]}, \"AccessControlAllowCredentials\": " + needs.credentials() + ", \"OriginOverride\": true}";
    }

    private static List<String> methods(Needs needs) {
        return needs.methods().isEmpty() ? List.of("GET", "HEAD", "POST") : needs.methods();
    }

    private static String quoted(List<String> values) {
        StringJoiner text = new StringJoiner(", ");
        for (String value : values) {
            text.add("\"" + value + "\"");
        }
        return text.toString();
    }
}
