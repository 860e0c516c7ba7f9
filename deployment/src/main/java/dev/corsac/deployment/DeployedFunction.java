package dev.corsac.deployment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function as it is configured.
 *
 * @param id its name in the file: a logical id, an entry of {@code corsac.yaml}, a Terraform address
 * @param name its name at AWS
 * @param runtime {@code java21}; a custom runtime is {@code provided…}; known and empty for a container image
 * @param handler the handler as the runtime takes it
 * @param code where its code is: a folder, zip or jar, as the file has it; null where it is not on this machine
 * @param layers where the code of its layers is, as the files have it
 * @param environment its variables
 * @param memory in MB
 * @param timeout in seconds
 * @param place where it is declared
 */
public record DeployedFunction(
        String id,
        Value<String> name,
        Value<String> runtime,
        Value<String> handler,
        @Nullable Value<String> code,
        List<Value<String>> layers,
        Map<String, Value<String>> environment,
        Value<Integer> memory,
        Value<Integer> timeout,
        Place place) {

    /** The environment variables of a Corsac policy, in the order in which they are written; not those for development. */
    public static final List<String> POLICY_VARIABLES = List.of(
            "ALLOWED_ORIGINS",
            "ALLOW_CREDENTIALS",
            "ALLOWED_METHODS",
            "ALLOWED_HEADERS",
            "EXPOSED_HEADERS",
            "MAX_AGE_SECONDS",
            "DANGEROUSLY_ALLOW_INSECURE_ORIGINS");

    /** Copies the collections, whose order is kept. */
    public DeployedFunction {
        layers = List.copyOf(layers);
        environment = Copies.of(environment);
    }
}
