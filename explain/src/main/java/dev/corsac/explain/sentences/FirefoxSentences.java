package dev.corsac.explain.sentences;

import static dev.corsac.explain.sentences.Sentence.preflight;
import static dev.corsac.explain.sentences.Sentence.sentence;

import dev.corsac.explain.MessageCode;
import java.util.List;

/**
 * What Firefox's console writes: an introduction, which names what was called, and a reason. The first reason of each code
 * is today's wording (measured in Firefox ESR 153), the others are those of older versions.
 */
public final class FirefoxSentences {

    /** Today's introduction; a reason follows. */
    public static final Sentence INTRODUCTION = sentence(
            MessageCode.UNKNOWN_REASON,
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}."
                    + " (Reason: ");

    /** Today's introduction of {@link MessageCode#ALLOW_ORIGIN_WILDCARD}, the only one with quotation marks (measured). */
    private static final Sentence QUOTING_INTRODUCTION = sentence(
            MessageCode.UNKNOWN_REASON,
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘{url}’."
                    + " (Reason: ");

    /** The introductions that a reason follows, today's first. */
    public static final List<Sentence> INTRODUCTIONS = List.of(
            INTRODUCTION,
            QUOTING_INTRODUCTION,
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at"
                            + " {url} soon. (Reason: "),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Cross-Origin Request Warning: The Same Origin Policy disallows reading the remote resource at"
                            + " {url}. (Reason: "));

    /** The introduction of versions before 36, which state no reason. */
    static final Sentence WITHOUT_REASON = sentence(
            MessageCode.UNKNOWN_REASON,
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. This"
                    + " can be fixed by moving the resource to the same domain or enabling CORS.");

    /** What follows a reason. */
    static final List<Sentence> TAILS = List.of(sentence(MessageCode.UNKNOWN_REASON, "Status code: {status}"));

    /** Other texts have the two words, too: by itself, this is not a reason. */
    static final String DISABLED = "CORS disabled)";

    /** The reasons. */
    public static final List<Sentence> REASONS = List.of(
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISSING,
                    "CORS header ‘Access-Control-Allow-Origin’ missing)<<. Status code: {status}>>"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’)"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MULTIPLE,
                    "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed)"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISMATCH,
                    "CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’)"),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’)"),
            preflight(MessageCode.PREFLIGHT_REDIRECT, "CORS request external redirect not allowed)"),
            preflight(
                    MessageCode.PREFLIGHT_STATUS,
                    "CORS preflight response did not succeed)<<. Status code: {status}>>"),
            preflight(
                    MessageCode.ALLOW_METHODS_SYNTAX,
                    "invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’)"),
            preflight(
                    MessageCode.ALLOW_HEADERS_SYNTAX,
                    "invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’)"),
            preflight(MessageCode.METHOD, "Did not find method in CORS header ‘Access-Control-Allow-Methods’)"),
            preflight(
                    MessageCode.HEADERS,
                    "header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS"
                            + " preflight response)"),
            sentence(MessageCode.CONNECTION, "CORS request did not succeed)<<. Status code: {status}>>"),
            sentence(MessageCode.CORS_DISABLED, DISABLED),
            sentence(MessageCode.SCHEME, "CORS request not http)"),
            sentence(MessageCode.ORIGIN_NOT_ADDED, "CORS header ‘Origin’ cannot be added)"),
            // Older wordings.
            preflight(
                    MessageCode.HEADERS,
                    "missing token ‘{header}’ in CORS header ‘Access-Control-Allow-Headers’<< from CORS preflight"
                            + " channel>>"),
            preflight(
                    MessageCode.PREFLIGHT_STATUS, "CORS preflight channel did not succeed)<<. Status code: {status}>>"),
            preflight(MessageCode.HEADERS, "missing token in CORS header ‘Access-Control-Allow-Headers’"),
            sentence(MessageCode.CONNECTION, "CORS request failed)"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISMATCH,
                    "CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’"),
            sentence(MessageCode.ALLOW_ORIGIN_MISSING, "CORS header ‘Access-Control-Allow-Origin’ missing"),
            sentence(
                    MessageCode.AUTHORIZATION_WILDCARD,
                    "When the ‘Access-Control-Allow-Headers’ is ‘*’, the ‘Authorization’ header is not covered."));

    /** The labels of the Network panel's column "Transferred", which the console repeats behind a request. */
    static final List<Sentence> LABELS = List.of(
            sentence(MessageCode.ALLOW_ORIGIN_MISSING, "CORS Missing Allow Origin"),
            sentence(MessageCode.ALLOW_ORIGIN_MISMATCH, "CORS Allow Origin Not Matching Origin"),
            sentence(MessageCode.ALLOW_ORIGIN_MULTIPLE, "CORS Multiple Allow Origin Not Allowed"),
            sentence(MessageCode.ALLOW_ORIGIN_WILDCARD, "CORS Not Supporting Credentials"),
            sentence(MessageCode.ALLOW_CREDENTIALS, "CORS Missing Allow Credentials"),
            preflight(MessageCode.PREFLIGHT_STATUS, "CORS Preflight Did Not Succeed"),
            preflight(MessageCode.PREFLIGHT_REDIRECT, "CORS External Redirect Not Allowed"),
            preflight(MessageCode.ALLOW_METHODS_SYNTAX, "CORS Invalid Allow Method"),
            preflight(MessageCode.ALLOW_HEADERS_SYNTAX, "CORS Invalid Allow Header"),
            preflight(MessageCode.METHOD, "CORS Method Not Found"),
            preflight(MessageCode.HEADERS, "CORS Missing Allow Header From Preflight"),
            preflight(MessageCode.HEADERS, "CORS Missing Allow Header"),
            sentence(MessageCode.CONNECTION, "CORS Did Not Succeed"),
            sentence(MessageCode.SCHEME, "CORS Request Not HTTP"),
            sentence(MessageCode.ORIGIN_NOT_ADDED, "CORS Origin Header Not Added"));

    private FirefoxSentences() {}

    /** Returns what Firefox writes today before the reason of that code. */
    public static Sentence introduction(MessageCode code) {
        return code == MessageCode.ALLOW_ORIGIN_WILDCARD ? QUOTING_INTRODUCTION : INTRODUCTION;
    }
}
