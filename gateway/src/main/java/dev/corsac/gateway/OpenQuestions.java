package dev.corsac.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What AWS does and no public source says for certain, as choices. Every front takes the likelier ones unless told
 * otherwise; somebody who has probed a real account can set what was seen, and a test can try both.
 *
 * <pre>{@code
 * OpenQuestions.likely().with(OpenQuestions.RestHeaderNumber.MALFORMED)
 * }</pre>
 *
 * <p>Each question is an enum; its first constant is the likelier choice. Immutable; safe to share between threads.
 */
public final class OpenQuestions {

    private static final OpenQuestions LIKELY = new OpenQuestions(Map.of());

    /** The choices that differ from the first constant, by question. */
    private final Map<Class<?>, Choice> choices;

    private OpenQuestions(Map<Class<?>, Choice> choices) {
        this.choices = choices;
    }

    /** An answer to one of the questions. */
    public sealed interface Choice {}

    /** The likelier choice for every question. */
    public static OpenQuestions likely() {
        return LIKELY;
    }

    /** These choices, but for the one question that the choice answers. */
    public <E extends Enum<E> & Choice> OpenQuestions with(E choice) {
        Map<Class<?>, Choice> more = new LinkedHashMap<>(choices);
        more.put(choice.getDeclaringClass(), choice);
        return new OpenQuestions(Map.copyOf(more));
    }

    /** What is chosen for a question. Meant for when a front is built, not for every request. */
    public <E extends Enum<E> & Choice> E choice(Class<E> question) {
        Choice chosen = choices.get(question);
        return chosen == null ? question.getEnumConstants()[0] : question.cast(chosen);
    }

    // REST API

    /**
     * A number as the value of a header in what a function returned to a REST API: {@code "Access-Control-Max-Age": 600}.
     */
    public enum RestHeaderNumber implements Choice {
        /** It is sent as text: users of AWS report that theirs were, and that an emulator alone failed. */
        TEXT,
        /** The answer is malformed, a 502: so LocalStack has it, which no recording of AWS proves. */
        MALFORMED
    }

    /**
     * A JSON null as the value of a header in what a function returned to a REST API. No evidence either way; with
     * Java's own runtime it arises only as an element of {@code multiValueHeaders}.
     */
    public enum RestHeaderNull implements Choice {
        /** The header is left out. */
        LEFT_OUT,
        /** The answer is malformed, a 502. */
        MALFORMED
    }

    /**
     * Whether {@code method.request.header.Origin} in a gateway response of a REST API finds a header that the client
     * spelled {@code origin}, as every browser does over HTTP/2.
     */
    public enum RestMappingCase implements Choice {
        /** It does not: "header names and query parameters are processed in a case-sensitive way" (documented). */
        SENSITIVE,
        /** It does: many deployed stacks map one spelling only, and are reported to work. */
        INSENSITIVE
    }

    /** What a mapping of a REST API makes whose source is not in the request. */
    public enum RestMappingMissing implements Choice {
        /** No header. */
        LEFT_OUT,
        /** A header with an empty value. */
        EMPTY
    }

    /**
     * Which {@code contentHandling} lets a MOCK integration answer in a REST API whose {@code binaryMediaTypes} take every
     * type: {@code CONVERT_TO_TEXT} of the integration is what most mends set (serverless-application-model#553), that of
     * the integration response is said to be the one that counts (serverless#11010).
     */
    public enum RestMockConversion implements Choice {
        /** One of them is enough. */
        EITHER,
        /** That of the integration. */
        INTEGRATION,
        /** That of the integration response. */
        INTEGRATION_RESPONSE
    }

    /**
     * What a REST API answers when its Lambda authorizer throws, but for the message {@code Unauthorized}: a 500 with the
     * body {@code {"message":null}} either way (reported).
     */
    public enum RestAuthorizerFailure implements Choice {
        /** The gateway response AUTHORIZER_CONFIGURATION_ERROR: the error type that reports show. */
        CONFIGURATION_ERROR,
        /** The gateway response AUTHORIZER_FAILURE. */
        FAILURE
    }

    /** What a REST API answers when the values of a request's headers are over 10,240 bytes together. */
    public enum RestHeadersTooLarge implements Choice {
        /** 431, as the status code's definition has it. */
        STATUS_431,
        /** 400. */
        STATUS_400
    }
}
