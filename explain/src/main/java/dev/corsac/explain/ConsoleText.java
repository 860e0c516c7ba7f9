package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.sentences.ChromiumSentences;
import dev.corsac.explain.sentences.FirefoxSentences;
import dev.corsac.explain.sentences.OtherLines;
import dev.corsac.explain.sentences.Sentence;
import dev.corsac.explain.sentences.WebKitSentences;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's console writes about a blocked call, word for word in English, from the same tables that {@link
 * PasteReader} reads with. Chromium's and Firefox's sentences are compared with what their consoles wrote; WebKit's follow
 * its source.
 */
public final class ConsoleText {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private ConsoleText() {}

    /** Returns the console's lines, in its order. */
    public static List<String> of(Outcome.Blocked blocked) {
        return switch (blocked.engine()) {
            case CHROMIUM -> List.of(chromium(blocked));
            case FIREFOX -> firefox(blocked);
            case WEBKIT -> webkit(blocked);
        };
    }

    private static Map<String, String> values(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        Call call = blocked.call();
        Map<String, String> values = new HashMap<>();
        values.put("url", failure.url().toString());
        values.put("page", call.origin().toString());
        values.put("initiator", call.initiator().consoleName());
        values.put("status", failure.status() == 0 ? "(null)" : String.valueOf(failure.status()));
        for (String name : List.of("value", "method", "header", "location")) {
            values.put(name, failure.parameter());
        }
        if (!failure.url().equals(call.url())) {
            values.put("first", call.url().toString());
        }
        if (failure.preflight()) {
            values.put("preflight", "");
        }
        values.put(call.initiator() == Initiator.FETCH ? "fetch" : "xhr", "");
        return values;
    }

    private static String chromium(Outcome.Blocked blocked) {
        Check check = blocked.failure().check();
        Map<String, String> values = values(blocked);
        switch (check) {
            case MIXED_CONTENT -> values.put("first", blocked.call().origin() + "/");
            case CONNECTION, REDIRECT_LOCATION, REDIRECT_SCHEME, REDIRECT_COUNT -> {
                MessageCode code = check == Check.CONNECTION ? MessageCode.CONNECTION_REFUSED : MessageCode.of(check);
                return "Failed to load resource: " + line(Engine.CHROMIUM, code, values);
            }
            case REDIRECT_MODE -> {
                return "Failed to load resource: net::ERR_FAILED";
            }
            case REDIRECT_CREDENTIALS -> values.put("location", "");
            default -> {}
        }
        Sentence line = OtherLines.today(Engine.CHROMIUM, MessageCode.of(check));
        if (line != null) {
            return line.write(values);
        }
        // Sentences about methods, headers and syntax are about preflights anyway.
        Sentence reason = sentence(ChromiumSentences.REASONS, check);
        if (reason.isAboutPreflight() != null && check != Check.PREFLIGHT_REDIRECT && check != Check.PREFLIGHT_STATUS) {
            values.remove("preflight");
        }
        return ChromiumSentences.INTRODUCTION.write(values) + reason.write(values);
    }

    private static String line(Engine engine, MessageCode code, Map<String, String> values) {
        Sentence line = OtherLines.today(engine, code);
        if (line == null) {
            throw new IllegalStateException(engine.displayName() + " has no line for " + code.code());
        }
        return line.write(values);
    }

    private static Sentence sentence(List<Sentence> table, Check check) {
        for (Sentence each : table) {
            if (each.code() == MessageCode.of(check)) {
                return each;
            }
        }
        throw new IllegalStateException("there is no sentence for " + check);
    }

    private static List<String> firefox(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        Map<String, String> values = values(blocked);
        switch (failure.check()) {
            case FORBIDDEN_METHOD, NO_CORS_METHOD -> {
                return List.of(line(Engine.FIREFOX, MessageCode.FORBIDDEN_METHOD, values));
            }
            case BODY_OF_GET, MIXED_CONTENT -> {
                return List.of(line(Engine.FIREFOX, MessageCode.of(failure.check()), values));
            }
            case SAME_ORIGIN_MODE,
                    NO_CORS_REDIRECT_MODE,
                    SCHEME,
                    REDIRECT_MODE,
                    REDIRECT_LOCATION,
                    REDIRECT_SCHEME,
                    REDIRECT_COUNT -> {
                return List.of(line(Engine.FIREFOX, MessageCode.NEEDS_MORE, values));
            }
            default -> {}
        }
        String introduction = FirefoxSentences.INTRODUCTION.write(values);
        Check check = firefoxCheck(blocked);
        String first = FirefoxSentences.introduction(MessageCode.of(check)).write(values);
        String reason = sentence(FirefoxSentences.REASONS, check).write(values);
        values.put("status", "(null)");
        String unanswered = introduction
                + sentence(FirefoxSentences.REASONS, Check.CONNECTION).write(values) + ".";
        return check == Check.CONNECTION
                ? List.of(unanswered)
                : failure.preflight() ? List.of(first + reason + ".", unanswered) : List.of(first + reason + ".");
    }

    /** Firefox tells fewer failures apart, and some in another way. */
    private static Check firefoxCheck(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        return switch (failure.check()) {
            // An empty value is one that does not match (measured).
            case ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                allowOriginLines(blocked) > 1 ? Check.ALLOW_ORIGIN_MULTIPLE : Check.ALLOW_ORIGIN_MISMATCH;
            case REDIRECT_CREDENTIALS -> Check.CONNECTION;
            default -> failure.check();
        };
    }

    private static int allowOriginLines(Outcome.Blocked blocked) {
        List<Exchange> exchanges = blocked.exchanges();
        Exchange last = exchanges.get(exchanges.size() - 1);
        return last.response() == null
                ? 0
                : last.response().headers().all(ALLOW_ORIGIN).size();
    }

    private static List<String> webkit(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        Call call = blocked.call();
        Map<String, String> values = values(blocked);
        String reason = webkitReason(blocked, values);
        values.put("url", call.url().toString());
        return switch (failure.check()) {
            case FORBIDDEN_METHOD, NO_CORS_METHOD, BODY_OF_GET -> List.of(reason);
            case MIXED_CONTENT, CONNECTION -> List.of(reason, line(Engine.WEBKIT, MessageCode.NEEDS_MORE, values));
            default ->
                List.of(
                        reason,
                        (call.initiator() == Initiator.FETCH ? WebKitSentences.FETCH : WebKitSentences.XML_HTTP_REQUEST)
                                .write(values));
        };
    }

    private static String webkitReason(Outcome.Blocked blocked, Map<String, String> values) {
        Failure failure = blocked.failure();
        Check check = failure.check();
        boolean isList = failure.parameter().indexOf(',') >= 0;
        Check written = switch (check) {
            case NO_CORS_REDIRECT_MODE -> Check.REDIRECT_MODE;
            case REDIRECT_LOCATION, SCHEME -> Check.REDIRECT_SCHEME;
            case ALLOW_ORIGIN_MISSING, ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                isList ? Check.ALLOW_ORIGIN_MULTIPLE : Check.ALLOW_ORIGIN_MISSING;
            case PREFLIGHT_REDIRECT -> Check.PREFLIGHT_STATUS;
            default -> check;
        };
        switch (written) {
            case ALLOW_ORIGIN_MISSING -> values.put("page", failure.origin().toString());
            case ALLOW_METHODS_SYNTAX -> values.put("value", combined(blocked, "Access-Control-Allow-Methods"));
            case ALLOW_HEADERS_SYNTAX -> values.put("value", combined(blocked, "Access-Control-Allow-Headers"));
            default -> {}
        }
        return sentence(WebKitSentences.REASONS, written).write(values);
    }

    private static String combined(Outcome.Blocked blocked, String name) {
        List<Exchange> exchanges = blocked.exchanges();
        Exchange last = exchanges.get(exchanges.size() - 1);
        @Nullable
        String value =
                last.response() == null ? null : last.response().headers().combined(name);
        return value == null ? "" : value;
    }
}
