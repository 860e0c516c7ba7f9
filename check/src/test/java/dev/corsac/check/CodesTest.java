package dev.corsac.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code is found in a deployment that has the fault, and not in one with the fix applied. */
class CodesTest {

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void is_found_with_the_fault_and_not_with_the_fix(FindingCode code) {
        CheckResult bad = CodeFolders.checker(
                        CodeFolders.ROOT.resolve(code.code()).resolve("bad"))
                .check();
        CheckResult good = CodeFolders.checker(
                        CodeFolders.ROOT.resolve(code.code()).resolve("good"))
                .check();
        Finding found = bad.findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError(code.code() + " is not among " + lines(bad)));
        assertThat(found.place().location()).as(found.line()).isNotEmpty();
        assertThat(found.message()).doesNotContain("\n").matches(".*[.?]");
        assertThat(lines(good))
                .as("with the fix there is neither the finding nor an error")
                .noneMatch(line -> line.contains("[" + code.code() + "]") || line.contains(" error: "));
    }

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void has_a_page_of_documentation(FindingCode code) {
        assertThat(FindingCode.of(code.code())).isSameAs(code);
        assertThat(code.title()).doesNotEndWith(".");
        assertThat(code.happens()).endsWith(".");
        assertThat(code.aws()).endsWith(".");
        assertThat(code.source()).startsWith("https://");
        assertThat(Files.isDirectory(CodeFolders.ROOT.resolve(code.code()).resolve("bad")))
                .isTrue();
    }

    private static List<String> lines(CheckResult findings) {
        return findings.findings().stream().map(Finding::line).toList();
    }
}
