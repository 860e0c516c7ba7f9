package dev.corsac.gateway.internal;

import java.util.Objects;

/**
 * What distinguishes an API from all others, as it appears in events and ARNs. Immutable.
 *
 * @param id the API's id, ten characters on AWS
 * @param accountId the account's id, twelve digits
 * @param region the region
 */
public record ApiIdentity(String id, String accountId, String region) {

    /** The account unless set: the one of AWS's documentation. */
    public static final String ACCOUNT = "123456789012";

    /** The region unless set. */
    public static final String REGION = "us-east-1";

    /** @throws NullPointerException if one is null */
    public ApiIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(region, "region");
    }

    /** Returns the identity in the default account and region. */
    public static ApiIdentity of(String id) {
        return new ApiIdentity(id, ACCOUNT, REGION);
    }

    public ApiIdentity withId(String id) {
        return new ApiIdentity(id, accountId, region);
    }

    public ApiIdentity withAccountId(String accountId) {
        return new ApiIdentity(id, accountId, region);
    }

    public ApiIdentity withRegion(String region) {
        return new ApiIdentity(id, accountId, region);
    }

    /**
     * Returns the ARN of what a request calls (documented): {@code
     * arn:aws:execute-api:us-east-1:123456789012:id/prod/GET/orders/7}.
     *
     * @param path the request's own path, not the resource's, with its slash
     */
    public String methodArn(String stage, String method, String path) {
        return "arn:aws:execute-api:" + region + ":" + accountId + ":" + id + "/" + stage + "/" + method + path;
    }
}
