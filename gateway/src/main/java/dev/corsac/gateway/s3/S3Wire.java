package dev.corsac.gateway.s3;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.gateway.internal.S3Ids;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.PercentCoding;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both endpoints of a bucket have in common on the wire. */
final class S3Wire {

    static final Component BUCKET = Component.of(Component.Kind.BUCKET, "");
    static final Component CORS = Component.of(Component.Kind.BUCKET_CORS, "");

    static final String CORS_NOT_ENABLED = "CORSResponse: CORS is not enabled for this bucket.";

    /** S3's spelling (recorded). */
    static final String CORS_NOT_ALLOWED = "CORSResponse: This CORS request is not allowed. This is usually because the"
            + " evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers"
            + " are not whitelisted by the resource's CORS spec.";

    static final String ORIGIN_NEEDED = "Insufficient information. Origin request header needed.";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private S3Wire() {}

    /** Returns the key of a path: decoded, {@code +} as itself, and no slash left out, since S3 normalises none. */
    static String key(Request request) {
        String path = request.url().path().substring(1);
        return PercentCoding.decode(path);
    }

    static Headers describe(S3Object object, RequestMetadata arrival) {
        return S3Ids.identification(arrival)
                .plus(Headers.of(
                        "Last-Modified", HTTP_DATE.format(object.lastModified()),
                        "ETag", object.etag(),
                        "Content-Type", object.contentType()))
                .plus(object.metadata());
    }

    /** Returns the response; for HEAD without its body, and with the length that GET would send. */
    static Response withOrWithoutBody(int status, Headers headers, Body body, boolean head) {
        return head
                ? Response.of(status, headers.plus("Content-Length", Integer.toString(body.length())))
                : new Response(status, headers, body);
    }

    static Response notModified(S3Object object, RequestMetadata arrival) {
        Headers headers = S3Ids.identification(arrival).plus("ETag", object.etag());
        return Response.of(304, headers.plus("Last-Modified", HTTP_DATE.format(object.lastModified())));
    }

    /** Returns whether the client has this version of the object already, so that it gets a 304 (RFC 9110, section 13). */
    static boolean isNotModified(Request request, S3Object object) {
        String tags = request.headers().combined("If-None-Match");
        if (tags != null) {
            return tags.equals("*") || tags.contains(object.etag());
        }
        Instant since = date(request.headers().first("If-Modified-Since"));
        return since != null && !stored(object).isAfter(since);
    }

    /** Returns whether the request's precondition fails: it is for another version than the one there is, a 412. */
    static boolean failsPrecondition(Request request, S3Object object) {
        String tags = request.headers().combined("If-Match");
        if (tags != null) {
            return !tags.equals("*") && !tags.contains(object.etag());
        }
        Instant since = date(request.headers().first("If-Unmodified-Since"));
        return since != null && stored(object).isAfter(since);
    }

    /** Returns whether {@code If-Range} is absent or names this very version. */
    static boolean isRangeWanted(Request request, S3Object object) {
        String version = request.headers().first("If-Range");
        return version == null
                || version.equals(object.etag())
                || stored(object).equals(date(version));
    }

    /** Returns when the object was stored, to the second: dates on the wire have no fractions. */
    private static Instant stored(S3Object object) {
        return object.lastModified().truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null; // RFC 9110 section 13.1.3: an invalid date is ignored
        }
    }

    /**
     * Returns the response with the lines of a CORS rule after those that identify the request, where S3 has them.
     *
     * @param cors null to add none
     */
    static AttributedResponse respond(Response response, String reason, @Nullable Headers cors) {
        ResponseLines lines = new ResponseLines();
        List<Header> own = response.headers().lines();
        int after = Math.min(2, own.size());
        lines.addAll(own.subList(0, after), BUCKET);
        if (cors != null) {
            lines.addAll(cors, CORS);
        }
        lines.addAll(own.subList(after, own.size()), BUCKET);
        return lines.respond(response.status(), response.body(), BUCKET, reason);
    }
}
