package dev.corsac.local.project;

import dev.corsac.config.Configuration;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warnings about handlers that apply a policy with a typed wrapper of another payload format than their front sends: the wrapper
 * cannot apply the policy then, and preflights reach the handler.
 */
public final class WrapperFormats {

    private static final String EVENTS = "dev/corsac/lambda/events/";
    private static final int DEEPEST = 20;

    /** What a front sends. */
    private enum Sent {
        V1("CorsApiGatewayProxyHandler", "APIGatewayProxyRequestEvent"),
        V2("CorsHttpApiHandler", "APIGatewayV2HTTPEvent"),
        LOAD_BALANCER("CorsLoadBalancerHandler", "ApplicationLoadBalancerRequestEvent");

        private final String wrapper;
        private final String event;

        Sent(String wrapper, String event) {
            this.wrapper = wrapper;
            this.event = event;
        }
    }

    /** Which formats each typed wrapper supports. CorsMapHandler and CorsStreamHandler support all of them. */
    private static final Map<String, Set<Sent>> SUPPORTED = Map.of(
            "CorsApiGatewayProxyHandler",
            Set.of(Sent.V1, Sent.LOAD_BALANCER),
            "CorsHttpApiHandler",
            Set.of(Sent.V2),
            "CorsLoadBalancerHandler",
            Set.of(Sent.LOAD_BALANCER));

    private WrapperFormats() {}

    /** Returns the warnings. Reads only class files that are on the disk: nothing is built or downloaded. */
    public static List<Notice> notices(Configuration configuration) {
        List<Notice> notices = new ArrayList<>();
        for (FunctionSettings function : configuration.functions()) {
            String wrapper = function.program() instanceof FunctionProgram.Java java ? wrapper(java) : null;
            Set<Sent> supported = wrapper == null ? null : SUPPORTED.get(wrapper);
            if (wrapper == null || supported == null) {
                continue;
            }
            Map<Sent, Route> routes = new LinkedHashMap<>();
            for (DeployedFront front : configuration.deployment().fronts()) {
                eachRoute(front, function.name(), (sent, route) -> routes.putIfAbsent(sent, route));
            }
            routes.forEach((sent, route) -> {
                if (!supported.contains(sent)) {
                    notices.add(new Notice(
                            NoticeCode.HANDLER_FORMAT_DIFFERS,
                            "function " + function.name() + " applies its policy with " + wrapper
                                    + ", which cannot read the events of " + route.front
                                    + ": preflights reach the handler, and its responses get no CORS headers. Use "
                                    + sent.wrapper + " with a handler of " + sent.event + ", or CorsMapHandler",
                            route.place));
                }
            });
        }
        return notices;
    }

    /** Where a function gets events of a format. */
    private record Route(String front, Place place) {}

    private static void eachRoute(DeployedFront front, String function, BiConsumer<Sent, Route> to) {
        if (front instanceof DeployedRestApi api) {
            integrations(api.routes(), function)
                    .forEach(found -> to.accept(Sent.V1, new Route("a REST API", found.place())));
        } else if (front instanceof DeployedHttpApi api) {
            integrations(api.routes(), function).forEach(found -> {
                String format = found.payloadFormat().or("");
                if (format.equals("1.0") || format.equals("2.0")) {
                    to.accept(
                            format.equals("1.0") ? Sent.V1 : Sent.V2,
                            new Route("an HTTP API with payload format " + format, found.place()));
                }
            });
        } else if (front instanceof DeployedFunctionUrl url && url.function().equals(function)) {
            to.accept(Sent.V2, new Route("a Function URL", url.place()));
        } else if (front instanceof DeployedLoadBalancer balancer) {
            for (DeployedLoadBalancer.Rule rule : balancer.rules()) {
                if (rule.action() instanceof DeployedLoadBalancer.Target target && function.equals(target.function())) {
                    to.accept(Sent.LOAD_BALANCER, new Route("a load balancer", balancer.place()));
                }
            }
        }
    }

    private static Stream<Integration.Function> integrations(List<DeployedRoute> routes, String function) {
        return routes.stream()
                .map(DeployedRoute::integration)
                .filter(Integration.Function.class::isInstance)
                .map(Integration.Function.class::cast)
                .filter(found -> found.function().equals(function));
    }

    /** Returns the typed wrapper that a handler extends, or else the only one that its class uses; null for none. */
    private static @Nullable String wrapper(FunctionProgram.Java program) {
        String handler = program.handler();
        int colons = handler.lastIndexOf("::");
        String name = (colons < 0 ? handler : handler.substring(0, colons)).replace('.', '/');
        try (CodePath code = new CodePath(onDisk(program.classPath()))) {
            ClassHead head = code.find(name);
            if (head == null) {
                return null;
            }
            ClassHead above = head;
            for (int i = 0; above != null && i < DEEPEST; i++) {
                String superclass = above.supers().get(0);
                if (superclass.startsWith(EVENTS)) {
                    return superclass.substring(EVENTS.length());
                }
                above = code.find(superclass);
            }
            List<String> used = SUPPORTED.keySet().stream()
                    .filter(each -> head.texts().contains(EVENTS + each))
                    .toList();
            return used.size() == 1 ? used.get(0) : null;
        }
    }

    /** Returns the folders and files of a class path in which a user's own classes are. */
    private static List<Path> onDisk(List<ClassPathEntry> entries) {
        List<Path> found = new ArrayList<>();
        for (ClassPathEntry entry : entries) {
            switch (entry.kind()) {
                case CLASSES, PACKAGE -> found.add(entry.path());
                case PROJECT -> {
                    found.add(entry.path().resolve("target/classes"));
                    found.addAll(children(entry.path().resolve("build/classes")).stream()
                            .map(language -> language.resolve("main"))
                            .toList());
                }
                case JARS -> found.addAll(children(entry.path()));
                case LAYER -> {
                    // The handler is in the function's own code.
                }
            }
        }
        return found;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
