package dev.corsac.explain;

import dev.corsac.browser.Cookie;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes diagnoses as one JSON document, in the shape of the schema {@code explain.schema.json} in this package. Secrets
 * are masked; what is not known is null.
 */
public final class DiagnosisJson {

    /** The name of the schema's resource, beside this class. */
    public static final String SCHEMA = "explain.schema.json";

    private DiagnosisJson() {}

    /** Returns the document. */
    public static String of(List<Diagnosis> diagnoses) {
        JsonWriter json = new JsonWriter();
        json.object().name("diagnoses").array();
        for (Diagnosis diagnosis : diagnoses) {
            diagnosis(json, diagnosis);
        }
        return json.endArray().endObject().toString();
    }

    private static void diagnosis(JsonWriter json, Diagnosis diagnosis) {
        CallFacts facts = CallFacts.of(diagnosis);
        json.object();
        json.name("code").value(diagnosis.code());
        json.name("call").object();
        json.name("page").value(facts.page());
        json.name("method").value(facts.method());
        json.name("url").value(facts.url());
        json.name("credentials")
                .value(facts.credentials() == null ? null : facts.credentials().value());
        json.endObject();
        json.name("assumed").strings(diagnosis.assumed());
        json.name("summary").value(Masking.text(diagnosis.summary()));
        json.name("notes").strings(masked(diagnosis.notes()));
        ComponentInCharge component = diagnosis.component();
        json.name("component").object();
        json.name("kind").value(component.kind().code());
        json.name("name").value(component.kind().title());
        json.name("host").value(component.host().isEmpty() ? null : component.host());
        json.name("signs").strings(component.signs());
        json.endObject();
        json.name("causes").array();
        for (Cause cause : diagnosis.causes()) {
            json.object();
            json.name("code").value(cause.code());
            json.name("text").value(Masking.text(cause.text()));
            json.endObject();
        }
        json.endArray();
        json.name("engines");
        engines(json, diagnosis.engines());
        json.name("fixes").array();
        for (Fix fix : diagnosis.fixes()) {
            json.object();
            json.name("form").value(fix.form().code());
            json.name("text").value(fix.text());
            json.name("replacesConfiguration").value(fix.replacesConfiguration());
            json.endObject();
        }
        json.endArray();
        json.name("preflightHeaders");
        headers(json, diagnosis.preflightHeaders());
        json.name("responseHeaders");
        headers(json, diagnosis.responseHeaders());
        json.name("seen").array();
        for (SeenStep step : diagnosis.seen()) {
            step(json, step);
        }
        json.endArray();
        json.name("cookies").array();
        for (CookieDiagnosis cookie : diagnosis.cookies()) {
            cookie(json, cookie);
        }
        json.endArray();
        json.name("place");
        place(json, diagnosis.place());
        json.endObject();
    }

    private static void engines(JsonWriter json, Map<Engine, EngineOutcome> engines) {
        json.object();
        for (Map.Entry<Engine, EngineOutcome> each : engines.entrySet()) {
            EngineOutcome outcome = each.getValue();
            json.name(each.getKey().name().toLowerCase(Locale.ROOT)).object();
            json.name("outcome").value(outcome.result().code());
            json.name("check").value(outcome.check());
            json.name("chromiumName").value(outcome.chromiumName());
            json.name("console").strings(masked(outcome.console()));
            json.endObject();
        }
        json.endObject();
    }

    private static void step(JsonWriter json, SeenStep step) {
        json.object();
        json.name("preflight");
        if (step.preflight() == null) {
            json.value((String) null);
        } else {
            json.value(step.preflight().booleanValue());
        }
        json.name("method").value(step.method());
        json.name("url").value(step.url() == null ? null : Masking.text(step.url()));
        json.name("requestHeaders");
        headers(json, step.requestHeaders());
        json.name("status").value(step.status(), 0);
        json.name("responseHeaders");
        headers(json, step.responseHeaders());
        json.name("passed");
        switch (step.result()) {
            case ALLOWED -> json.value(true);
            case BLOCKED -> json.value(false);
            case UNKNOWN -> json.value((String) null);
        }
        json.endObject();
    }

    /** A typical cookie, where none was recorded, has no name. */
    private static void cookie(JsonWriter json, CookieDiagnosis answer) {
        json.object();
        json.name("name").value(answer.name().isEmpty() ? null : Masking.text(answer.name()));
        Cookie attributes = answer.attributes();
        json.name("sameSite")
                .value(attributes == null ? null : attributes.sameSite().name().toLowerCase(Locale.ROOT));
        json.name("secure");
        if (attributes == null) {
            json.value((String) null);
        } else {
            json.value(attributes.secure());
        }
        json.name("partitioned");
        if (attributes == null) {
            json.value((String) null);
        } else {
            json.value(attributes.partitioned());
        }
        json.name("engines").object();
        for (Map.Entry<Engine, CookieDiagnosis.Travel> each : answer.travels().entrySet()) {
            CookieDiagnosis.Travel travel = each.getValue();
            json.name(each.getKey().name().toLowerCase(Locale.ROOT)).object();
            json.name("travels")
                    .value(
                            travel.verdict() == null
                                    ? null
                                    : code(travel.verdict().name()));
            json.name("reason").value(code(travel.reason()));
            json.name("text").value(travel.text());
            json.endObject();
        }
        json.endObject();
        json.endObject();
    }

    private static String code(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void place(JsonWriter json, Place place) {
        json.object();
        json.name("file").value(place.file());
        json.name("line").value(place.line(), 0);
        json.name("column").value(place.column(), 0);
        json.name("address").value((String) null);
        json.endObject();
    }

    private static void headers(JsonWriter json, Headers headers) {
        json.array();
        for (Header header : headers) {
            json.array().value(header.name()).value(Masking.value(header)).endArray();
        }
        json.endArray();
    }

    private static List<String> masked(List<String> values) {
        return values.stream().map(Masking::text).toList();
    }
}
