package dev.corsac.gateway.internal;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both endpoints of a bucket have in common on the wire. */
public final class S3Wire {

    public static final Component BUCKET = Component.of(Component.Kind.BUCKET, "");
    public static final Component CORS = Component.of(Component.Kind.BUCKET_CORS, "");

    public static final String CORS_NOT_ENABLED = "CORSResponse: CORS is not enabled for this bucket.";

    /** S3's spelling (recorded). */
    public static final String CORS_NOT_ALLOWED =
            "CORSResponse: This CORS request is not allowed. This is usually because the"
                    + " evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers"
                    + " are not whitelisted by the resource's CORS spec.";

    public static final String ORIGIN_NEEDED = "Insufficient information. Origin request header needed.";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private S3Wire() {}

    public static Headers identification(RequestMetadata arrival) {
        return Headers.of("x-amz-id-2", hostId(arrival), "x-amz-request-id", requestId(arrival), "Server", "AmazonS3");
    }

    public static String requestId(RequestMetadata arrival) {
        String digits = arrival.requestId().replace("-", "").toUpperCase(Locale.ROOT) + "0".repeat(16);
        return digits.substring(0, 16);
    }

    public static String hostId(RequestMetadata arrival) {
        return Base64.getEncoder().encodeToString(arrival.requestId().getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a path stands for; {@code +} stands for itself in a path. */
    public static String key(Request request) {
        String path = request.url().path().substring(1);
        return path.indexOf('%') < 0 ? path : QueryString.percentDecode(path.replace("+", "%2B"));
    }

    public static Headers describe(S3Object object, RequestMetadata arrival) {
        return identification(arrival)
                .plus(Headers.of(
                        "Last-Modified", HTTP_DATE.format(object.lastModified()),
                        "ETag", object.etag(),
                        "Content-Type", object.contentType()))
                .plus(object.metadata());
    }

    /** What HEAD gets is told the length of what GET would. */
    public static Response withOrWithoutBody(int status, Headers headers, Body body, boolean head) {
        return head
                ? Response.of(status, headers.plus("Content-Length", Integer.toString(body.length())))
                : new Response(status, headers, body);
    }

    public static Response notModified(S3Object object, RequestMetadata arrival) {
        Headers headers = identification(arrival).plus("ETag", object.etag());
        return Response.of(304, headers.plus("Last-Modified", HTTP_DATE.format(object.lastModified())));
    }

    /** Whether RFC 9110 section 13 has it that the client knows the object already: 304. */
    public static boolean isKnown(Request request, S3Object object) {
        String tags = request.headers().combined("If-None-Match");
        if (tags != null) {
            return tags.equals("*") || tags.contains(object.etag());
        }
        Instant since = date(request.headers().first("If-Modified-Since"));
        return since != null && !stored(object).isAfter(since);
    }

    /** Whether the client wants another version than the one there is: 412. */
    public static boolean isAnother(Request request, S3Object object) {
        String tags = request.headers().combined("If-Match");
        if (tags != null) {
            return !tags.equals("*") && !tags.contains(object.etag());
        }
        Instant since = date(request.headers().first("If-Unmodified-Since"));
        return since != null && stored(object).isAfter(since);
    }

    /** Whether {@code If-Range}, if there is one, names this very version. */
    public static boolean isRangeWanted(Request request, S3Object object) {
        String version = request.headers().first("If-Range");
        return version == null
                || version.equals(object.etag())
                || stored(object).equals(date(version));
    }

    /** Dates on the wire have seconds alone. */
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
            return null; // RFC 9110 section 13.1.3: a date that is none is ignored
        }
    }

    /**
     * The answer with the lines of a CORS rule after those that identify the request, where S3 has them.
     *
     * @param cors null to add none
     */
    public static AttributedResponse answer(Response response, String reason, @Nullable Headers cors) {
        if (cors == null) {
            return AttributedResponse.by(BUCKET, reason, response);
        }
        List<Header> lines = response.headers().lines();
        int after = Math.min(2, lines.size());
        List<Header> all = new ArrayList<>(lines.subList(0, after));
        all.addAll(cors.lines());
        all.addAll(lines.subList(after, lines.size()));
        List<Component> sources = new ArrayList<>(Collections.nCopies(all.size(), BUCKET));
        Collections.fill(sources.subList(after, after + cors.size()), CORS);
        return new AttributedResponse(response.withHeaders(Headers.of(all)), BUCKET, reason, sources);
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
