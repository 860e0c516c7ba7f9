package dev.corsac.deployment;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function's own URL.
 *
 * @param function the function's id in the deployment
 * @param authType {@code NONE} or {@code AWS_IAM}
 * @param invokeMode {@code BUFFERED} or {@code RESPONSE_STREAM}
 * @param cors the CORS block; null for none
 * @param missingPermission the permission that the caller lacks, {@code lambda:InvokeFunctionUrl}; null if none is missing
 */
public record DeployedFunctionUrl(
        String id,
        List<Endpoint> endpoints,
        String function,
        Value<String> authType,
        Value<String> invokeMode,
        @Nullable DeployedCors cors,
        @Nullable String missingPermission,
        Place place)
        implements DeployedFront {

    /** Copies the list. */
    public DeployedFunctionUrl {
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public FrontKind kind() {
        return FrontKind.FUNCTION_URL;
    }

    @Override
    public List<DeployedCors> corsBlocks() {
        return cors == null ? List.of() : List.of(cors);
    }

    @Override
    public DeployedFunctionUrl withCorsBlocks(UnaryOperator<DeployedCors> change) {
        return cors == null
                ? this
                : new DeployedFunctionUrl(
                        id, endpoints, function, authType, invokeMode, change.apply(cors), missingPermission, place);
    }

    @Override
    public Set<String> functions() {
        return Set.of(function);
    }

    @Override
    public List<Value<?>> settings() {
        return List.of(authType);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.functionUrl(this);
    }
}
