package dev.corsac.deployment;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.time.Duration;

/**
 * A function in the place of something that cannot be called here: it always fails, and says why.
 *
 * @param name the function's name
 * @param type the error's type, as a function's error has it
 * @param reason why it fails
 */
public record FailingFunction(String name, String type, String reason) implements LambdaFunction {

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        return new InvocationResult.Failed(type, reason);
    }
}
