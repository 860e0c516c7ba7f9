package dev.corsac.local.project;

import dev.corsac.config.HandlerFinder.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A framework whose handlers are in its own libraries, or extend a class of them.
 *
 * @param name as its users write it
 * @param type a class of it, with slashes; what ends with {@code *} is any class that begins so
 * @param source what sends the events that it takes
 * @param isHandler whether that class itself is named as handler; else the user's class extends or uses it
 * @param needsMainClass whether it finds the user's code by the variable MAIN_CLASS
 */
record Framework(String name, String type, EventSource source, boolean isHandler, boolean needsMainClass) {

    /** In the order in which they are looked for: of several handlers of one library the first one counts. */
    static final List<Framework> ALL = List.of(
            handler("Quarkus", "io/quarkus/amazon/lambda/runtime/QuarkusStreamHandler", EventSource.REST_API),
            handler(
                    "Micronaut",
                    "io/micronaut/function/aws/proxy/payload1/ApiGatewayProxyRequestEventFunction",
                    EventSource.REST_API),
            handler("Micronaut", "io/micronaut/function/aws/proxy/MicronautLambdaHandler", EventSource.REST_API),
            handler(
                    "Micronaut",
                    "io/micronaut/function/aws/proxy/payload2/APIGatewayV2HTTPEventFunction",
                    EventSource.HTTP_API),
            new Framework(
                    "Spring Cloud Function",
                    "org/springframework/cloud/function/adapter/aws/FunctionInvoker",
                    EventSource.REST_API,
                    true,
                    true),
            new Framework(
                    "serverless-java-container",
                    "com/amazonaws/serverless/proxy/spring/SpringDelegatingLambdaContainerHandler",
                    EventSource.REST_API,
                    true,
                    true),
            used("http4k", "org/http4k/serverless/ApiGatewayV1LambdaFunction", EventSource.REST_API),
            used("http4k", "org/http4k/serverless/ApiGatewayRestLambdaFunction", EventSource.REST_API),
            used("http4k", "org/http4k/serverless/ApiGatewayV2LambdaFunction", EventSource.HTTP_API),
            used("http4k", "org/http4k/serverless/*", EventSource.OTHER),
            used("Micronaut", "io/micronaut/function/aws/*", EventSource.REST_API),
            used("Spring Cloud Function", "org/springframework/cloud/function/adapter/aws/*", EventSource.REST_API),
            used("serverless-java-container", "com/amazonaws/serverless/proxy/*", EventSource.REST_API),
            used("Corsac", "dev/corsac/lambda/*", EventSource.REST_API));

    private static Framework handler(String name, String type, EventSource source) {
        return new Framework(name, type, source, true, false);
    }

    private static Framework used(String name, String type, EventSource source) {
        return new Framework(name, type, source, false, false);
    }

    boolean matches(String className) {
        return type.endsWith("*") ? className.startsWith(type.substring(0, type.length() - 1)) : type.equals(className);
    }

    /** Returns the framework of a class; null if it is of none that is known. */
    static @Nullable Framework of(String className) {
        return ALL.stream()
                .filter(framework -> framework.matches(className))
                .findFirst()
                .orElse(null);
    }

    /** Whether a class of a framework, by its name, handles events: what extends it is a handler. */
    static boolean isHandlerType(String name) {
        return (name.startsWith("org/http4k/serverless/") && name.endsWith("LambdaFunction"))
                || (name.startsWith("io/micronaut/function/aws/")
                        && (name.endsWith("Handler") || name.endsWith("Function")))
                || (name.startsWith("dev/corsac/lambda/") && name.endsWith("Handler"))
                || name.endsWith("/FunctionInvoker");
    }
}
