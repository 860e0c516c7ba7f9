package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a request was let through to a function, as the function's event has it. */
public sealed interface RequestAuthorization {

    /** Writes the members of {@code requestContext.authorizer} of payload 2.0. */
    void writeVersion2(JsonGenerator json) throws IOException;

    /** Writes the members of {@code requestContext.authorizer} of payload 1.0. */
    void writeVersion1(JsonGenerator json) throws IOException;

    /**
     * By a JWT authorizer.
     *
     * @param claims as {@link Jwt#claims}
     * @param scopes those of the route that the token has; null where the route asks for none
     */
    record ByToken(Map<String, Object> claims, @Nullable List<String> scopes) implements RequestAuthorization {

        @Override
        public void writeVersion2(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("jwt");
            writeVersion1(json);
            json.writeEndObject();
        }

        @Override
        public void writeVersion1(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("claims");
            for (Map.Entry<String, Object> claim : claims.entrySet()) {
                json.writeStringField(claim.getKey(), text(claim.getValue()));
            }
            json.writeEndObject();
            if (scopes == null) {
                json.writeNullField("scopes");
            } else {
                json.writeArrayFieldStart("scopes");
                for (String scope : scopes) {
                    json.writeString(scope);
                }
                json.writeEndArray();
            }
        }

        /** Returns a claim as text: a list becomes {@code [a b]} (reported: aws-solutions-library-samples' quota parser, 2026-07). */
        private static String text(Object claim) {
            if (!(claim instanceof List<?> several)) {
                return claim.toString();
            }
            StringBuilder text = new StringBuilder("[");
            for (Object one : several) {
                text.append(text.length() > 1 ? " " : "").append(one);
            }
            return text.append(']').toString();
        }
    }

    /**
     * By a Lambda authorizer.
     *
     * @param context what it returned as {@code context}, a JSON object; null if it returned none
     * @param principalId what it returned as such; null with a simple response
     */
    record ByFunction(@Nullable String context, @Nullable String principalId) implements RequestAuthorization {

        @Override
        public void writeVersion2(JsonGenerator json) throws IOException {
            json.writeFieldName("lambda");
            if (context == null) {
                json.writeNull();
            } else {
                json.writeRawValue(context);
            }
        }

        @Override
        public void writeVersion1(JsonGenerator json) throws IOException {
            if (principalId != null) {
                json.writeStringField("principalId", principalId);
            }
            if (context != null) {
                try (JsonParser members = FrontJson.FACTORY.createParser(context)) {
                    members.nextToken();
                    while (members.nextToken() != JsonToken.END_OBJECT) {
                        json.copyCurrentStructure(members);
                    }
                }
            }
        }
    }

    /**
     * By a signature of AWS, which nothing here verifies: the caller is made up from the account.
     *
     * @param accessKey the signature's access key id
     * @param accountId the account of the API or function
     */
    record BySignature(String accessKey, String accountId) implements RequestAuthorization {

        private static final String USER_ID = "AIDACORSACLOCALUSER01";

        @Override
        public void writeVersion2(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("iam");
            json.writeStringField("accessKey", accessKey);
            json.writeStringField("accountId", accountId);
            json.writeStringField("callerId", USER_ID);
            json.writeNullField("cognitoIdentity");
            json.writeNullField("principalOrgId");
            json.writeStringField("userArn", userArn());
            json.writeStringField("userId", USER_ID);
            json.writeEndObject();
        }

        /** Payload 1.0 has the caller in {@code requestContext.identity}. */
        @Override
        public void writeVersion1(JsonGenerator json) throws IOException {
            json.writeNullField("claims");
            json.writeNullField("scopes");
        }

        public String userArn() {
            return "arn:aws:iam::" + accountId + ":user/corsac";
        }

        public String userId() {
            return USER_ID;
        }
    }
}
