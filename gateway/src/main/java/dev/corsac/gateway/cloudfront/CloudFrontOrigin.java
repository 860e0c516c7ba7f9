package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Url;
import java.util.Objects;

/**
 * An origin of a distribution: the front behind it, and how CloudFront calls it.
 *
 * @param id what behaviors call it
 * @param kind which service answers there, and so what it says to a foreign {@code Host}
 * @param front the front
 * @param protocol {@code http} or {@code https}
 * @param host the origin's domain name, and port where it is not the protocol's own
 * @param path what goes before the path of every request, {@code /prod}; empty for nothing
 * @param customHeaders headers that CloudFront sets on every request to it, whatever the viewer sent
 */
public record CloudFrontOrigin(
        String id, Kind kind, Front front, String protocol, String host, String path, Headers customHeaders) {

    /** The services that look at {@code Host} to find out which deployment is meant, and one that does not. */
    public enum Kind {
        /** A bucket's REST endpoint. */
        S3,
        /** A REST or HTTP API, by its {@code execute-api} name. */
        API_GATEWAY,
        /** A Function URL. */
        FUNCTION_URL,
        /** Anything else: a load balancer, a website endpoint. */
        CUSTOM
    }

    /** @throws DeploymentException if AWS would refuse the origin */
    public CloudFrontOrigin {
        Objects.requireNonNull(front, "front");
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
    }

    /** A bucket's REST endpoint. */
    public static CloudFrontOrigin s3(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.S3, front, "https", host, "", Headers.EMPTY);
    }

    /** A REST or HTTP API. */
    public static CloudFrontOrigin apiGateway(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.API_GATEWAY, front, "https", host, "", Headers.EMPTY);
    }

    /** A Function URL. */
    public static CloudFrontOrigin functionUrl(String id, Front front, String host) {
        return new CloudFrontOrigin(id, Kind.FUNCTION_URL, front, "https", host, "", Headers.EMPTY);
    }

    /** Anything else. */
    public static CloudFrontOrigin custom(String id, Front front, String protocol, String host) {
        return new CloudFrontOrigin(id, Kind.CUSTOM, front, protocol, host, "", Headers.EMPTY);
    }

    /** The same origin with {@code OriginPath}. */
    public CloudFrontOrigin withPath(String path) {
        return new CloudFrontOrigin(id, kind, front, protocol, host, path, customHeaders);
    }

    /** The same origin with one more custom header; {@code Origin} on a bucket makes it send CORS headers always. */
    public CloudFrontOrigin withHeader(String name, String value) {
        return new CloudFrontOrigin(id, kind, front, protocol, host, path, customHeaders.with(name, value));
    }

    AttributedResponse answer(Request request, RequestMetadata arrival) {
        String asked = request.headers().first("Host");
        return asked == null || asked.equalsIgnoreCase(host) || kind == Kind.CUSTOM
                ? front.answer(request, arrival)
                : CloudFrontEdge.foreignHost(kind, asked, arrival);
    }

    /** The request's headers with the custom ones in the place of those of the same name. */
    Headers customized(Headers headers) {
        Headers result = headers;
        for (Header line : customHeaders) {
            result = result.with(line.name(), line.value());
        }
        return result;
    }
}
