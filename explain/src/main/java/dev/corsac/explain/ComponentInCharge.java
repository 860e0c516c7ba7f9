package dev.corsac.explain;

import dev.corsac.http.Headers;
import dev.corsac.http.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The component to change so that a call passes, and what identifies it. Immutable.
 *
 * @param kind what it is
 * @param host where it is reached; empty if it is not known or the component is not a server
 * @param signs what identifies it: a host name, a header line, an error text
 */
public record ComponentInCharge(Kind kind, String host, List<String> signs) {

    /** Copies the list. */
    public ComponentInCharge {
        signs = List.copyOf(signs);
    }

    /** The kinds of component. */
    public enum Kind {
        /** A REST API of API Gateway. */
        REST_API("rest-api", "API Gateway REST API"),
        /** An HTTP API of API Gateway. */
        HTTP_API("http-api", "API Gateway HTTP API"),
        /** An API of API Gateway of which it is not known which kind it is. */
        API_GATEWAY("api-gateway", "API Gateway (a REST API or an HTTP API)"),
        /** A Lambda function URL. */
        FUNCTION_URL("function-url", "Lambda function URL"),
        /** An Application Load Balancer. */
        LOAD_BALANCER("load-balancer", "Application Load Balancer"),
        /** A bucket's REST endpoint. */
        S3("s3", "S3 bucket"),
        /** A bucket's website endpoint. */
        S3_WEBSITE("s3-website", "S3 website endpoint"),
        /** A CloudFront distribution. */
        CLOUDFRONT("cloudfront", "CloudFront distribution"),
        /** A Cognito user pool's domain. */
        COGNITO("cognito", "Cognito user pool domain"),
        /** An endpoint of an AWS service whose CORS headers its users do not set: AppSync, Lambda's API and others. */
        AWS_SERVICE("aws-service", "AWS service"),
        /** Spring's CORS processor, wherever it runs. */
        SPRING("spring", "Spring's own CORS rules"),
        /** Corsac's policy of a function in the local run. */
        POLICY("policy", "Corsac's policy"),
        /** A server on the machine of the browser. */
        LOCAL_SERVER("local-server", "server on your own machine"),
        /** Any other server. */
        SERVER("server", "server"),
        /** The page's script. */
        PAGE("page", "page's own code"),
        /** The browser, its settings or its extensions. */
        BROWSER("browser", "browser"),
        /** What is between browser and server: names, certificates, connections. */
        NETWORK("network", "connection to the server"),
        /** Nothing is known that would say. */
        UNKNOWN("unknown", "not known");

        private final String code;
        private final String title;

        Kind(String code, String title) {
            this.code = code;
            this.title = title;
        }

        /** Returns the name in JSON: stable. */
        public String code() {
            return code;
        }

        /** Returns the name for people. */
        public String title() {
            return title;
        }

        boolean isApiGateway() {
            return this == REST_API || this == HTTP_API || this == API_GATEWAY;
        }
    }

    static ComponentInCharge of(Kind kind) {
        return new ComponentInCharge(kind, "", List.of());
    }

    /**
     * Identifies the component that made a response.
     *
     * @param host of the URL that was called, in lower case; empty if it is not known
     * @param response what is known of its header lines
     * @param body how its body begins; empty if that is not known
     */
    static ComponentInCharge of(String host, Headers response, String body) {
        List<String> signs = new ArrayList<>();
        Kind kind = kind(host, response, body, signs);
        return new ComponentInCharge(kind, host, signs);
    }

    private static Kind kind(String host, Headers response, String body, List<String> signs) {
        if (body.startsWith("Invalid CORS request")) {
            signs.add("the body \"Invalid CORS request\"");
            return Kind.SPRING;
        }
        String server = lower(response.first("Server"));
        boolean executeApi = host.contains(".execute-api.");
        if (response.has("x-amz-apigw-id")) {
            signs.add("the header x-amz-apigw-id");
            return Kind.REST_API;
        }
        if (response.has("apigw-requestid")) {
            signs.add("the header apigw-requestid");
            return Kind.HTTP_API;
        }
        if (host.contains(".lambda-url.")) {
            signs.add("the host " + host);
            return Kind.FUNCTION_URL;
        }
        String errorType = response.first("x-amzn-ErrorType");
        if (executeApi) {
            signs.add("the host " + host);
            return apiKind(errorType, body, signs);
        }
        if (server.equals("amazons3")) {
            signs.add("the header Server: AmazonS3");
            return isWebsite(host) ? Kind.S3_WEBSITE : Kind.S3;
        }
        if (server.startsWith("awselb")) {
            signs.add("the header Server: " + Masking.text(String.valueOf(response.first("Server"))));
            return Kind.LOAD_BALANCER;
        }
        if (server.equals("cloudfront") || body.contains("Generated by cloudfront (CloudFront)")) {
            signs.add(
                    server.equals("cloudfront")
                            ? "the header Server: CloudFront: it made this response itself"
                            : "the text \"Generated by cloudfront\" in the body");
            return Kind.CLOUDFRONT;
        }
        if (errorType != null && (body.contains("Missing Authentication Token") || errorType.startsWith("Missing"))) {
            signs.add("the header x-amzn-ErrorType: " + Masking.text(errorType));
            return Kind.REST_API;
        }
        if (body.contains("For troubleshooting Function URL authorization issues")) {
            signs.add("the text \"Function URL authorization\" in the body");
            return Kind.FUNCTION_URL;
        }
        return byHost(host, response, signs);
    }

    private static Kind apiKind(@Nullable String errorType, String body, List<String> signs) {
        if (errorType != null) {
            signs.add("the header x-amzn-ErrorType: " + Masking.text(errorType));
            return Kind.REST_API;
        }
        if (body.contains("Missing Authentication Token") || body.contains("Internal server error")) {
            signs.add("the text of its error");
            return Kind.REST_API;
        }
        if (body.contains("\"Not Found\"")
                || body.contains("\"Internal Server Error\"")
                || body.contains("\"Service Unavailable\"")) {
            signs.add("the text of its error");
            return Kind.HTTP_API;
        }
        return Kind.API_GATEWAY;
    }

    private static Kind byHost(String host, Headers response, List<String> signs) {
        Kind kind = null;
        if (host.contains(".s3-website") && isAws(host)) {
            kind = Kind.S3_WEBSITE;
        } else if (host.endsWith(".elb.amazonaws.com") || host.contains(".elb.")) {
            kind = Kind.LOAD_BALANCER;
        } else if (host.endsWith(".amazoncognito.com")) {
            kind = Kind.COGNITO;
        } else if (host.endsWith(".cloudfront.net")) {
            kind = Kind.CLOUDFRONT;
        } else if (isAws(host) && (host.startsWith("s3.") || host.startsWith("s3-") || host.contains(".s3"))) {
            kind = Kind.S3;
        } else if (isLoopback(host)) {
            kind = Kind.LOCAL_SERVER;
        } else if (isAws(host) && !isOnMachine(host)) {
            kind = Kind.AWS_SERVICE;
        }
        if (kind != null) {
            signs.add("the host " + host);
            return kind;
        }
        String via = lower(response.first("Via"));
        String cache = lower(response.first("X-Cache"));
        if (via.contains("cloudfront") || cache.contains("cloudfront") || response.has("X-Amz-Cf-Id")) {
            signs.add("the header " + (cache.contains("cloudfront") ? "X-Cache" : via.isEmpty() ? "X-Amz-Cf-Id" : "Via")
                    + ": the response came through CloudFront");
            return Kind.CLOUDFRONT;
        }
        return host.isEmpty() ? Kind.UNKNOWN : Kind.SERVER;
    }

    private static boolean isWebsite(String host) {
        return host.contains(".s3-website");
    }

    private static boolean isAws(String host) {
        return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    }

    /** Whether the host is a machine or service of the user's own that has a name of AWS. */
    private static boolean isOnMachine(String host) {
        return host.startsWith("ec2-") || host.contains(".compute") || host.contains(".elasticbeanstalk.");
    }

    static boolean isLoopback(String host) {
        Host parsed = Host.parseOrNull(host);
        return parsed != null && (parsed.isLoopback() || parsed.toString().equals("0.0.0.0"));
    }

    /** Returns the component in words, to go on in a sentence. */
    public String describe() {
        String at = host.isEmpty() ? "" : kind == Kind.SERVER ? " " + host : " at " + host;
        boolean hasName = kind == Kind.SPRING || kind == Kind.POLICY || kind == Kind.API_GATEWAY;
        return (hasName ? "" : "the ") + kind.title() + at;
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
