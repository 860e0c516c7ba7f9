package dev.corsac.config;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FrontAddress.Service;
import dev.corsac.gateway.Front;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Something that listens.
 *
 * @param kind what it is
 * @param name its name in the file
 * @param scheme {@code http} or {@code https}
 * @param hosts the names that it is called under, the first in references to it
 * @param path what comes before every path, {@code /v1}; empty for nothing
 * @param folders whose files it serves
 * @param plan makes it
 */
public record FrontSpec(
        Kind kind,
        String name,
        String scheme,
        List<String> hosts,
        int port,
        String path,
        List<Path> folders,
        Plan plan) {

    /** The kinds, in the order in which they can be made: the last stands before the others. */
    public enum Kind {
        SITE("sites", "site", Service.S3_WEBSITE),
        BUCKET("buckets", "bucket", Service.S3),
        REST_API("apis", "REST API", Service.REST_API),
        HTTP_API("apis", "HTTP API", Service.HTTP_API),
        FUNCTION_URL("urls", "Function URL", Service.FUNCTION_URL),
        LOAD_BALANCER("balancers", "load balancer", Service.LOAD_BALANCER),
        CLOUDFRONT("distributions", "CloudFront", Service.CLOUDFRONT);

        private final String section;
        private final String word;
        private final Service service;

        Kind(String section, String word, Service service) {
            this.section = section;
            this.word = word;
            this.service = service;
        }

        /** The section of the file that has them. */
        String section() {
            return section;
        }

        /** What it is called. */
        public String word() {
            return word;
        }

        /** Whether pages are opened there. */
        public boolean hasPages() {
            return this == SITE || this == CLOUDFRONT;
        }
    }

    /** Makes a front of the parts that there are. */
    @FunctionalInterface
    interface Plan {
        /**
         * The front.
         *
         * @throws ConfigurationException if AWS would refuse it
         */
        Front make(FrontParts parts);
    }

    /** How the file refers to it: {@code apis.shop}. */
    public String reference() {
        return kind.section() + "." + name;
    }

    /** Where it is reached. */
    FrontAddress address() {
        return new FrontAddress(kind.service, reference(), port, Set.copyOf(hosts));
    }

    /** As browsers send it. */
    public String origin() {
        return origin(hosts.get(0));
    }

    public String origin(String host) {
        return scheme + "://" + host + ":" + port;
    }

    /** Where it is called. */
    public String url() {
        return origin() + path;
    }
}
