package dev.corsac.example.shop;

import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsStreamHandler;
import java.time.Clock;

/**
 * The account under a policy with credentials, for the origins of {@code ALLOWED_ORIGINS}: they differ from deployment
 * to deployment, as the rest of the policy may.
 */
public final class AccountFunction extends CorsStreamHandler {

    /**
     * Made by Lambda.
     *
     * @throws dev.corsac.CorsPolicyException if the policy's variables make no safe policy, with every problem
     * @throws IllegalStateException if a variable of {@link Account} is missing or no good, by name
     */
    public AccountFunction() {
        super(CorsPolicy.fromEnvironment(System.getenv()), new Account(System.getenv(), Clock.systemUTC()));
    }
}
