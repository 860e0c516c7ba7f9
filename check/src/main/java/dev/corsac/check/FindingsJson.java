package dev.corsac.check;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.Place;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.Masking;
import dev.corsac.explain.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes findings as one JSON document, in the shape of the schema {@code check.schema.json} in this package. */
public final class FindingsJson {

    private FindingsJson() {}

    /** Returns the document. */
    public static String of(CheckResult findings) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "findings",
                findings.findings().stream().map(FindingsJson::finding).toList());
        document.put(
                "suppressed",
                findings.suppressed().stream().map(FindingsJson::suppressed).toList());
        document.put(
                "unknown",
                findings.unknown().stream().map(FindingsJson::unknown).toList());
        document.put(
                "notModelled",
                findings.notModelled().stream().map(FindingsJson::notice).toList());
        document.put("advice", findings.advice());
        document.put("calls", findings.calls().size());
        return PlainJson.of(document) + "\n";
    }

    /** Returns the JSON Schema of the document. */
    public static String schema() {
        try (InputStream schema = FindingsJson.class.getResourceAsStream("check.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("check.schema.json is not in the jar");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", finding.code().code());
        map.put("level", finding.level().code());
        map.put("place", place(finding.place()));
        List<Object> related = new ArrayList<>();
        for (Finding.Related each : finding.related()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("place", place(each.place()));
            one.put("message", each.what());
            related.add(one);
        }
        map.put("related", related);
        map.put("call", call(finding.call()));
        map.put("otherCalls", finding.others());
        map.put("engines", engines(finding.engines()));
        map.put("component", finding.component());
        map.put("message", Masking.text(finding.message()));
        List<Object> fixes = new ArrayList<>();
        for (Fix fix : finding.fixes()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("form", fix.form().code());
            one.put("text", fix.text());
            one.put("replacesConfiguration", fix.replacesConfiguration());
            fixes.add(one);
        }
        map.put("fixes", fixes);
        map.put("assumed", finding.assumed());
        map.put("dependsOn", finding.dependsOn());
        return map;
    }

    static Map<String, @Nullable Object> place(Place place) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", place.file());
        map.put("line", place.line());
        map.put("column", place.column());
        map.put("address", place.address() == null || place.address().isEmpty() ? null : place.address());
        return map;
    }

    private static @Nullable Map<String, @Nullable Object> call(@Nullable PlannedCall planned) {
        if (planned == null) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("page", planned.call().origin().toString());
        map.put("method", planned.call().method());
        map.put("url", Masking.text(planned.call().url().toString()));
        map.put("credentials", planned.call().credentials() == CredentialsMode.INCLUDE ? "include" : "same-origin");
        return map;
    }

    private static Map<String, Object> engines(Map<Engine, EngineOutcome> engines) {
        Map<String, Object> map = new LinkedHashMap<>();
        engines.forEach((engine, outcome) -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("outcome", outcome.result().code());
            one.put("check", outcome.check());
            one.put("console", outcome.console().stream().map(Masking::text).toList());
            map.put(engine.name().toLowerCase(java.util.Locale.ROOT), one);
        });
        return map;
    }

    private static Map<String, @Nullable Object> suppressed(CheckResult.Suppressed suppressed) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", suppressed.finding().code().code());
        map.put("place", place(suppressed.finding().place()));
        map.put(
                "reason",
                suppressed.by() == null
                        ? "the baseline has it"
                        : suppressed.by().reason());
        return map;
    }

    private static Map<String, @Nullable Object> unknown(Missing missing) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", missing.name());
        map.put("how", missing.how());
        map.put("place", place(missing.place()));
        return map;
    }

    private static Map<String, @Nullable Object> notice(Notice notice) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", notice.code().code());
        map.put("message", notice.message());
        map.put("place", place(notice.place()));
        return map;
    }
}
