package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The page about other emulators: its table is made from the files that testing/conformance/ask.mjs writes. {@code
 * -Dcorsac.docs=write} writes it.
 */
class EmulatorsPageTest {

    private static final String FOLDER = "testing/conformance/";
    private static final String PAGE = "docs/others.md";
    private static final String BEGIN =
            "<!-- From here to the end of this section written by EmulatorsPageTest: -Dcorsac.docs=write -->\n";
    private static final String END = "<!-- end -->\n";

    private static final Map<String, String> FRONTS = new LinkedHashMap<>();

    static {
        FRONTS.put("rest", "REST API");
        FRONTS.put("http", "HTTP API");
        FRONTS.put("url", "Function URL");
        FRONTS.put("s3", "S3");
    }

    /** A line of requests.tsv. */
    private record Sent(String id, String front, String title, String status, String origin, String known) {}

    /** A line of results.tsv. */
    private record Result(
            String emulator, String version, String date, String id, String status, String origin, String page) {}

    private static List<Sent> requests() {
        return Tree.list(FOLDER + "requests.tsv").stream()
                .map(line -> line.split("\t", -1))
                .map(each -> new Sent(each[0], each[1], each[2], each[6], each[7], each[9]))
                .toList();
    }

    private static List<Result> results() {
        return Tree.list(FOLDER + "results.tsv").stream()
                .map(line -> line.split("\t", -1))
                .map(each -> new Result(each[0], each[1], each[2], each[3], each[4], each[5], each[8]))
                .toList();
    }

    @Test
    void the_table_shows_what_the_emulators_responded() throws IOException {
        String page = Tree.read(PAGE);
        int begin = page.indexOf(BEGIN);
        assertThat(begin).as("the mark in " + PAGE).isNotNegative();
        String renewed = page.substring(0, begin) + BEGIN + table() + page.substring(page.indexOf(END, begin));
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(Tree.path(PAGE), renewed);
            return;
        }
        assertThat(page)
                .as("run mvn test -pl testing/house -Dcorsac.docs=write and commit " + PAGE)
                .isEqualTo(renewed);
    }

    private static String table() {
        List<Result> results = results();
        Map<String, Result> emulators = new LinkedHashMap<>();
        results.forEach(each -> emulators.putIfAbsent(each.emulator(), each));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> front : FRONTS.entrySet()) {
            List<Sent> requests = requests().stream()
                    .filter(each -> each.front().equals(front.getKey()))
                    .toList();
            List<Result> asked = emulators.values().stream()
                    .filter(each -> result(results, each.emulator(), requests.get(0)) != null)
                    .toList();
            text.append("\n### ").append(front.getValue()).append("\n\n| request | AWS |");
            asked.forEach(each -> text.append(" %s %s |".formatted(each.emulator(), each.version())));
            text.append("\n|---|---|").append("---|".repeat(asked.size())).append('\n');
            for (Sent request : requests) {
                text.append("| %s `%s` | %s (%s) |"
                        .formatted(
                                request.title(),
                                request.id(),
                                sent(request.status(), request.origin()),
                                request.known()));
                for (Result each : asked) {
                    Result result = result(results, each.emulator(), request);
                    text.append(" %s |".formatted(result == null ? "–" : cell(result, request)));
                }
                text.append('\n');
            }
        }
        text.append("\n### When, and what is missing\n\nThe requests were sent on ");
        text.append(String.join(
                ", ",
                emulators.values().stream()
                        .map(each -> each.date() + " to " + each.emulator())
                        .toList()));
        text.append(".\n\nNot in the tables:\n\n");
        for (String line : Tree.list(FOLDER + "not-run.tsv")) {
            String[] columns = line.split("\t", -1);
            text.append("- %s %s, tried on %s: %s\n".formatted(columns[0], columns[1], columns[2], columns[3]));
        }
        return text.append('\n').toString();
    }

    private static @Nullable Result result(List<Result> results, String emulator, Sent request) {
        return results.stream()
                .filter(each -> each.emulator().equals(emulator) && each.id().equals(request.id()))
                .findFirst()
                .orElse(null);
    }

    private static String sent(String status, String origin) {
        return status + ", "
                + switch (origin) {
                    case "-" -> "no CORS header";
                    case "https://shop.example.com" -> "the page's origin";
                    case "https://shop.example.com, https://shop.example.com" -> "the page's origin twice";
                    case "https://stranger.example" -> "the stranger's origin";
                    default -> "`" + origin + "`";
                };
    }

    private static String cell(Result result, Sent aws) {
        if (!result.page().equals("-")) {
            return "**" + result.page() + "**: " + sent(result.status(), result.origin());
        }
        return result.status().equals(aws.status()) ? "as AWS" : "status " + result.status();
    }

    @Test
    void every_request_that_misleads_a_page_has_a_section() {
        String page = Tree.read(PAGE);
        String sections = page.substring(page.indexOf("## Works there, blocked on AWS"));
        Set<String> ids = new LinkedHashSet<>();
        results().stream().filter(each -> !each.page().equals("-")).forEach(each -> ids.add(each.id()));
        assertThat(ids).isNotEmpty().allSatisfy(id -> assertThat(sections).contains("`" + id + "`"));
    }

    @Test
    void corsac_was_asked_everything_and_misleads_no_page() {
        List<String> asked = new ArrayList<>();
        for (Result result : results()) {
            if (result.emulator().equals("Corsac")) {
                asked.add(result.id());
                assertThat(result.page()).as(result.id()).isEqualTo("-");
            }
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        requests().stream().map(Sent::id).toList());
    }
}
