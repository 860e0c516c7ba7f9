package dev.corsac.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Engine;
import dev.corsac.explain.EngineOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page {@code docs/check.md}: an introduction by hand, and a section for each code made of the registry and its deployments. */
class GuideTest {

    private static final Path PAGE = Path.of("..", "docs", "check.md");
    private static final Path INTRODUCTION = Path.of("src", "test", "resources", "guide.md");

    @Test
    void the_page_has_what_a_check_finds() throws IOException {
        StringBuilder page = new StringBuilder(Files.readString(INTRODUCTION));
        page.append("\n## The codes\n\n| code | what is wrong |\n|---|---|\n");
        for (FindingCode code : FindingCode.values()) {
            page.append("| [`")
                    .append(code.code())
                    .append("`](#")
                    .append(code.code())
                    .append(") | ");
            page.append(code.title()).append(" |\n");
        }
        for (FindingCode code : FindingCode.values()) {
            section(page, code);
        }
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dcorsac.docs=write and commit the page").hasContent(page.toString());
    }

    private static void section(StringBuilder page, FindingCode code) throws IOException {
        Path bad = CodeFolders.ROOT.resolve(code.code()).resolve("bad");
        Path good = CodeFolders.ROOT.resolve(code.code()).resolve("good");
        Finding finding = CodeFolders.checker(bad).check().findings().stream()
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow();
        page.append("\n### ").append(code.code()).append("\n\n");
        page.append(code.title()).append(". ").append(code.happens()).append('\n');
        page.append(code.aws()).append(" [Source](").append(code.source()).append(").\n\n");
        page.append("```\n").append(finding.line().replace(bad + "/", "")).append("\n```\n");
        for (Path file : files(bad)) {
            String name = String.valueOf(file.getFileName());
            if (name.equals("state.json")) {
                page.append("\nIn Terraform, `triggers` of `aws_api_gateway_deployment` is missing.\n");
                continue;
            }
            List<String> before = Files.readAllLines(file);
            List<String> after = Files.readAllLines(good.resolve(name));
            boolean same = before.equals(after);
            page.append("\n`").append(name).append(same ? "`:\n\n```yaml\n" : "`, with the fix:\n\n```diff\n");
            (same ? before : diff(before, after))
                    .forEach(line -> page.append(line).append('\n'));
            page.append("```\n");
        }
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        for (Map.Entry<Engine, EngineOutcome> engine : finding.engines().entrySet()) {
            if (!engine.getValue().console().isEmpty()) {
                sentences
                        .computeIfAbsent(engine.getValue().console().get(0), key -> new ArrayList<>())
                        .add(engine.getKey().displayName());
            }
        }
        if (!sentences.isEmpty()) {
            page.append("\nWhat the consoles print:\n\n");
            sentences.forEach((sentence, engines) -> page.append("- ")
                    .append(String.join(", ", engines))
                    .append(": ")
                    .append(sentence.replace("*", "\\*"))
                    .append('\n'));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(java.util.Comparator.reverseOrder()).toList();
        }
    }

    /** Returns the lines of both, by the longest common subsequence: those that go with a minus, those that come with a plus. */
    private static List<String> diff(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(" " + before.get(i++));
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("-" + before.get(i++));
            } else {
                lines.add("+" + after.get(j++));
            }
        }
        return lines;
    }
}
