package dev.corsac.gateway.s3;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.S3Ids;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.PercentCoding;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html">website endpoint</a>:
 * index and error documents, redirects, and errors in HTML. The rules of the bucket's CORS configuration are applied to GET and
 * HEAD as by the REST endpoint; what it does with preflights is {@linkplain UnverifiedBehavior.S3WebsitePreflight
 * unverified}.
 *
 * <p>Immutable; thread-safe if the bucket is.
 */
public final class S3Website implements Front {

    /** The characters of a path that are not encoded, other than letters and digits (RFC 3986 section 3.3). */
    private static final String KEPT_IN_PATHS = PercentCoding.UNRESERVED_MARKS + "!$&'()*+,;=:@/";

    private static final String NOT_ALLOWED =
            "RedirectAllRequestsTo cannot be provided in conjunction with other Routing" + " Rules.";

    private final Bucket bucket;
    private final String indexDocument;
    private final @Nullable String errorDocument;
    private final List<S3RoutingRule> rules;
    private final @Nullable String redirectHost;
    private final @Nullable String redirectProtocol;
    private final @Nullable S3Cors cors;
    private final S3Access access;
    private final boolean respondsToPreflights;

    /**
     * Returns a website with every object public, without routing rules and CORS configuration.
     *
     * @param bucket the objects
     * @param indexDocument the suffix that is appended to a folder's path, {@code index.html}
     * @param errorDocument the key of what is shown for errors, or null
     * @throws DeploymentException if the index document's suffix is empty or has a slash, as S3 refuses it
     */
    public S3Website(Bucket bucket, String indexDocument, @Nullable String errorDocument) {
        this(new Builder(bucket).indexDocument(indexDocument).errorDocument(errorDocument));
    }

    private S3Website(Builder builder) {
        this.redirectHost = builder.redirectHost;
        this.redirectProtocol = builder.redirectProtocol;
        String suffix = builder.indexDocument;
        if (redirectHost != null) {
            if (suffix != null || builder.errorDocument != null || !builder.rules.isEmpty()) {
                throw new DeploymentException(
                        NOT_ALLOWED, "leave out index document, error document and rules, or the redirect");
            }
            suffix = "index.html"; // never looked at
        } else if (suffix == null) {
            throw new DeploymentException(
                    "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
                    "name one, such as index.html");
        } else if (suffix.isEmpty() || suffix.indexOf('/') >= 0) {
            throw new DeploymentException(
                    "The IndexDocument Suffix is not well formed",
                    "\"" + suffix + "\" should be a file name without a slash, such as index.html");
        }
        if (builder.rules.size() > 50) {
            throw new DeploymentException(
                    builder.rules.size()
                            + " routing rules provided, the number of routing rules in a website configuration is limited"
                            + " to 50.",
                    "let CloudFront redirect");
        }
        this.bucket = builder.bucket;
        this.indexDocument = suffix;
        this.errorDocument = builder.errorDocument;
        this.rules = List.copyOf(builder.rules);
        this.access = builder.access;
        this.cors = builder.cors;
        this.respondsToPreflights = builder.unverified.choice(UnverifiedBehavior.S3WebsitePreflight.class)
                == UnverifiedBehavior.S3WebsitePreflight.AS_REST_ENDPOINT;
    }

    /** Adds a website to be configured, of a bucket whose objects everybody may read and list. */
    public static Builder builder(Bucket bucket) {
        return new Builder(bucket);
    }

    /** Whatever has a body is refused without it. */
    @Override
    public int maxRequestBody() {
        return 0;
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        Headers matched = matched(request);
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            return refused(request, matched, arrival);
        }
        if (redirectHost != null) {
            String protocol = redirectProtocol == null ? request.url().scheme() : redirectProtocol;
            return redirect(
                    301,
                    protocol + "://" + redirectHost + request.url().path(),
                    "RedirectAllRequestsTo",
                    matched,
                    arrival);
        }
        String asked = S3Wire.key(request);
        AttributedResponse ruled = ruled(asked, 0, request, matched, arrival);
        if (ruled != null) {
            return ruled;
        }
        String key = asked.isEmpty() || asked.endsWith("/") ? asked + indexDocument : asked;
        S3Object object = object(key);
        if (object != null) {
            String elsewhere = object.redirectLocation();
            return elsewhere == null
                    ? found(request, object, arrival, head, matched)
                    : redirect(301, elsewhere, "the redirect stored with \"" + key + "\"", matched, arrival);
        }
        if (object(key + "/" + indexDocument) != null) {
            return redirect(302, request.url().path() + "/", "a folder without its slash", matched, arrival);
        }
        boolean listable = access == S3Access.READ_AND_LIST;
        ruled = ruled(asked, listable ? 404 : 403, request, matched, arrival);
        return ruled != null ? ruled : notFound(key, listable, arrival, head, matched);
    }

    private @Nullable S3Object object(String key) {
        return access == S3Access.NONE ? null : bucket.get(key);
    }

    private @Nullable Headers matched(Request request) {
        String origin = request.headers().first("Origin");
        if (cors == null || origin == null) {
            return null;
        }
        String asked = request.headers().first("Access-Control-Request-Method");
        return cors.match(
                origin,
                asked == null ? request.method() : asked,
                request.headers().combined("Access-Control-Request-Headers"));
    }

    /** Returns the redirect of the first rule that covers the key at this time, or null. */
    private @Nullable AttributedResponse ruled(
            String key, int error, Request request, @Nullable Headers matched, RequestMetadata arrival) {
        for (S3RoutingRule rule : rules) {
            if (rule.covers(key, error)) {
                String protocol = rule.protocol() == null ? request.url().scheme() : rule.protocol();
                String host = rule.hostName() == null ? request.url().authority() : rule.hostName();
                String location = protocol + "://" + host + "/" + PercentCoding.encode(rule.target(key), KEPT_IN_PATHS);
                return redirect(rule.httpRedirectCode(), location, "a routing rule", matched, arrival);
            }
        }
        return null;
    }

    private static AttributedResponse redirect(
            int status, String location, String reason, @Nullable Headers matched, RequestMetadata arrival) {
        Headers headers = S3Ids.identification(arrival).plus("Location", location);
        return S3Wire.respond(Response.of(status, headers), reason, matched);
    }

    private static AttributedResponse found(
            Request request, S3Object object, RequestMetadata arrival, boolean head, @Nullable Headers matched) {
        Response response = S3Wire.isNotModified(request, object)
                ? S3Wire.notModified(object, arrival)
                : S3Wire.withOrWithoutBody(200, S3Wire.describe(object, arrival), object.body(), head);
        return S3Wire.respond(response, "", matched);
    }

    /**
     * Returns the error document keeps the status, and names the cause in headers (recorded); one with a redirect stored loses it.
     *
     * @param listable whether the bucket's reader may learn which keys do not exist
     */
    private AttributedResponse notFound(
            String key, boolean listable, RequestMetadata arrival, boolean head, @Nullable Headers matched) {
        int status = listable ? 404 : 403;
        String code = listable ? "NoSuchKey" : "AccessDenied";
        String message = listable ? "The specified key does not exist." : "Access Denied";
        String reason = listable ? "no object \"" + key + "\"" : "no object \"" + key + "\" that everybody may read";
        S3Object document = errorDocument == null ? null : object(errorDocument);
        if (document != null && document.redirectLocation() != null) {
            return redirect(301, document.redirectLocation(), "the redirect of the error document", matched, arrival);
        }
        if (document != null) {
            Headers cause = S3Wire.describe(document, arrival)
                    .plus(Headers.of("x-amz-error-code", code, "x-amz-error-message", message));
            if (listable) {
                cause = cause.plus("x-amz-error-detail-Key", printable(key));
            }
            return S3Wire.respond(S3Wire.withOrWithoutBody(status, cause, document.body(), head), reason, matched);
        }
        Page page = new Page(status, listable ? "Not Found" : "Forbidden", arrival);
        page.error(code, message, listable ? "Key" : null, key);
        if (errorDocument != null) {
            page.text("<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n");
            page.error(code, message, listable ? "Key" : null, errorDocument);
        }
        return S3Wire.respond(page.response(head), reason, matched);
    }

    private AttributedResponse refused(Request request, @Nullable Headers matched, RequestMetadata arrival) {
        if (!request.method().equals("OPTIONS") || !respondsToPreflights) {
            Page page = new Page(405, "Method Not Allowed", arrival);
            page.error(
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.",
                    "ResourceType",
                    "OBJECT");
            Response response = page.response(false);
            return S3Wire.respond(
                    // That a 405 has Allow is RFC 9110's; that S3 sends it is unverified.
                    response.withHeaders(response.headers().plus("Allow", "GET, HEAD")),
                    "a website endpoint supports only GET and HEAD",
                    matched);
        }
        if (matched != null) {
            Response granted = Response.of(200, S3Ids.identification(arrival));
            return S3Wire.respond(granted, "a preflight that a CORS rule covers", matched);
        }
        Page page = new Page(403, "Forbidden", arrival);
        page.error(
                "AccessForbidden",
                cors == null ? S3Wire.CORS_NOT_ENABLED : S3Wire.CORS_NOT_ALLOWED,
                "ResourceType",
                cors == null ? "BUCKET" : "OBJECT");
        String reason = cors == null ? "no CORS configuration" : "no CORS rule covers the preflight";
        return AttributedResponse.by(cors == null ? S3Wire.BUCKET : S3Wire.CORS, reason, page.response(false));
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' ? '?' : c);
        }
        return printable.toString();
    }

    /** An error as the website endpoint shows it. */
    private static final class Page {
        private final int status;
        private final RequestMetadata arrival;
        private final StringBuilder html;

        Page(int status, String phrase, RequestMetadata arrival) {
            this.status = status;
            this.arrival = arrival;
            String title = status + " " + phrase;
            this.html = new StringBuilder("<html>\n<head><title>")
                    .append(title)
                    .append("</title></head>\n<body>\n<h1>")
                    .append(title)
                    .append("</h1>\n");
        }

        void text(String text) {
            html.append(text);
        }

        void error(String code, String message, @Nullable String detail, String value) {
            html.append("<ul>\n<li>Code: ").append(code).append("</li>\n<li>Message: ");
            html.append(S3Ids.escape(message)).append("</li>\n");
            if (detail != null) {
                html.append("<li>").append(detail).append(": ");
                html.append(S3Ids.escape(value)).append("</li>\n");
            }
            html.append("<li>RequestId: ").append(S3Ids.requestId(arrival)).append("</li>\n<li>HostId: ");
            html.append(S3Ids.hostId(arrival)).append("</li>\n</ul>\n");
        }

        Response response(boolean head) {
            Headers headers = S3Ids.identification(arrival).plus("Content-Type", "text/html; charset=utf-8");
            html.append("<hr/>\n</body>\n</html>\n");
            return S3Wire.withOrWithoutBody(status, headers, Body.of(html.toString()), head);
        }
    }

    /** Builds an {@link S3Website}. Not thread-safe. */
    public static final class Builder {
        private final Bucket bucket;
        private final List<S3RoutingRule> rules = new ArrayList<>();
        private @Nullable String indexDocument;
        private @Nullable String errorDocument;
        private @Nullable String redirectHost;
        private @Nullable String redirectProtocol;
        private @Nullable S3Cors cors;
        private S3Access access = S3Access.READ_AND_LIST;
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();

        private Builder(Bucket bucket) {
            this.bucket = bucket;
        }

        /** Sets the suffix that is appended to a folder's path, {@code index.html}. */
        public Builder indexDocument(String suffix) {
            this.indexDocument = suffix;
            return this;
        }

        /** Sets the key of what is shown for errors; null for S3's own page. */
        public Builder errorDocument(@Nullable String key) {
            this.errorDocument = key;
            return this;
        }

        /** Adds one more routing rule; the first that covers a request is applied. */
        public Builder routingRule(S3RoutingRule rule) {
            rules.add(rule);
            return this;
        }

        /**
         * Sets {@code RedirectAllRequestsTo}: everything is a 301 to the same path there.
         *
         * @param protocol {@code http} or {@code https}; null for the request's
         * @throws DeploymentException if the protocol is another
         */
        public Builder redirectAllRequestsTo(@Nullable String protocol, String hostName) {
            S3RoutingRule.always().toHost(protocol, hostName); // checks the protocol
            this.redirectProtocol = protocol;
            this.redirectHost = hostName;
            return this;
        }

        /** Sets the bucket's CORS configuration. */
        public Builder cors(S3Cors cors) {
            this.cors = cors;
            return this;
        }

        /** Sets what the bucket's policy lets everybody do; to read and list unless set. */
        public Builder access(S3Access access) {
            this.access = access;
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = unverified;
            return this;
        }

        /**
         * Builds the website.
         *
         * @throws DeploymentException if S3 would refuse the configuration, with S3's reason (recorded)
         */
        public S3Website build() {
            return new S3Website(this);
        }
    }
}
