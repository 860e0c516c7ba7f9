package dev.corsac.gateway.s3;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.S3Ids;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAPI.html">REST endpoint</a>, as a browser
 * without credentials of its own meets it: {@code GET} and {@code HEAD} of objects, conditional and of one range, and the
 * preflights that the bucket's CORS configuration covers. Requests that write are refused with 403, as a bucket refuses it that
 * is not public to write; so is the list of the objects. Signed URLs are not looked at.
 *
 * <p>The headers of the rule that covers a request are on errors too (scality/cloudserver, ceph/s3-tests), except for a bucket
 * that does not exist. A response to a request that no CORS rule covers, and to one without {@code Origin}, has neither CORS headers nor
 * {@code Vary} (recorded): a cache that keeps it may hand it to a page that needed them.
 *
 * <p>Immutable; thread-safe if the bucket is.
 */
public final class S3Bucket implements Front {

    private final Bucket bucket;
    private final @Nullable S3Cors cors;
    private final S3Access access;

    private S3Bucket(Bucket bucket, @Nullable S3Cors cors, S3Access access) {
        this.bucket = bucket;
        this.cors = cors;
        this.access = access;
    }

    /** Returns the endpoint of a bucket whose objects everybody may read and list, without a CORS configuration. */
    public static S3Bucket of(Bucket bucket) {
        return new S3Bucket(bucket, null, S3Access.READ_AND_LIST);
    }

    /** Returns the same with a CORS configuration. */
    public S3Bucket withCors(S3Cors cors) {
        return new S3Bucket(bucket, cors, access);
    }

    /** Returns the same with another bucket policy. */
    public S3Bucket withAccess(S3Access access) {
        return new S3Bucket(bucket, cors, access);
    }

    /** Whatever has a body is refused without it. */
    @Override
    public int maxRequestBody() {
        return 0;
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        String origin = request.headers().first("Origin");
        String requestMethod = request.headers().first("Access-Control-Request-Method");
        boolean preflight = request.method().equals("OPTIONS");
        if (preflight && origin == null) {
            return S3Wire.respond(
                    error(400, "BadRequest", S3Wire.ORIGIN_NEEDED, "", arrival, false), "OPTIONS without Origin", null);
        }
        String method = requestMethod == null ? request.method() : requestMethod;
        Headers matched = cors == null || origin == null
                ? null
                : cors.match(origin, method, request.headers().combined("Access-Control-Request-Headers"));
        if (preflight) {
            return preflight(request, method, matched, arrival);
        }
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            return S3Wire.respond(denied(arrival, false), "the bucket is not public to write", matched);
        }
        String key = S3Wire.key(request);
        if (key.isEmpty()) {
            return S3Wire.respond(denied(arrival, head), "the list of the objects is not public", matched);
        }
        S3Object object = access == S3Access.NONE ? null : bucket.get(key);
        if (object == null) {
            if (access != S3Access.READ_AND_LIST) {
                String reason = access == S3Access.NONE
                        ? "the bucket is not public to read"
                        : "no object \"" + key + "\", in a bucket that is not public to list";
                return S3Wire.respond(denied(arrival, head), reason, matched);
            }
            String detail = "<Key>" + S3Ids.escape(key) + "</Key>";
            Response missing = error(404, "NoSuchKey", "The specified key does not exist.", detail, arrival, head);
            return S3Wire.respond(missing, "no object \"" + key + "\"", matched);
        }
        return found(request, object, head, matched, arrival);
    }

    /** Returns the response to a preflight; a 403 names the requested method, or OPTIONS if there is none (recorded). */
    private AttributedResponse preflight(
            Request request, String method, @Nullable Headers matched, RequestMetadata arrival) {
        if (matched != null) {
            Response granted = Response.of(200, S3Ids.identification(arrival));
            return S3Wire.respond(granted, "a preflight that a CORS rule covers", matched);
        }
        boolean object = cors != null && request.url().path().length() > 1;
        String detail = "<Method>" + S3Ids.escape(method) + "</Method><ResourceType>" + (object ? "OBJECT" : "BUCKET")
                + "</ResourceType>";
        String message = cors == null ? S3Wire.CORS_NOT_ENABLED : S3Wire.CORS_NOT_ALLOWED;
        String reason = cors == null ? "no CORS configuration" : "no CORS rule covers the preflight";
        return AttributedResponse.by(
                S3Wire.CORS, reason, error(403, "AccessForbidden", message, detail, arrival, false));
    }

    private AttributedResponse found(
            Request request, S3Object object, boolean head, @Nullable Headers matched, RequestMetadata arrival) {
        if (S3Wire.failsPrecondition(request, object)) {
            Response failed = error(
                    412,
                    "PreconditionFailed",
                    "At least one of the pre-conditions you specified did not hold",
                    "",
                    arrival,
                    head);
            return S3Wire.respond(failed, "the object is not the version asked for", matched);
        }
        if (S3Wire.isNotModified(request, object)) {
            return S3Wire.respond(S3Wire.notModified(object, arrival), "the client has it already", matched);
        }
        Headers headers = S3Wire.describe(object, arrival)
                .plus("Accept-Ranges", "bytes")
                .plus("x-amz-server-side-encryption", "AES256");
        int length = object.body().length();
        ByteRange range = ByteRange.parse(request.headers().first("Range"), length);
        if (range == null || !S3Wire.isRangeWanted(request, object)) {
            return S3Wire.respond(S3Wire.withOrWithoutBody(200, headers, object.body(), head), "", matched);
        }
        if (range.isEmpty()) {
            String detail = "<ActualObjectSize>" + length + "</ActualObjectSize>";
            Response none = error(416, "InvalidRange", "The requested range is not satisfiable", detail, arrival, head);
            return S3Wire.respond(none, "a range past the end", matched);
        }
        Response part = S3Wire.withOrWithoutBody(
                206, headers.plus("Content-Range", range.of(length)), range.cut(object.body()), head);
        return S3Wire.respond(part, "", matched);
    }

    private static Response denied(RequestMetadata arrival, boolean head) {
        return error(403, "AccessDenied", "Access Denied", "", arrival, head);
    }

    private static Response error(
            int status, String code, String message, String detail, RequestMetadata arrival, boolean head) {
        String xml = S3Ids.error(code, message, detail, arrival);
        Headers headers = S3Ids.identification(arrival).plus("Content-Type", "application/xml");
        return head ? Response.of(status, headers) : new Response(status, headers, Body.of(xml));
    }

    /** Bytes from the first to the one before {@code end}; S3 serves one range of a request and ignores several. */
    private record ByteRange(int start, int end) {

        boolean isEmpty() {
            return start >= end;
        }

        String of(int length) {
            return "bytes " + start + "-" + (end - 1) + "/" + length;
        }

        Body cut(Body whole) {
            byte[] part = new byte[end - start];
            whole.buffer().position(start).get(part);
            return Body.wrap(part);
        }

        /** Null for what RFC 9110 section 14.2 ignores: no range, another unit, several, or no syntax. */
        static @Nullable ByteRange parse(@Nullable String range, int length) {
            int dash = range == null ? -1 : range.indexOf('-');
            if (range == null || dash < 0 || !range.startsWith("bytes=") || range.indexOf(',') >= 0) {
                return null;
            }
            try {
                String from = range.substring("bytes=".length(), dash).trim();
                String to = range.substring(dash + 1).trim();
                if (from.isEmpty()) {
                    long last = Long.parseLong(to);
                    return last < 0 ? null : new ByteRange((int) Math.max(0, length - last), length);
                }
                long start = Long.parseLong(from);
                // The last byte's number may be the largest there is: one more would be negative.
                long end = to.isEmpty() ? length : Math.min(length - 1L, Long.parseLong(to)) + 1;
                return start < 0 || (!to.isEmpty() && Long.parseLong(to) < start)
                        ? null
                        : new ByteRange((int) Math.min(start, Integer.MAX_VALUE), (int) end);
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
