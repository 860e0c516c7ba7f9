package dev.corsac.cli;

import dev.corsac.local.FunctionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code corsac up} runs: the content of a {@code corsac.yaml}, checked, its paths absolute and its references
 * replaced.
 *
 * @param sites the S3 website endpoints, in the file's order
 * @param apis the REST APIs, in the file's order
 * @param functions the functions, in the file's order
 */
record Configuration(List<Site> sites, List<Api> apis, List<FunctionSpec> functions) {

    /**
     * A site.
     *
     * @param host the name that pages are opened under; not looked at when a request is answered
     * @param directory the folder with the bucket's objects
     * @param index the index document's suffix
     * @param error the error document's key, or null
     * @param files objects that are not in the folder, by key: text
     */
    record Site(
            String name,
            String host,
            int port,
            Path directory,
            String index,
            @Nullable String error,
            Map<String, String> files) {

        String origin() {
            return "http://" + host + ":" + port;
        }
    }

    /**
     * A REST API.
     *
     * @param hosts the names that it is called under, the first in references to it; not looked at when a request is
     *     answered
     * @param routes what answers what
     */
    record Api(String name, List<String> hosts, int port, List<Route> routes) {

        String url() {
            return "http://" + hosts.get(0) + ":" + port;
        }
    }

    /**
     * A resource's method.
     *
     * @param method a method's name, or {@code ANY}
     * @param path the resource, as API Gateway writes it
     * @param function the name of what answers
     */
    record Route(String method, String path, String function) {}
}
