package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.explain.Fix;
import dev.corsac.explain.Masking;
import dev.corsac.explain.PlainJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes findings as <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>, as code scanning
 * takes it: a rule for each code, fingerprints that do not change when lines move.
 */
public final class FindingsSarif {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private FindingsSarif() {}

    /**
     * Returns the document.
     *
     * @param version the version of the tool; empty if it is not known
     * @param help the address of the page with a section for each code; empty for the source of each rule
     */
    public static String of(CheckResult findings, String version, String help) {
        Set<FindingCode> codes = new LinkedHashSet<>();
        findings.findings().forEach(finding -> codes.add(finding.code()));
        findings.suppressed().forEach(each -> codes.add(each.finding().code()));
        List<FindingCode> rules = List.copyOf(codes);
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "corsac");
        if (!version.isEmpty()) {
            driver.put("version", version);
        }
        driver.put("rules", rules.stream().map(rule -> rule(rule, help)).toList());
        List<Object> results = new ArrayList<>();
        findings.findings().forEach(finding -> results.add(result(finding, rules, null)));
        for (CheckResult.Suppressed suppressed : findings.suppressed()) {
            results.add(result(
                    suppressed.finding(),
                    rules,
                    suppressed.by() == null
                            ? "the baseline has it"
                            : suppressed.by().reason()));
        }
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SCHEMA);
        document.put("version", "2.1.0");
        document.put("runs", List.of(run));
        return PlainJson.of(document) + "\n";
    }

    private static Map<String, Object> rule(FindingCode code, String help) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.code());
        rule.put("name", name(code));
        rule.put("shortDescription", Map.of("text", code.title() + "."));
        rule.put("fullDescription", Map.of("text", plain(code.happens())));
        rule.put("helpUri", help.isEmpty() ? code.source() : help + "#" + code.code());
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("text", plain(code.happens()) + " " + plain(code.aws()));
        texts.put("markdown", code.happens() + "\n\n" + code.aws() + "\n\n" + code.source());
        rule.put("help", texts);
        rule.put("properties", Map.of("tags", List.of("cors")));
        return rule;
    }

    private static String name(FindingCode code) {
        StringBuilder name = new StringBuilder();
        for (String word : code.code().split("-", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "").replace("*", "");
    }

    private static Map<String, Object> result(Finding finding, List<FindingCode> rules, @Nullable String reason) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.code().code());
        result.put("ruleIndex", rules.indexOf(finding.code()));
        result.put("level", finding.level().code());
        StringBuilder text = new StringBuilder(Masking.text(finding.message()));
        PlannedCall call = finding.call();
        if (call != null) {
            text.append("\n\nCall: ").append(Masking.text(call.describe())).append('.');
        }
        if (!finding.fixes().isEmpty()) {
            Fix fix = finding.fixes().get(0);
            text.append("\n\nFix (").append(fix.form().title()).append("):\n").append(fix.text());
        }
        result.put("message", Map.of("text", text.toString()));
        Map<String, Object> location = location(finding.place());
        if (location != null) {
            result.put("locations", List.of(location));
        }
        List<Object> related = new ArrayList<>();
        for (Finding.Related each : finding.related()) {
            Map<String, Object> place = location(each.place());
            if (place != null) {
                Map<String, Object> one = new LinkedHashMap<>(place);
                one.put("id", related.size() + 1);
                one.put("message", Map.of("text", each.what()));
                related.add(one);
            }
        }
        if (!related.isEmpty()) {
            result.put("relatedLocations", related);
        }
        result.put("partialFingerprints", Map.of("corsacFinding/v1", fingerprint(finding)));
        if (reason != null) {
            result.put("suppressions", List.of(Map.of("kind", "external", "justification", reason)));
        }
        return result;
    }

    private static @Nullable Map<String, Object> location(Place place) {
        String file = place.file();
        if (file == null) {
            return null;
        }
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", Map.of("uri", uri(file)));
        if (place.line() != null) {
            Map<String, Object> region = new LinkedHashMap<>();
            region.put("startLine", place.line());
            if (place.column() != null) {
                region.put("startColumn", place.column());
            }
            physical.put("region", region);
        }
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        if (place.address() != null && !place.address().isEmpty()) {
            location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", place.address())));
        }
        return location;
    }

    /** Returns a relative reference or a file's URL; what a URL cannot have is percent-encoded. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~/:@!$&'()*+,;=".indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", octet));
        }
        return uri.toString();
    }

    /** Returns what tells a finding from others wherever its line moves: its code, address, component, page and route. */
    static String fingerprint(Finding finding) {
        PlannedCall call = finding.call();
        Place place = finding.place();
        String file = place.file() == null ? "" : place.file().replace('\\', '/');
        String address =
                place.address() == null || place.address().isEmpty() ? String.valueOf(place.line()) : place.address();
        String text = String.join(
                "\n",
                finding.code().code(),
                file.substring(file.lastIndexOf('/') + 1),
                address,
                finding.component(),
                call == null ? "" : call.call().method() + " " + call.route());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
