package dev.corsac.config.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.http.Header;
import dev.corsac.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same deployment of each service, written in every way that is read: the same value up to generated names, and the same
 * responses to the same calls. The templates are in the folder {@code same} of the resources.
 */
class EveryWayTest {

    private static final List<String> WAYS = List.of(
            "template.sam.yaml",
            "cloudformation.yaml",
            "cdk.out.Shop.template.json",
            "serverless.yml",
            "terraform.json");

    private static final String PAGE = "https://shop.example.com";

    /** The services, each with what its deployment must have and calls of it. */
    enum Service {
        REST(
                DeployedRestApi.class,
                "PUT /orders/{id} -> function com.example.Orders 1.0 5000 AUTHORIZER",
                List.of(
                        "OPTIONS /prod/orders/7",
                        "GET /prod/orders/7",
                        "PUT /prod/orders/7",
                        "DELETE /prod/orders/7",
                        "GET /dev/orders/7")),
        URL(
                DeployedFunctionUrl.class,
                "function com.example.Orders NONE BUFFERED cors",
                List.of("OPTIONS /", "PUT /a")),
        BALANCER(
                DeployedLoadBalancer.class,
                "/orders/* [GET, OPTIONS] -> function com.example.Orders true",
                List.of("OPTIONS /orders/7", "GET /orders/7", "PUT /orders/7")),
        SITE(DeployedWebsite.class, "index.html error.html", List.of("GET /", "OPTIONS /", "GET /none")),
        CLOUDFRONT(
                DeployedDistribution.class,
                "/api/* -> api HTTPS_ONLY",
                List.of("GET /", "OPTIONS /api/x", "GET /api/x", "PUT /api/x", "PUT /"));

        private final Class<? extends DeployedFront> front;
        private final String part;

        @SuppressWarnings("ImmutableEnumChecker") // a list that nothing changes
        private final List<String> calls;

        Service(Class<? extends DeployedFront> front, String part, List<String> calls) {
            this.front = front;
            this.part = part;
            this.calls = calls;
        }
    }

    private static Map<String, Read> all(Service service) throws IOException {
        Map<String, Read> all = new LinkedHashMap<>();
        for (String way : WAYS) {
            String name = "same/" + service.name().toLowerCase(Locale.ROOT) + "/" + way;
            try (InputStream in = requireNonNull(EveryWayTest.class.getResourceAsStream(name), name)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                all.put(way, Read.file(new Memory().with(way, text), way));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void every_way_gives_the_same_deployment(Service service) throws IOException {
        Map<String, Read> all = all(service);
        String expected = Described.of(requireNonNull(all.get(WAYS.get(0))).deployment);
        assertThat(expected).contains(service.part);
        all.forEach((way, read) -> {
            assertThat(Described.of(read.deployment)).as(way).isEqualTo(expected);
            assertThat(read.notices()).as(way).isEmpty();
            assertThat(read.deployment.missing()).as(way).isEmpty();
            assertThat(read.problems()).as(way).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void every_way_gives_the_same_responses(Service service) throws IOException {
        Map<String, String> first = new LinkedHashMap<>();
        all(service).forEach((way, read) -> {
            for (String call : service.calls) {
                String[] words = call.split(" ", 2);
                String url = read.origin(service.front) + words[1];
                Response response = words[0].equals("OPTIONS")
                        ? read.preflight(url, PAGE, "PUT")
                        : read.call(words[0], url, "origin", PAGE);
                String described = described(response);
                assertThat(described).as(way + ": " + call).isEqualTo(first.computeIfAbsent(call, key -> described));
            }
        });
        assertThat(first).hasSameSizeAs(service.calls);
        assertThat(new TreeSet<>(first.values())).as("calls differ").hasSizeGreaterThan(1);
    }

    /** Describes what a page sees of a response, without names and ids that the way of writing makes. */
    private static String described(Response response) {
        TreeSet<String> lines = new TreeSet<>();
        for (Header header : response.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("access-control-") || name.equals("vary") || name.equals("x-format")) {
                lines.add(name + ": " + header.value());
            }
        }
        return response.status() + " " + lines;
    }
}
