package dev.corsac.local.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.Masking;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.local.ConsoleSpec;
import dev.corsac.local.console.LocalDiagnosis.State;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page gets: calls in brief and in full. Secrets are masked unless somebody asks for them. */
final class ConsoleJson {

    static final JsonFactory FACTORY = new JsonFactory();

    volatile List<ConsoleSpec.Address> addresses;

    ConsoleJson(List<ConsoleSpec.Address> addresses) {
        this.addresses = addresses;
    }

    /** What makes a document. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be written", e);
        }
        return text.toString();
    }

    void addresses(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("places");
        for (ConsoleSpec.Address address : addresses) {
            json.writeStartObject();
            json.writeStringField("kind", address.kind());
            json.writeStringField("name", address.name());
            json.writeStringField("url", address.url());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void message(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", message.id());
        json.writeNumberField("at", message.at().toEpochMilli());
        json.writeStringField("kind", message.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("function", message.function());
        json.writeStringField("text", Masking.log(message.text()));
        json.writeEndObject();
    }

    /** The fields of a call in a list. */
    void brief(JsonGenerator json, PageCall call, LocalDiagnosis diagnosis) throws IOException {
        FrontExchange main = call.main();
        FrontExchange.Done done = main.done;
        Request request = main.request();
        json.writeNumberField("id", call.id);
        json.writeNumberField("version", call.version);
        json.writeNumberField("at", main.at.toEpochMilli());
        json.writeStringField("state", word(diagnosis.state()));
        json.writeStringField("why", why(diagnosis));
        json.writeStringField("warning", Masking.text(diagnosis.warning()));
        json.writeStringField("included", Masking.text(diagnosis.included()));
        json.writeStringField("origin", request.headers().first("Origin"));
        json.writeStringField("method", method(call));
        json.writeStringField("url", Masking.text(request.url().toString()));
        json.writeStringField("server", request.url().origin());
        json.writeStringField("target", Masking.text(request.url().target()));
        json.writeStringField("place", place(request));
        json.writeStringField(
                "seen", diagnosis.seen() == null ? null : diagnosis.seen().displayName());
        json.writeNumberField("replayOf", main.replayOf);
        json.writeBooleanField("preflightOnly", call.actual == null);
        if (call.preflight != null) {
            json.writeNumberField("preflightStatus", status(call.preflight));
        }
        if (call.actual != null) {
            json.writeNumberField("status", status(call.actual));
        }
        if (done != null) {
            json.writeNumberField("took", done.took().toNanos() / 1e6);
            json.writeStringField("madeBy", done.response().madeBy().toString());
            json.writeStringField("reason", Masking.text(done.response().reason()));
            json.writeStringField(
                    "function", done.function() == null ? null : done.function().name());
        }
    }

    /** Everything that is known of a call. */
    void full(
            JsonGenerator json, PageCall call, LocalDiagnosis diagnosis, List<CookieDiagnosis> cookies, boolean secrets)
            throws IOException {
        brief(json, call, diagnosis);
        json.writeStringField(
                "credentials",
                diagnosis.mode() == null ? null : diagnosis.mode().value());
        json.writeArrayFieldStart("notes");
        for (String note : diagnosis.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("exchanges");
        if (call.preflight != null) {
            exchange(json, call.preflight, secrets);
        }
        if (call.actual != null) {
            exchange(json, call.actual, secrets);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outcomes");
        CredentialsMode mode = diagnosis.mode();
        outcomes(json, mode == CredentialsMode.INCLUDE ? "include" : "same-origin", diagnosis.outcomes());
        json.writeEndArray();
        Diagnosis refusal = diagnosis.refusal();
        if (refusal != null) {
            json.writeObjectFieldStart("refusal");
            refusal(json, refusal);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("cookies");
        for (CookieDiagnosis cookie : cookies) {
            cookie(json, cookie);
        }
        json.writeEndArray();
        json.writeStringField(
                "signedOut", call.actual == null ? "" : SeenCookieOutcome.signedOut(diagnosis, call.actual, cookies));
        json.writeStringField("curl", Exports.curl(call.main(), secrets));
    }

    private static void exchange(JsonGenerator json, FrontExchange exchange, boolean secrets) throws IOException {
        Request request = exchange.request();
        FrontExchange.Done done = exchange.done;
        json.writeStartObject();
        json.writeNumberField("id", exchange.id);
        json.writeBooleanField("preflight", exchange.isPreflight());
        json.writeNumberField("at", exchange.at.toEpochMilli());
        json.writeStringField("method", request.method());
        String url = request.url().toString();
        json.writeStringField("url", secrets ? url : Masking.text(url));
        json.writeBooleanField("replayable", exchange.isReplayable());
        json.writeArrayFieldStart("requestHeaders");
        for (Header line : request.headers()) {
            line(json, line, secrets, null);
        }
        json.writeEndArray();
        body(json, "requestBody", request.body(), exchange.requestLength, request.headers(), secrets);
        if (done != null) {
            AttributedResponse response = done.response();
            json.writeNumberField("status", response.response().status());
            json.writeNumberField("took", done.took().toNanos() / 1e6);
            json.writeStringField("madeBy", response.madeBy().toString());
            json.writeBooleanField("byFunction", response.madeBy().kind() == Component.Kind.FUNCTION);
            json.writeStringField("reason", secrets ? response.reason() : Masking.text(response.reason()));
            if (done.function() != null) {
                json.writeStringField("function", done.function().name());
                json.writeNumberField("functionTook", done.function().took().toNanos() / 1e6);
            }
            json.writeArrayFieldStart("responseHeaders");
            List<Header> lines = response.response().headers().lines();
            for (int i = 0; i < lines.size(); i++) {
                line(json, lines.get(i), secrets, response.sources().get(i).toString());
            }
            json.writeEndArray();
            body(
                    json,
                    "responseBody",
                    exchange.responseBody(),
                    done.length(),
                    response.response().headers(),
                    secrets);
        }
        json.writeEndObject();
    }

    private static void line(JsonGenerator json, Header line, boolean secrets, @Nullable String madeBy)
            throws IOException {
        json.writeStartArray();
        json.writeString(line.name());
        json.writeString(secrets ? line.value() : Masking.shown(line));
        if (madeBy != null) {
            json.writeString(madeBy);
        }
        json.writeEndArray();
    }

    private static void body(JsonGenerator json, String name, Body body, int length, Headers headers, boolean secrets)
            throws IOException {
        if (length == 0) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("length", length);
        json.writeNumberField("kept", body.length());
        String text = text(body, length);
        String type = headers.first("Content-Type");
        json.writeStringField("text", text == null || secrets ? text : Masking.body(text, type == null ? "" : type));
        json.writeEndObject();
    }

    /** Null for bytes that are not text in UTF-8; a character that was cut at the end does not make it so. */
    static @Nullable String text(Body body, int length) {
        ByteBuffer bytes = body.buffer();
        for (int cut = 0; cut < 4 && cut <= bytes.limit(); cut++) {
            ByteBuffer some = bytes.duplicate();
            some.limit(bytes.limit() - cut);
            try {
                String text = StandardCharsets.UTF_8.newDecoder().decode(some).toString();
                return text.indexOf('\0') >= 0 ? null : text;
            } catch (CharacterCodingException e) {
                if (body.length() == length) {
                    return null;
                }
            }
        }
        return null;
    }

    private static void outcomes(JsonGenerator json, String mode, Map<Engine, EngineOutcome> outcomes)
            throws IOException {
        for (Map.Entry<Engine, EngineOutcome> each : outcomes.entrySet()) {
            EngineOutcome outcome = each.getValue();
            json.writeStartObject();
            json.writeStringField("engine", each.getKey().displayName());
            json.writeStringField("credentials", mode);
            json.writeStringField("outcome", outcome.result().code());
            if (outcome.result() == EngineOutcome.Result.ALLOWED
                    && outcome.model() instanceof Outcome.Allowed allowed) {
                json.writeNumberField("status", allowed.status());
                json.writeStringField("type", allowed.type().name().toLowerCase(Locale.ROOT));
                strings(json, "readableHeaders", allowed.readableHeaders());
            } else if (outcome.result() == EngineOutcome.Result.BLOCKED) {
                masked(json, "console", outcome.console());
            }
            json.writeEndObject();
        }
    }

    private static void refusal(JsonGenerator json, Diagnosis refusal) throws IOException {
        Diagnosis.FailedCheck failed = refusal.failed();
        json.writeStringField("code", refusal.code());
        if (failed != null) {
            json.writeStringField(
                    "engine", failed.engine() == null ? null : failed.engine().displayName());
            json.writeStringField("step", failed.step());
            json.writeStringField("specification", failed.specification());
            if (failed.chromiumName() != null) {
                json.writeStringField("corsError", failed.chromiumName());
            }
        }
        CredentialsMode mode = refusal.credentials();
        json.writeStringField("credentials", mode == null ? null : mode.value());
        json.writeBooleanField("preflight", isOnPreflight(refusal));
        json.writeStringField("cause", Masking.text(refusal.summary()));
        json.writeStringField("component", Masking.text(refusal.component().describe()));
        json.writeStringField(
                "advice",
                refusal.causes().isEmpty()
                        ? ""
                        : Masking.text(refusal.causes().get(0).text()));
        headers(json, "preflightHeaders", refusal.preflightHeaders());
        headers(json, "responseHeaders", refusal.responseHeaders());
        json.writeArrayFieldStart("settings");
        for (Fix fix : refusal.fixes()) {
            json.writeStartObject();
            json.writeStringField("product", fix.form().title());
            json.writeStringField("text", fix.text());
            json.writeBooleanField("replacesConfiguration", fix.replacesConfiguration());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static boolean isOnPreflight(Diagnosis refusal) {
        return refusal.seen().stream()
                .anyMatch(
                        step -> step.result() == EngineOutcome.Result.BLOCKED && Boolean.TRUE.equals(step.preflight()));
    }

    private static void cookie(JsonGenerator json, CookieDiagnosis cookie) throws IOException {
        json.writeStartObject();
        json.writeStringField("cookie", cookie.describe());
        json.writeArrayFieldStart("travels");
        for (Map.Entry<Engine, CookieDiagnosis.Travel> each : cookie.travels().entrySet()) {
            CookieCheck.Result result = each.getValue().result();
            json.writeStartObject();
            json.writeStringField("engine", each.getKey().displayName());
            json.writeStringField("result", result == null ? null : result.name());
            json.writeStringField("words", each.getValue().words());
            json.writeStringField("text", each.getValue().text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void headers(JsonGenerator json, String name, Headers headers) throws IOException {
        json.writeArrayFieldStart(name);
        for (Header line : headers) {
            line(json, line, true, null);
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void masked(JsonGenerator json, String name, List<String> values) throws IOException {
        strings(json, name, values.stream().map(Masking::text).toList());
    }

    private static String why(LocalDiagnosis diagnosis) {
        if (diagnosis.state() == State.ABSENT) {
            return "The preflight was granted, and the call has not come.";
        }
        Diagnosis refusal = diagnosis.refusal();
        if (refusal == null || diagnosis.state() == State.PENDING || diagnosis.state() == State.ALLOWED) {
            boolean explains = diagnosis.state() == State.PLAIN || diagnosis.state() == State.UNKNOWN;
            return explains && !diagnosis.notes().isEmpty()
                    ? diagnosis.notes().get(diagnosis.notes().size() - 1)
                    : "";
        }
        return Masking.text(diagnosis.state() == State.DEPENDS ? diagnosis.warning() : refusal.summary());
    }

    private static String method(PageCall call) {
        String asked =
                call.actual == null ? call.main().request().headers().first("Access-Control-Request-Method") : null;
        return asked == null ? call.main().request().method() : asked;
    }

    /** Found by the port that the client called. */
    private String place(Request request) {
        for (ConsoleSpec.Address address : addresses) {
            if (address.port() == request.url().port()) {
                return address.kind() + " " + address.name();
            }
        }
        return "front";
    }

    private static int status(FrontExchange exchange) {
        FrontExchange.Done done = exchange.done;
        return done == null ? 0 : done.response().response().status();
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
