package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.internal.ApiIdentity;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An origin of a distribution: the front behind it, and how CloudFront calls it. Immutable.
 *
 * @param id the name that behaviors use
 * @param kind which service the origin is, and so what it sends to a foreign {@code Host}
 * @param front the front
 * @param protocol {@code http} or {@code https}
 * @param host the origin's domain name, and port where it is not the protocol's own
 * @param path what goes before the path of every request, {@code /prod}; empty for nothing
 * @param customHeaders headers that CloudFront sets on every request to it, whatever the viewer sent
 * @param signing when CloudFront signs requests to a Function URL; {@link Signing#NEVER} without an origin access control
 */
public record CloudFrontOrigin(
        String id,
        Kind kind,
        Front front,
        String protocol,
        String host,
        String path,
        Headers customHeaders,
        Signing signing) {

    /** The services that look at {@code Host} to find out which deployment is meant, and one that does not. */
    public enum Kind {
        /** A bucket's REST endpoint. */
        S3(Service.S3),
        /** A REST or HTTP API, by its {@code execute-api} name. */
        API_GATEWAY(Service.REST_API),
        /** A Function URL. */
        FUNCTION_URL(Service.FUNCTION_URL),
        /** Anything else: a load balancer, a website endpoint. */
        CUSTOM(null);

        private final @Nullable Service service;

        Kind(@Nullable Service service) {
            this.service = service;
        }
    }

    /**
     * The signing behaviors of an <a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html">origin
     * access control for a Function URL</a> (documented, since April 2024).
     *
     * <p>A signature covers the body's hash. CloudFront does not compute it: a {@code POST} or {@code PUT} needs {@code
     * x-amz-content-sha256} from the page, so each such call has a preflight that must allow the header. That the header
     * reaches the signature without a policy that forwards it is an assumption.
     */
    public enum Signing {
        /** {@code always}: the viewer's {@code Authorization} is overwritten. */
        ALWAYS,
        /** {@code no-override}: not where the viewer sends an {@code Authorization} header. */
        NO_OVERRIDE,
        /** {@code never}. */
        NEVER
    }

    private static final String CONTENT_HASH = "x-amz-content-sha256";

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** @throws DeploymentException if AWS would refuse the origin */
    public CloudFrontOrigin {
        Objects.requireNonNull(front, "front");
        Objects.requireNonNull(signing, "signing");
        if (!protocol.equals("http") && !protocol.equals("https")) {
            throw new DeploymentException(
                    "The parameter OriginProtocolPolicy is not valid",
                    "\"" + protocol + "\" is neither http nor https");
        }
        try {
            Url.of(protocol, host, "/", null);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(
                    "The parameter Origin DomainName does not refer to a valid S3 bucket or server",
                    "\"" + host + "\" should be a host, with a port or without");
        }
        if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
            throw new DeploymentException(
                    "The parameter OriginPath must begin with a slash and must not end with one", "\"" + path + "\"");
        }
        if (signing != Signing.NEVER && kind != Kind.FUNCTION_URL) {
            throw new IllegalArgumentException("the origin " + id
                    + " has an origin access control: this model has them only for Function URLs. What CloudFront may read of"
                    + " a bucket is the bucket's access");
        }
    }

    /** Returns a bucket's REST endpoint. */
    public static CloudFrontOrigin s3(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.S3, front, "https", host, "", Headers.EMPTY, Signing.NEVER);
    }

    /** Returns a REST or HTTP API. */
    public static CloudFrontOrigin apiGateway(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.API_GATEWAY, front, "https", host, "", Headers.EMPTY, Signing.NEVER);
    }

    /** Returns a Function URL. */
    public static CloudFrontOrigin functionUrl(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.FUNCTION_URL, front, "https", host, "", Headers.EMPTY, Signing.NEVER);
    }

    /** Returns an origin of any other kind. */
    public static CloudFrontOrigin custom(String id, Front front, String protocol, String host) {
        return new CloudFrontOrigin(id, Kind.CUSTOM, front, protocol, host, "", Headers.EMPTY, Signing.NEVER);
    }

    /** Returns the same origin with {@code OriginPath}. */
    public CloudFrontOrigin withPath(String path) {
        return new CloudFrontOrigin(id, kind, front, protocol, host, path, customHeaders, signing);
    }

    /**
     * Returns the same origin with one more custom header; {@code Origin} on a bucket makes it send CORS headers always.
     */
    public CloudFrontOrigin withHeader(String name, String value) {
        return new CloudFrontOrigin(id, kind, front, protocol, host, path, customHeaders.with(name, value), signing);
    }

    /** Returns the same origin with an origin access control that signs so. */
    public CloudFrontOrigin withAccessControl(Signing signing) {
        return new CloudFrontOrigin(id, kind, front, protocol, host, path, customHeaders, signing);
    }

    AttributedResponse respond(Request request, RequestMetadata arrival) {
        String sent = request.headers().first("Host");
        return sent == null || sent.equalsIgnoreCase(host) || kind.service == null
                ? front.respond(request, arrival)
                : ForwardedHost.respond(kind.service, sent, request, arrival);
    }

    /** Returns the headers with the custom ones in the place of those of the same name. */
    Headers customized(Headers headers) {
        Headers result = headers;
        for (Header line : customHeaders) {
            result = result.with(line.name(), line.value());
        }
        return result;
    }

    /**
     * Returns the request with the headers of a signature, where this origin is signed for. The signature itself is made up.
     *
     * @param forwarded what goes to the origin
     * @param viewer what the viewer sent
     */
    Request signed(Request forwarded, Request viewer, String distribution, RequestMetadata arrival) {
        if (signing == Signing.NEVER
                || (signing == Signing.NO_OVERRIDE && viewer.headers().has("Authorization"))) {
            return forwarded;
        }
        String hash = viewer.headers().first(CONTENT_HASH);
        String date = AMZ_DATE.format(arrival.time());
        Headers headers = forwarded
                .headers()
                .with(CONTENT_HASH, hash == null ? RequestSignature.sha256(new byte[0]) : hash)
                .with("x-amz-date", date)
                .with("x-amz-source-account", ApiIdentity.ACCOUNT)
                .with(
                        "x-amz-source-arn",
                        "arn:aws:cloudfront::" + ApiIdentity.ACCOUNT + ":distribution/" + distribution)
                .with(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=ASIACORSACCLOUDFRONT/" + date.substring(0, 8)
                                + "/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                                + " Signature=" + "0".repeat(64));
        return new Request(forwarded.method(), forwarded.url(), headers, forwarded.body());
    }
}
