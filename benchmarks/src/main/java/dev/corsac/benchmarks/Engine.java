package dev.corsac.benchmarks;

import java.util.List;

/** A CORS engine under one policy: these origins with credentials, PUT, Authorization and Content-Type, ETag exposed, ten minutes. */
interface Engine {

    List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");
    List<String> HEADERS = List.of("authorization", "content-type");

    /** Responds to a call, or lets it through to a handler that does nothing. */
    Object decide(Call call, Reply reply);

    static Engine named(String name, List<String> origins) {
        return switch (name) {
            case "fresh" ->
                (call, reply) -> {
                    reply.add(call.freshOrigin(), call.freshRequestHeaders());
                    return reply;
                };
            case "hashset" -> new HashSetEngine(origins);
            case "corsac" -> new CorsacEngine(origins, false);
            case "corsac-written" -> new CorsacEngine(origins, true);
            case "spring" -> new SpringEngine(origins);
            case "jetty" -> new JettyEngine(origins);
            case "vertx" -> new VertxEngine(origins);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
