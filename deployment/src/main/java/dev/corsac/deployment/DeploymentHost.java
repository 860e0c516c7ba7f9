package dev.corsac.deployment;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;

/** What a local run serves. Not safe to share between threads. */
public interface DeploymentHost {

    /**
     * Adds a function.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    LambdaFunction function(FunctionSettings spec);

    /** Puts a front where it is reached. */
    void listen(FrontAddress address, Front front);
}
