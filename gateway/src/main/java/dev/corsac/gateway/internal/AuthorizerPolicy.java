package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The policy document that a Lambda authorizer returned, and whether it allows a method: an <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">IAM
 * policy</a> over {@code execute-api:Invoke} (documented). {@code Action}, {@code NotAction}, {@code Resource} and
 * {@code NotResource} are evaluated; a {@code Condition} is not, and a document that has one is refused rather than
 * half understood.
 *
 * <p>Immutable; thread-safe.
 */
public final class AuthorizerPolicy {

    /** The decision of a document about one method. */
    public enum Decision {
        /** A statement allows it and none denies it. */
        ALLOW,
        /** A statement denies it, whatever others allow. */
        EXPLICIT_DENY,
        /** No statement is about it. */
        IMPLICIT_DENY
    }

    /** The document is not a valid policy, or has what is not evaluated here. */
    public static final class MalformedException extends Exception {
        public MalformedException(String message) {
            super(message);
        }
    }

    private static final String INVOKE = "execute-api:invoke";

    private final List<Statement> statements;

    private AuthorizerPolicy(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a document.
     *
     * @param json at the document's first token; afterwards at its last
     * @throws MalformedException if it is not a policy document
     */
    public static AuthorizerPolicy read(JsonParser json) throws IOException, MalformedException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException("the policyDocument is not an object");
        }
        List<Statement> statements = new ArrayList<>(2);
        boolean found = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("Statement")) {
                found = true;
                if (value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        statements.add(statement(json));
                    }
                } else {
                    statements.add(statement(json));
                }
            } else {
                json.skipChildren();
            }
        }
        if (!found) {
            throw new MalformedException("the policyDocument has no Statement");
        }
        return new AuthorizerPolicy(statements);
    }

    /**
     * Decides whether the document allows to call a method.
     *
     * @param methodArn as {@link ApiIdentity#methodArn} writes it
     */
    public Decision decide(String methodArn) {
        Decision decision = Decision.IMPLICIT_DENY;
        for (Statement statement : statements) {
            if (statement.isAbout(methodArn)) {
                if (!statement.allow) {
                    return Decision.EXPLICIT_DENY;
                }
                decision = Decision.ALLOW;
            }
        }
        return decision;
    }

    private static Statement statement(JsonParser json) throws IOException, MalformedException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedException("a Statement of the policyDocument is not an object");
        }
        String effect = "";
        List<String> actions = List.of();
        List<String> resources = List.of();
        boolean notAction = false;
        boolean notResource = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "Effect" -> effect = json.getText();
                case "Action", "NotAction" -> {
                    notAction = key.equals("NotAction");
                    actions = texts(json, key);
                }
                case "Resource", "NotResource" -> {
                    notResource = key.equals("NotResource");
                    resources = texts(json, key);
                }
                case "Condition" ->
                    throw new MalformedException(
                            "the policyDocument has a Condition: AWS evaluates it, this model of API Gateway does not");
                default -> json.skipChildren();
            }
        }
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new MalformedException(
                    "the policyDocument has the Effect \"" + effect + "\": it is \"Allow\" or \"Deny\"");
        }
        if (actions.isEmpty() || resources.isEmpty()) {
            throw new MalformedException("a Statement of the policyDocument has no "
                    + (actions.isEmpty() ? "Action: \"execute-api:Invoke\"" : "Resource: the methodArn of the event"));
        }
        List<String> lower = new ArrayList<>(actions.size());
        for (String action : actions) {
            lower.add(action.toLowerCase(Locale.ROOT));
        }
        return new Statement(effect.equals("Allow"), lower, notAction, resources, notResource);
    }

    /** Returns a string or an array of strings. */
    private static List<String> texts(JsonParser json, String key) throws IOException, MalformedException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return List.of(json.getText());
        }
        List<String> texts = new ArrayList<>(2);
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            }
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new MalformedException("the " + key + " of a Statement is neither a string nor an array of strings");
        }
        return texts;
    }

    /** One statement; the actions in lower case, as IAM compares them. */
    private record Statement(
            boolean allow, List<String> actions, boolean notAction, List<String> resources, boolean notResource) {

        boolean isAbout(String methodArn) {
            return anyMatches(actions, INVOKE) != notAction && anyMatches(resources, methodArn) != notResource;
        }

        private static boolean anyMatches(List<String> patterns, String text) {
            for (String pattern : patterns) {
                if (Glob.matches(pattern, text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
