package dev.corsac.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.HeadersPolicy;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.s3.S3Access;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of front states of itself. */
class DeployedFrontTest {

    private static final Endpoint ENDPOINT = new Endpoint(Value.byDefault("api.example.com"), "", false);

    private static final DeployedCors CORS = cors("https://shop.example.com");

    private static DeployedCors cors(String origin) {
        return new DeployedCors(
                List.of(Value.byDefault(origin)),
                List.of(),
                List.of(),
                List.of(),
                Value.byDefault(false),
                null,
                Place.NONE);
    }

    private static DeployedRoute route(Integration integration) {
        return new DeployedRoute(
                "GET", "/", integration, DeployedRoute.Authorization.NONE, false, List.of(), Place.NONE);
    }

    private static final List<DeployedRoute> ROUTES = List.of(
            route(new Integration.Function("orders", Value.byDefault("2.0"), false, Place.NONE)),
            route(new Integration.Mock(Integration.Responses.NONE, Place.NONE)),
            route(new Integration.Function("stock", Value.byDefault("2.0"), false, Place.NONE)));

    private static DeployedHttpApi httpApi(@Nullable DeployedCors cors) {
        return new DeployedHttpApi(
                "api",
                List.of(ENDPOINT),
                Value.byDefault("$default"),
                Map.of(),
                null,
                cors,
                ROUTES,
                List.of(),
                Place.NONE);
    }

    private static DeployedFunctionUrl url(@Nullable DeployedCors cors) {
        return new DeployedFunctionUrl(
                "url",
                List.of(ENDPOINT),
                "orders",
                Value.byDefault("NONE"),
                Value.byDefault("BUFFERED"),
                cors,
                null,
                Place.NONE);
    }

    private static DeployedLoadBalancer.Rule rule(DeployedLoadBalancer.Action action) {
        return new DeployedLoadBalancer.Rule("*", List.of(), action, null, Place.NONE);
    }

    private static Behavior behavior(@Nullable HeadersPolicy policy) {
        return new Behavior(
                "*",
                "origin",
                ViewerProtocol.ALLOW_ALL,
                Methods.GET_HEAD,
                false,
                CloudFrontCachePolicy.CACHING_DISABLED,
                null,
                policy,
                Place.NONE);
    }

    private static Origin origin(@Nullable DeployedFront front) {
        return new Origin(
                "origin",
                Value.byDefault("x.example.com"),
                front,
                Value.byDefault(""),
                "https",
                Map.of(),
                null,
                Place.NONE);
    }

    static Stream<Arguments> fronts() {
        HeadersPolicy policy = new HeadersPolicy("policy", false, CORS, true, List.of("server"), Place.NONE);
        HeadersPolicy without = new HeadersPolicy("without", false, null, false, List.of(), Place.NONE);
        DeployedRestApi rest = new DeployedRestApi(
                "rest",
                List.of(ENDPOINT),
                Value.byDefault("prod"),
                Map.of(),
                List.of(),
                List.of(),
                false,
                null,
                ROUTES,
                List.of(),
                List.of(),
                Place.NONE);
        return Stream.of(
                Arguments.of(rest, 0, List.of("orders", "stock")),
                Arguments.of(httpApi(CORS), 1, List.of("orders", "stock")),
                Arguments.of(httpApi(null), 0, List.of("orders", "stock")),
                Arguments.of(url(CORS), 1, List.of("orders")),
                Arguments.of(url(null), 0, List.of("orders")),
                Arguments.of(
                        new DeployedLoadBalancer(
                                "balancer",
                                List.of(ENDPOINT),
                                Map.of(),
                                List.of(
                                        rule(new DeployedLoadBalancer.Target("a", "stock", false)),
                                        rule(new DeployedLoadBalancer.Target("b", null, false)),
                                        rule(new DeployedLoadBalancer.Fixed(
                                                new LoadBalancerFixedResponse(404, "text/plain", "")))),
                                rule(new DeployedLoadBalancer.Target("c", "orders", false)),
                                Place.NONE),
                        0,
                        List.of("stock", "orders")),
                Arguments.of(
                        new DeployedWebsite(
                                "site",
                                List.of(ENDPOINT),
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(CORS, CORS),
                                S3Access.READ,
                                Place.NONE),
                        2,
                        List.of()),
                Arguments.of(
                        new DeployedBucket("bucket", List.of(ENDPOINT), List.of(CORS), S3Access.READ, Place.NONE),
                        1,
                        List.of()),
                Arguments.of(
                        new DeployedDistribution(
                                "distribution",
                                List.of(ENDPOINT),
                                List.of(origin(url(CORS)), origin(null), origin(rest)),
                                List.of(behavior(policy), behavior(null), behavior(without)),
                                null,
                                List.of(),
                                Place.NONE),
                        1,
                        List.of("orders", "stock")));
    }

    /** The CORS blocks of the fronts behind a distribution are theirs, the functions are the distribution's too. */
    @ParameterizedTest
    @MethodSource("fronts")
    void a_front_states_its_cors_blocks_and_functions(DeployedFront front, int blocks, List<String> functions) {
        assertThat(front.corsBlocks()).hasSize(blocks).allMatch(CORS::equals);
        assertThat(front.functions()).containsExactlyElementsOf(functions);
    }

    @ParameterizedTest
    @MethodSource("fronts")
    void only_its_cors_blocks_change(DeployedFront front, int blocks, List<String> functions) {
        DeployedCors other = cors("https://other.example");
        DeployedFront changed = front.withCorsBlocks(cors -> other);
        assertThat(changed.corsBlocks()).hasSize(blocks).allMatch(other::equals);
        assertThat(changed.withCorsBlocks(cors -> CORS)).isEqualTo(front);
        assertThat(changed.functions()).isEqualTo(front.functions());
    }

    @Test
    void what_a_load_balancers_attribute_depends_on_is_missing() {
        Missing origin = new Missing("the parameter Page", "--parameter Page=…", Place.NONE);
        DeployedLoadBalancer balancer = new DeployedLoadBalancer(
                "balancer",
                List.of(ENDPOINT),
                Map.of("routing.http.response.access_control_allow_origin.header_value", Value.unknown(origin)),
                List.of(),
                rule(new DeployedLoadBalancer.Target("c", "orders", false)),
                Place.NONE);
        assertThat(new Deployment(List.of(balancer), List.of(), List.of()).missing())
                .containsExactly(origin);
    }
}
