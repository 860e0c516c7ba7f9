package dev.corsac.config;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FrontKind;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.s3.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A front with its address on this machine.
 *
 * @param front what is served
 * @param endpoint by which of its host names it is reached
 * @param scheme {@code http} or {@code https}
 * @param hosts the names that it is called under, the first in references to it
 * @param port its port
 * @param folders whose files it serves
 * @param objects the objects of a site or bucket; null for other fronts
 */
public record FrontSpec(
        DeployedFront front,
        Endpoint endpoint,
        String scheme,
        List<String> hosts,
        int port,
        List<Path> folders,
        @Nullable Bucket objects) {

    /** Copies the lists. */
    public FrontSpec {
        hosts = List.copyOf(hosts);
        folders = List.copyOf(folders);
    }

    /** Returns which service it is. */
    public FrontKind kind() {
        return front.kind();
    }

    /** Returns its name in the file. */
    public String name() {
        return front.id();
    }

    /** Returns what comes before every path, {@code /v1}; empty for nothing. */
    public String path() {
        return endpoint.path();
    }

    /** Returns how corsac.yaml refers to it: {@code apis.shop}. */
    public String reference() {
        return kind().section() + "." + name();
    }

    /** Returns where it is reached. */
    FrontAddress address() {
        return new FrontAddress(service(), reference(), port, Set.copyOf(hosts));
    }

    private Service service() {
        return switch (kind()) {
            case SITE -> Service.S3_WEBSITE;
            case BUCKET -> Service.S3;
            case REST_API -> Service.REST_API;
            case HTTP_API -> Service.HTTP_API;
            case FUNCTION_URL -> Service.FUNCTION_URL;
            case LOAD_BALANCER -> Service.LOAD_BALANCER;
            case CLOUDFRONT -> Service.CLOUDFRONT;
        };
    }

    /** Returns its origin as browsers send it. */
    public String origin() {
        return origin(hosts.get(0));
    }

    /** Returns its origin under one of its names. */
    public String origin(String host) {
        return scheme + "://" + host + ":" + port;
    }

    /** Returns where it is called. */
    public String url() {
        return origin() + path();
    }
}
