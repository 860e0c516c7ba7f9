package dev.corsac;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A place for a policy that changes at run time. A change is all or nothing: a request sees the former policy or the new
 * one, and one that cannot be built changes nothing. Safe for use by many threads.
 */
public final class CorsPolicyHolder implements Supplier<CorsPolicy> {

    private final AtomicReference<CorsPolicy> policy;

    /** Holds this policy to begin with. */
    public CorsPolicyHolder(CorsPolicy policy) {
        this.policy = new AtomicReference<>(policy);
    }

    /** The policy of now. */
    @Override
    public CorsPolicy get() {
        return policy.get();
    }

    /** What the policy of now says of a request. */
    public CorsDecision decide(CorsRequest request) {
        return policy.get().decide(request);
    }

    /** Puts this policy in the place of the former one. */
    public void set(CorsPolicy policy) {
        this.policy.set(policy);
    }

    /**
     * Changes some settings and leaves the others as they are.
     *
     * @param change is given the settings of now; called again if another change came in between
     * @return the policy with the change
     * @throws CorsPolicyException if that cannot be built; the former policy stays
     */
    public CorsPolicy change(Consumer<CorsPolicy.Builder> change) {
        return policy.updateAndGet(former -> {
            CorsPolicy.Builder builder = former.toBuilder();
            change.accept(builder);
            return builder.build();
        });
    }
}
