package dev.corsac.explain;

import java.util.List;
import java.util.Locale;

/** Fixes in the forms that a function or another server of one's own is written in. */
final class CodeFixes {

    private final Needs needs;

    CodeFixes(Needs needs) {
        this.needs = needs;
    }

    /** Environment variables for a function behind {@code dev.corsac.lambda.CorsHandler}. */
    Fix environment(boolean behindApiGateway) {
        StringBuilder text = new StringBuilder();
        text.append(
                "# the function's handler is dev.corsac.lambda.CorsHandler, the one until now is in CORSAC_HANDLER\n");
        placeholder(text, "# ");
        line(text, "ALLOWED_ORIGINS", String.join(" ", needs.origins()));
        if (needs.credentials()) {
            text.append("ALLOW_CREDENTIALS=true\n");
        }
        if (!needs.methods().isEmpty()) {
            line(text, "ALLOWED_METHODS", String.join(" ", needs.methods()));
        }
        if (!needs.headers().isEmpty()) {
            line(text, "ALLOWED_HEADERS", String.join(" ", needs.headers()));
        }
        if (!needs.namesCall()) {
            text.append("# and, for the call's own method and headers, such as\n");
            text.append("# ALLOWED_METHODS='PUT DELETE'\n# ALLOWED_HEADERS='Authorization Content-Type'\n");
        }
        if (needs.needsInsecureSwitch()) {
            text.append(
                    "# The page is http: only. Anyone on its network can change it and use the cookies; serve it over\n");
            text.append("# https (CloudFront in front of the bucket) instead. Until then:\n");
            text.append("DANGEROUSLY_ALLOW_INSECURE_ORIGINS=true\n");
        }
        if (behindApiGateway) {
            text.append(
                    "# OPTIONS must reach the function. An HTTP API with a CORS configuration ignores the function's\n");
            text.append("# headers: change that configuration instead.\n");
        }
        return Fix.of(FixForm.ENVIRONMENT, text.toString().stripTrailing());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(Quoting.environment(value)).append('\n');
    }

    private void placeholder(StringBuilder text, String comment) {
        if (!needs.namesPage()) {
            text.append(comment)
                    .append("put your page's origin in place of ")
                    .append(Needs.SOME_PAGE)
                    .append(": the message does not name it\n");
        }
    }

    /** The headers themselves, and the variables by which Corsac sends them. */
    Fix headers() {
        StringBuilder text = new StringBuilder();
        placeholder(text, "# ");
        text.append("# on every response, errors too\n").append(needs.responseHeaders());
        if (needs.preflight() && !needs.preflightHeaders().equals(needs.responseHeaders())) {
            text.append("# and on the response to OPTIONS, with a status from 200 to 299, also\n");
            for (dev.corsac.http.Header header : needs.preflightHeaders()) {
                if (!needs.responseHeaders().has(header.name())) {
                    text.append(header).append('\n');
                }
            }
        }
        text.append("\n# the same for a Lambda function with Corsac\n");
        String environment = environment(false).text();
        int from = environment.indexOf("ALLOWED_ORIGINS");
        return Fix.of(FixForm.HEADERS, text + environment.substring(from));
    }

    Fix corsac() {
        StringBuilder text = new StringBuilder();
        placeholder(text, "// ");
        text.append("CorsPolicy policy = CorsPolicy.builder()\n    .allowOrigins(")
                .append(Quoting.jsonList(needs.origins()))
                .append(")\n");
        if (needs.credentials()) {
            text.append("    .allowCredentials()\n");
        }
        if (!needs.methods().isEmpty()) {
            text.append("    .allowMethods(")
                    .append(Quoting.jsonList(needs.methods()))
                    .append(")\n");
        }
        if (!needs.headers().isEmpty()) {
            text.append("    .allowHeaders(")
                    .append(Quoting.jsonList(needs.headers()))
                    .append(")\n");
        }
        if (needs.needsInsecureSwitch()) {
            text.append("    .dangerouslyAllowInsecureOrigins()   // until the page is served over https\n");
        }
        return Fix.of(FixForm.CORSAC, text + "    .build();");
    }

    /** The article's way: the caller's origin, if it is on the list, on every response. */
    Fix plainJava() {
        StringBuilder text = new StringBuilder();
        placeholder(text, "// ");
        text.append(
                "// On every response, errors too, and on OPTIONS with status 204. The event's header may be \"origin\".\n");
        text.append("if (Set.of(")
                .append(Quoting.jsonList(needs.origins()))
                .append(").contains(origin)) {\n")
                .append("    headers.put(\"Access-Control-Allow-Origin\", origin);\n");
        if (needs.credentials()) {
            text.append("    headers.put(\"Access-Control-Allow-Credentials\", \"true\");\n");
        }
        if (needs.preflight()) {
            if (!needs.methods().isEmpty()) {
                text.append("    headers.put(\"Access-Control-Allow-Methods\", ")
                        .append(Quoting.java(String.join(", ", needs.allMethods())))
                        .append(");   // on OPTIONS\n");
            }
            if (!needs.headers().isEmpty()) {
                text.append("    headers.put(\"Access-Control-Allow-Headers\", ")
                        .append(Quoting.java(String.join(", ", needs.headers())))
                        .append(");   // on OPTIONS\n");
            }
        }
        return Fix.of(FixForm.JAVA, text + "}\nheaders.put(\"Vary\", \"Origin\");   // merged with what is in it");
    }

    Fix spring() {
        StringBuilder text = new StringBuilder();
        placeholder(text, "// ");
        text.append("registry.addMapping(\"/**\")   // in WebMvcConfigurer.addCorsMappings\n    .allowedOrigins(")
                .append(Quoting.jsonList(needs.origins()))
                .append(")\n    .allowedMethods(")
                .append(Quoting.jsonList(needs.allMethods()))
                .append(")\n");
        if (!needs.headers().isEmpty()) {
            text.append("    .allowedHeaders(")
                    .append(Quoting.jsonList(needs.headers()))
                    .append(")\n");
        }
        text.append("    .allowCredentials(").append(needs.credentials()).append(");");
        return Fix.of(
                FixForm.SPRING,
                text
                        + "\n// With Spring Security also http.cors(Customizer.withDefaults()), or its filters refuse OPTIONS.");
    }

    Fix express() {
        StringBuilder text = new StringBuilder();
        placeholder(text, "// ");
        text.append("app.use(cors({   // before the routes and before any login\n  origin: [")
                .append(Quoting.jsonList(needs.origins()))
                .append("],\n  methods: [")
                .append(Quoting.jsonList(needs.allMethods()))
                .append("],\n");
        if (!needs.headers().isEmpty()) {
            text.append("  allowedHeaders: [")
                    .append(Quoting.jsonList(needs.headers()))
                    .append("],\n");
        }
        return Fix.of(FixForm.EXPRESS, text + "  credentials: " + needs.credentials() + "\n}));");
    }

    /** A proxy in the development server makes page and API one origin. */
    static Fix proxy(Situation situation) {
        String url = String.valueOf(situation.url());
        int end = url.indexOf("://");
        int slash = end < 0 ? -1 : url.indexOf('/', end + 3);
        String origin = slash < 0 ? url : url.substring(0, slash);
        String first = situation.path();
        int second = first.indexOf('/', 1);
        String prefix = second < 0 ? first : first.substring(0, second);
        return Fix.of(
                FixForm.DEV_SERVER,
                "// vite.config.js: the page calls " + prefix.replaceAll("[^\\w/.-]", "")
                        + "… of its own origin\nserver: { proxy: { " + Quoting.json(prefix) + ": "
                        + Quoting.json(origin) + " } }");
    }

    static Fix page(String text) {
        return Fix.of(FixForm.PAGE, text);
    }

    /** The method as it must be written. */
    static Fix methodInUpperCase(String method) {
        String upper = method.toUpperCase(Locale.ROOT);
        return page("fetch(url, { method: " + Quoting.json(upper) + ", … })   // not " + Quoting.printable(method)
                + "\n// If the server then refuses " + upper + ", add it to the methods that it allows.");
    }

    static Fix withoutHeader(String name) {
        return page("Remove " + Quoting.json(name)
                + " from the headers of the call in the page's script (fetch's headers, axios' defaults, an"
                + " interceptor). The server sends it, not the page.");
    }

    static Fix steps(String text) {
        return Fix.of(FixForm.STEPS, text);
    }

    List<Fix> all(boolean behindApiGateway) {
        return List.of(environment(behindApiGateway), corsac(), plainJava(), spring(), express());
    }
}
