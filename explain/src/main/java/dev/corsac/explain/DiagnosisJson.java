package dev.corsac.explain;

import static dev.corsac.explain.PlainJson.object;

import dev.corsac.browser.Cookie;
import dev.corsac.browser.Engine;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes diagnoses as one JSON document, in the shape of the schema {@code explain.schema.json} in this package. Secrets
 * are masked; what is not known is null.
 */
public final class DiagnosisJson {

    /** The name of the schema's resource, next to this class. */
    public static final String SCHEMA = "explain.schema.json";

    private DiagnosisJson() {}

    /** Returns the document. */
    public static String of(List<Diagnosis> diagnoses) {
        return PlainJson.of(object(
                        "diagnoses",
                        diagnoses.stream().map(DiagnosisJson::diagnosis).toList()))
                + "\n";
    }

    private static Map<String, @Nullable Object> diagnosis(Diagnosis diagnosis) {
        CallFacts facts = CallFacts.of(diagnosis);
        ComponentInCharge component = diagnosis.component();
        return object(
                "code", diagnosis.code(),
                "call",
                        object(
                                "page", facts.page(),
                                "method", facts.method(),
                                "url", facts.url(),
                                "credentials",
                                        facts.credentials() == null
                                                ? null
                                                : facts.credentials().value()),
                "assumed", diagnosis.assumed(),
                "summary", Masking.text(diagnosis.summary()),
                "notes", masked(diagnosis.notes()),
                "component",
                        object(
                                "kind", component.kind().code(),
                                "name", component.kind().title(),
                                "host", component.host().isEmpty() ? null : component.host(),
                                "signs", component.signs()),
                "causes",
                        diagnosis.causes().stream()
                                .map(cause -> object("code", cause.code(), "text", Masking.text(cause.text())))
                                .toList(),
                "engines", engines(diagnosis.engines()),
                "fixes",
                        diagnosis.fixes().stream()
                                .map(fix -> object(
                                        "form", fix.form().code(),
                                        "text", fix.text(),
                                        "replacesConfiguration", fix.replacesConfiguration()))
                                .toList(),
                "preflightHeaders", headers(diagnosis.preflightHeaders()),
                "responseHeaders", headers(diagnosis.responseHeaders()),
                "seen", diagnosis.seen().stream().map(DiagnosisJson::step).toList(),
                "cookies",
                        diagnosis.cookies().stream().map(DiagnosisJson::cookie).toList(),
                "place", place(diagnosis.place()));
    }

    private static Map<String, @Nullable Object> engines(Map<Engine, EngineOutcome> engines) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        engines.forEach((engine, outcome) -> object.put(
                code(engine.name()),
                object(
                        "outcome", outcome.result().code(),
                        "check", outcome.check(),
                        "chromiumName", outcome.chromiumName(),
                        "console", masked(outcome.console()))));
        return object;
    }

    private static Map<String, @Nullable Object> step(SeenStep step) {
        Boolean passed = switch (step.result()) {
            case ALLOWED -> Boolean.TRUE;
            case BLOCKED -> Boolean.FALSE;
            case UNKNOWN -> null;
        };
        return object(
                "preflight", step.preflight(),
                "method", step.method(),
                "url", step.url() == null ? null : Masking.text(step.url()),
                "requestHeaders", headers(step.requestHeaders()),
                "status", known(step.status()),
                "responseHeaders", headers(step.responseHeaders()),
                "passed", passed);
    }

    /** A typical cookie, where none was recorded, has no name. */
    private static Map<String, @Nullable Object> cookie(CookieDiagnosis cookie) {
        Cookie attributes = cookie.attributes();
        Map<String, @Nullable Object> engines = new LinkedHashMap<>();
        cookie.travels()
                .forEach((engine, travel) -> engines.put(
                        code(engine.name()),
                        object(
                                "travels",
                                        travel.result() == null
                                                ? null
                                                : code(travel.result().name()),
                                "reason", code(travel.reason()),
                                "text", travel.text())));
        return object(
                "name", cookie.name().isEmpty() ? null : Masking.text(cookie.name()),
                "sameSite",
                        attributes == null ? null : code(attributes.sameSite().name()),
                "secure", attributes == null ? null : attributes.secure(),
                "partitioned", attributes == null ? null : attributes.partitioned(),
                "engines", engines);
    }

    private static String code(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, @Nullable Object> place(InputPlace place) {
        return object(
                "file", place.file(), "line", known(place.line()), "column", known(place.column()), "address", null);
    }

    /** A number, for which 0 stands for one that is not known. */
    private static @Nullable Integer known(int number) {
        return number == 0 ? null : number;
    }

    private static List<List<String>> headers(Headers headers) {
        return headers.lines().stream()
                .map((Header header) -> List.of(header.name(), Masking.value(header)))
                .toList();
    }

    private static List<String> masked(List<String> values) {
        return values.stream().map(Masking::text).toList();
    }
}
