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

    /** Puts a front on a port of the loopback interface; 0 takes any that is free. */
    void listen(int port, Front front);
}
