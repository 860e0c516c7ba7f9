package dev.corsac.deployment;

import dev.corsac.gateway.TokenSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer of a REST or HTTP API.
 *
 * @param name its name in the API
 * @param kind what it looks at
 * @param function the id of the Lambda function that decides; null for a token authorizer of API Gateway itself, or where
 *     the function is not part of the deployment
 * @param identitySources what names the caller
 * @param validation a regular expression that a token must match; null for none
 * @param ttl how long results are kept, in seconds
 * @param issuer the issuer of tokens; null for a Lambda authorizer
 * @param audience the audiences of tokens
 * @param payloadFormat {@code 1.0} or {@code 2.0}; only an HTTP API looks at it
 * @param simpleResponses whether a Lambda authorizer returns {@code isAuthorized}
 * @param signature checks tokens; null where the issuer's keys are not at hand
 * @param place where it is declared
 */
public record DeployedAuthorizer(
        String name,
        Kind kind,
        @Nullable String function,
        List<Value<String>> identitySources,
        @Nullable Value<String> validation,
        Value<Integer> ttl,
        @Nullable Value<String> issuer,
        List<Value<String>> audience,
        Value<String> payloadFormat,
        boolean simpleResponses,
        @Nullable TokenSignature signature,
        Place place) {

    /** The kinds of authorizers. */
    public enum Kind {
        /** A function that is given one token. */
        TOKEN,
        /** A function that is given the request. */
        REQUEST,
        /** A Cognito user pool's tokens, at a REST API. */
        COGNITO_USER_POOLS,
        /** An issuer's JSON Web Tokens, at an HTTP API. */
        JWT
    }

    /** Copies the lists. */
    public DeployedAuthorizer {
        identitySources = List.copyOf(identitySources);
        audience = List.copyOf(audience);
    }

    /** Returns a builder of an authorizer that keeps no results. */
    public static Builder builder(String name, Kind kind, Place place) {
        return new Builder(name, kind, place);
    }

    /** Returns a builder with everything of this authorizer, to change some of it. */
    public Builder toBuilder() {
        return new Builder(name, kind, place)
                .function(function)
                .identitySources(identitySources)
                .validation(validation)
                .ttl(ttl)
                .issuer(issuer)
                .audience(audience)
                .payloadFormat(payloadFormat)
                .simpleResponses(simpleResponses)
                .signature(signature);
    }

    /** Builds a {@link DeployedAuthorizer}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Kind kind;
        private @Nullable String function;
        private List<Value<String>> identitySources = List.of();
        private @Nullable Value<String> validation;
        private Value<Integer> ttl = Value.byDefault(0);
        private @Nullable Value<String> issuer;
        private List<Value<String>> audience = List.of();
        private Value<String> payloadFormat = Value.byDefault("1.0");
        private boolean simpleResponses;
        private @Nullable TokenSignature signature;
        private final Place place;

        private Builder(String name, Kind kind, Place place) {
            this.name = name;
            this.kind = kind;
            this.place = place;
        }

        /** Sets the id of the Lambda function that decides; null for none. */
        public Builder function(@Nullable String function) {
            this.function = function;
            return this;
        }

        /** Sets what names the caller. */
        public Builder identitySources(List<Value<String>> identitySources) {
            this.identitySources = identitySources;
            return this;
        }

        /** Sets a regular expression that a token must match; null for none. */
        public Builder validation(@Nullable Value<String> validation) {
            this.validation = validation;
            return this;
        }

        /** Sets how long results are kept, in seconds: not at all unless set. */
        public Builder ttl(Value<Integer> ttl) {
            this.ttl = ttl;
            return this;
        }

        /** Sets the issuer of tokens; null for none. */
        public Builder issuer(@Nullable Value<String> issuer) {
            this.issuer = issuer;
            return this;
        }

        /** Sets the audiences of tokens. */
        public Builder audience(List<Value<String>> audience) {
            this.audience = audience;
            return this;
        }

        /** Sets the payload format: 1.0 unless set. */
        public Builder payloadFormat(Value<String> payloadFormat) {
            this.payloadFormat = payloadFormat;
            return this;
        }

        /** Sets whether a Lambda authorizer returns {@code isAuthorized}. */
        public Builder simpleResponses(boolean simpleResponses) {
            this.simpleResponses = simpleResponses;
            return this;
        }

        /** Sets what checks tokens; null where the issuer's keys are not at hand. */
        public Builder signature(@Nullable TokenSignature signature) {
            this.signature = signature;
            return this;
        }

        /** Builds the authorizer. */
        public DeployedAuthorizer build() {
            return new DeployedAuthorizer(
                    name,
                    kind,
                    function,
                    identitySources,
                    validation,
                    ttl,
                    issuer,
                    audience,
                    payloadFormat,
                    simpleResponses,
                    signature,
                    place);
        }
    }
}
