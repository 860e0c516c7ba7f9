package dev.corsac.gateway.s3;

import dev.corsac.gateway.DeploymentException;
import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html">routing rule</a> of a website
 * configuration: a condition, and the redirect for requests that meet it. Immutable.
 *
 * <p>A rule without an error code is applied before the object is looked up, and never for the path {@code /}; a rule with
 * an error code after that, before the error document (recorded).
 *
 * @param keyPrefixEquals what the key begins with; null for any key
 * @param httpErrorCodeReturnedEquals the status that it would be otherwise, 400 to 599; null for a rule that does not wait
 *     for an error
 * @param protocol {@code http} or {@code https}; null for the request's
 * @param hostName the host redirected to; null for the website's own
 * @param replaceKeyPrefixWith what {@code keyPrefixEquals} becomes, possibly empty; or null
 * @param replaceKeyWith the whole key redirected to; or null
 * @param httpRedirectCode the status, 301 to 399
 */
public record S3RoutingRule(
        @Nullable String keyPrefixEquals,
        @Nullable Integer httpErrorCodeReturnedEquals,
        @Nullable String protocol,
        @Nullable String hostName,
        @Nullable String replaceKeyPrefixWith,
        @Nullable String replaceKeyWith,
        int httpRedirectCode) {

    private static final String EMPTY_CONDITION =
            "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be"
                    + " present.";

    /** @throws DeploymentException if S3 would refuse the rule, with S3's reason (reported) */
    public S3RoutingRule {
        if (replaceKeyPrefixWith != null && replaceKeyWith != null) {
            throw new DeploymentException(
                    "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
                    "\"" + replaceKeyPrefixWith + "\" and \"" + replaceKeyWith + "\"");
        }
        if (protocol != null && !protocol.equals("http") && !protocol.equals("https")) {
            throw new DeploymentException(
                    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected"
                            + " automatically.",
                    "\"" + protocol + "\"");
        }
        if (httpRedirectCode <= 300 || httpRedirectCode > 399) {
            throw new DeploymentException(
                    "The provided HTTP redirect code (" + httpRedirectCode
                            + ") is not valid. Valid codes are 3XX except 300.",
                    "301 is the default");
        }
        if (httpErrorCodeReturnedEquals != null
                && (httpErrorCodeReturnedEquals < 400 || httpErrorCodeReturnedEquals > 599)) {
            throw new DeploymentException(
                    "The provided HTTP error code (" + httpErrorCodeReturnedEquals
                            + ") is not valid. Valid codes are 4XX or 5XX.",
                    "403 and 404 are those that a website makes");
        }
    }

    /** Returns a rule for every request. */
    public static S3RoutingRule always() {
        return new S3RoutingRule(null, null, null, null, null, null, 301);
    }

    /**
     * Returns a rule with a condition.
     *
     * @throws DeploymentException if both are null, or the code is not an error's
     */
    public static S3RoutingRule when(@Nullable String keyPrefix, @Nullable Integer errorCode) {
        if (keyPrefix == null && errorCode == null) {
            throw new DeploymentException(EMPTY_CONDITION, "give a key prefix or an error code, or take always()");
        }
        return new S3RoutingRule(keyPrefix, errorCode, null, null, null, null, 301);
    }

    /** Returns the same rule to {@code HostName}, by {@code Protocol} if not null. */
    public S3RoutingRule toHost(@Nullable String protocol, @Nullable String hostName) {
        return new S3RoutingRule(
                keyPrefixEquals,
                httpErrorCodeReturnedEquals,
                protocol,
                hostName,
                replaceKeyPrefixWith,
                replaceKeyWith,
                httpRedirectCode);
    }

    /** Returns the same rule with {@code ReplaceKeyPrefixWith}. */
    public S3RoutingRule toPrefix(String prefix) {
        return new S3RoutingRule(
                keyPrefixEquals,
                httpErrorCodeReturnedEquals,
                protocol,
                hostName,
                prefix,
                replaceKeyWith,
                httpRedirectCode);
    }

    /** Returns the same rule with {@code ReplaceKeyWith}. */
    public S3RoutingRule toKey(String key) {
        return new S3RoutingRule(
                keyPrefixEquals,
                httpErrorCodeReturnedEquals,
                protocol,
                hostName,
                replaceKeyPrefixWith,
                key,
                httpRedirectCode);
    }

    /** Returns the same rule with {@code HttpRedirectCode}. */
    public S3RoutingRule withCode(int code) {
        return new S3RoutingRule(
                keyPrefixEquals,
                httpErrorCodeReturnedEquals,
                protocol,
                hostName,
                replaceKeyPrefixWith,
                replaceKeyWith,
                code);
    }

    /** Returns whether the rule covers that key, where the error is what it would be otherwise; 0 before the look-up. */
    boolean covers(String key, int error) {
        Integer code = httpErrorCodeReturnedEquals;
        boolean atThisTime = code == null ? error == 0 && !key.isEmpty() : code == error;
        return atThisTime && (keyPrefixEquals == null || key.startsWith(keyPrefixEquals));
    }

    /** Returns the key redirected to. */
    String target(String key) {
        if (replaceKeyWith != null) {
            return replaceKeyWith;
        }
        if (replaceKeyPrefixWith == null) {
            return key;
        }
        return replaceKeyPrefixWith + key.substring(keyPrefixEquals == null ? 0 : keyPrefixEquals.length());
    }
}
