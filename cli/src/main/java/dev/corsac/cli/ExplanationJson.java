package dev.corsac.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.browser.Call;
import dev.corsac.browser.Cookie;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.config.Json;
import dev.corsac.explain.ConsoleText;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.EvidenceDiagnosis;
import dev.corsac.explain.FailureAdvice;
import dev.corsac.explain.Masking;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Explanations for programs: one JSON document. */
final class ExplanationJson {

    private ExplanationJson() {}

    static String of(List<EvidenceDiagnosis> explanations) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("calls");
            for (EvidenceDiagnosis explanation : explanations) {
                call(json, explanation);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void call(JsonGenerator json, EvidenceDiagnosis explanation) throws IOException {
        Call call = explanation.evidence().call();
        json.writeStartObject();
        json.writeStringField("origin", call.origin().toString());
        json.writeStringField("method", call.method());
        json.writeStringField("url", Masking.text(call.url().toString()));
        json.writeStringField("credentials", call.credentials().value());
        strings(json, "notes", explanation.evidence().notes());
        for (Map.Entry<Engine, Outcome> each : explanation.outcomes().entrySet()) {
            json.writeObjectFieldStart(each.getKey().name().toLowerCase(Locale.ROOT));
            outcome(json, each.getValue());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("cookies");
        for (CookieDiagnosis answer : explanation.cookies()) {
            cookie(json, answer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What is not known is null; a typical cookie, where none was recorded, has no name. */
    private static void cookie(JsonGenerator json, CookieDiagnosis answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", answer.name().isEmpty() ? null : Masking.text(answer.name()));
        Cookie attributes = answer.attributes();
        if (attributes == null) {
            json.writeNullField("sameSite");
            json.writeNullField("secure");
            json.writeNullField("partitioned");
        } else {
            json.writeStringField("sameSite", attributes.sameSite().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("secure", attributes.secure());
            json.writeBooleanField("partitioned", attributes.partitioned());
        }
        for (Map.Entry<Engine, CookieDiagnosis.Travel> each : answer.travels().entrySet()) {
            CookieDiagnosis.Travel travel = each.getValue();
            json.writeObjectFieldStart(each.getKey().name().toLowerCase(Locale.ROOT));
            json.writeStringField(
                    "verdict",
                    travel.verdict() == null ? null : travel.verdict().name());
            json.writeStringField("reason", travel.reason());
            json.writeStringField("text", travel.text());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Allowed allowed) {
            json.writeStringField("outcome", "allowed");
            json.writeNumberField("status", allowed.status());
            json.writeBooleanField("redirected", allowed.redirected());
            strings(json, "readableHeaders", allowed.readableHeaders());
        } else if (outcome instanceof Outcome.Blocked blocked) {
            Failure failure = blocked.failure();
            json.writeStringField("outcome", "blocked");
            json.writeStringField("check", failure.check().name());
            json.writeStringField("step", failure.check().step());
            json.writeStringField("specification", failure.check().specification());
            json.writeBooleanField("preflight", failure.preflight());
            if (failure.corsError() != null) {
                json.writeStringField("corsError", failure.corsError().toString());
                json.writeStringField("failedParameter", Masking.text(failure.failedParameter()));
            }
            json.writeArrayFieldStart("console");
            for (String sentence : ConsoleText.of(blocked)) {
                json.writeString(Masking.text(sentence));
            }
            json.writeEndArray();
            mend(json, FailureAdvice.of(blocked));
        }
        json.writeArrayFieldStart("exchanges");
        for (Exchange exchange : outcome.exchanges()) {
            json.writeStartObject();
            json.writeBooleanField("preflight", exchange.preflight());
            json.writeStringField("method", exchange.request().method());
            json.writeStringField("url", Masking.text(exchange.request().url().toString()));
            headers(json, "requestHeaders", exchange.request().headers());
            if (exchange.response() != null) {
                json.writeNumberField("status", exchange.response().status());
                headers(json, "responseHeaders", exchange.response().headers());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void mend(JsonGenerator json, FailureAdvice mend) throws IOException {
        json.writeObjectFieldStart("mend");
        json.writeStringField("cause", Masking.text(mend.cause()));
        json.writeStringField("advice", Masking.text(mend.advice()));
        headers(json, "preflightHeaders", mend.preflightHeaders());
        headers(json, "responseHeaders", mend.responseHeaders());
        json.writeObjectFieldStart("settings");
        for (FailureAdvice.Setting setting : mend.settings()) {
            json.writeStringField(setting.product(), setting.text());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void headers(JsonGenerator json, String field, Headers headers) throws IOException {
        json.writeArrayFieldStart(field);
        for (Header header : headers) {
            json.writeStartArray();
            json.writeString(header.name());
            json.writeString(Masking.value(header));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
