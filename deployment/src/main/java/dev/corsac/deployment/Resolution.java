package dev.corsac.deployment;

import org.jspecify.annotations.Nullable;

/** The texts of values that AWS makes, in one use of a deployment: local addresses in a local run, placeholders in a check. */
public interface Resolution {

    /** Returns the text of a value; null if it is unknown. */
    @Nullable
    String text(Value<String> value);

    /** Returns the origin at which browsers reach a front by one of its endpoints: {@code https://shop.example.com}. */
    String origin(DeployedFront front, Endpoint endpoint);

    /** Returns placeholders that look as AWS's host names do, so that sites and cookies behave as with those. */
    static Resolution standIns(Deployment deployment) {
        return new StandIns(deployment);
    }
}
