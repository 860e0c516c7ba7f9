package dev.corsac;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A holder for a policy that changes at run time. A change is atomic: a request sees the former policy or the new one, and
 * a policy that cannot be built changes nothing. Thread-safe.
 */
public final class CorsPolicyHolder implements Supplier<CorsPolicy>, PolicySelector {

    private final AtomicReference<CorsPolicy> policy;

    /** Creates a holder of this policy. */
    public CorsPolicyHolder(CorsPolicy policy) {
        this.policy = new AtomicReference<>(policy);
    }

    /** Returns the current policy. */
    @Override
    public CorsPolicy get() {
        return policy.get();
    }

    /** Returns the current policy, whatever the target. */
    @Override
    public CorsPolicy select(CallTarget target) {
        return policy.get();
    }

    /** Decides a request by the current policy. */
    public CorsDecision decide(CorsRequest request) {
        return policy.get().decide(request);
    }

    /** Replaces the policy. */
    public void set(CorsPolicy policy) {
        this.policy.set(policy);
    }

    /**
     * Changes some settings and leaves the others as they are.
     *
     * @param change receives the current settings; called again if another thread made a change meanwhile
     * @return the changed policy
     * @throws CorsPolicyException if the changed policy cannot be built; the former one stays
     */
    public CorsPolicy change(Consumer<CorsPolicy.Builder> change) {
        return policy.updateAndGet(former -> {
            CorsPolicy.Builder builder = former.toBuilder();
            change.accept(builder);
            return builder.build();
        });
    }
}
