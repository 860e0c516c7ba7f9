package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One word for one thing: code, comments, messages and documentation do without the words of words.tsv. */
class WordsTest {

    private static final String WORDS = "testing/house/words.tsv";
    private static final String NOT_YET = "testing/house/not-yet.tsv";

    /**
     * A line of words.tsv.
     *
     * @param kinds where the word is looked for
     * @param allowed the paths that may use it
     */
    private record Word(Pattern pattern, String replacement, Set<SourceFile.Kind> kinds, Pattern allowed) {}

    private static List<Word> words() {
        List<Word> words = new ArrayList<>();
        for (String line : Tree.list(WORDS)) {
            String[] columns = line.split("\t", -1);
            assertThat(columns).as(line).hasSize(4);
            Set<SourceFile.Kind> kinds = switch (columns[2]) {
                case "code" -> EnumSet.of(SourceFile.Kind.CODE);
                case "text" -> EnumSet.of(SourceFile.Kind.COMMENT, SourceFile.Kind.STRING);
                case "all" -> EnumSet.allOf(SourceFile.Kind.class);
                default -> throw new IllegalArgumentException(WORDS + ": code, text or all, not " + columns[2]);
            };
            Pattern allowed = Pattern.compile(columns[3].isEmpty() ? "(?!)" : columns[3]);
            words.add(new Word(Pattern.compile(columns[0]), columns[1], kinds, allowed));
        }
        return words;
    }

    private static List<String> violations(SourceFile file, List<Word> words) {
        List<String> found = new ArrayList<>();
        for (Word word : words) {
            if (!word.pattern.matcher(file.text()).find()
                    || word.allowed.matcher(file.path()).find()) {
                continue;
            }
            for (SourceFile.Part part : file.parts()) {
                Matcher matcher = word.pattern.matcher(part.text());
                while (word.kinds.contains(part.kind()) && matcher.find()) {
                    found.add(file.path() + ":" + part.line() + ": \"" + matcher.group() + "\": write "
                            + word.replacement);
                }
            }
        }
        return found;
    }

    @Test
    void sources_use_the_words_of_the_glossary() {
        List<Word> words = words();
        Map<String, Integer> allowed = new TreeMap<>();
        for (String line : Tree.list(NOT_YET)) {
            allowed.put(line.split("\t", -1)[0], Integer.valueOf(line.split("\t", -1)[1]));
        }
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<SourceFile> files = new ArrayList<>(Tree.java());
        files.addAll(Tree.markdown());
        for (SourceFile file : files) {
            boolean generated = file.path().endsWith(".java") && file.isGenerated();
            List<String> violations =
                    generated || file.path().startsWith("testing/house/") ? List.of() : violations(file, words);
            if (!violations.isEmpty()) {
                found.put(file.path(), violations);
            }
        }
        if (Shrinking.startsOver() || Shrinking.writes()) {
            List<String> lines = new ArrayList<>();
            found.forEach((path, violations) -> {
                int most = Shrinking.writes() ? allowed.getOrDefault(path, 0) : Integer.MAX_VALUE;
                if (most > 0) {
                    lines.add(path + "\t" + Math.min(most, violations.size()));
                }
            });
            Tree.writeList(NOT_YET, lines);
            return;
        }
        List<String> wrong = new ArrayList<>();
        found.forEach((path, violations) -> {
            if (violations.size() > allowed.getOrDefault(path, 0)) {
                wrong.addAll(violations);
            }
        });
        assertThat(wrong)
                .as("words of " + WORDS + "; " + NOT_YET + " lists the files that had some before, and may only shrink")
                .isEmpty();
        Shrinking.check(NOT_YET, line -> found.containsKey(line.split("\t", -1)[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "class A { /** The mend. */ }           # 1",
                "class MendList { int mends; }          # 2",
                "class A { String s = \"the answer\"; } # 1",
                "class A { int amended, commend; }      # 0",
                "class A { /* there is no way */ }      # 0",
                "class A { /* this is no way */ }       # 1",
                "class A { int aloneness; }             # 0",
            })
    void a_word_is_found_where_its_line_says(String source, int count) {
        assertThat(violations(SourceFile.of("x/src/main/java/A.java", source), words()))
                .hasSize(count);
    }

    @Test
    void a_page_is_read_without_its_code_links_and_quotations() {
        SourceFile page = SourceFile.ofMarkdown("a.md", """
                An answer, `an answer`, [no](answer.md), "my answer" <!-- answer -->
                ```
                answer
                ```
                Answers.
                """);
        assertThat(violations(page, words()))
                .containsExactly(
                        "a.md:1: \"answer\": write response, respond", "a.md:5: \"Answers\": write response, respond");
    }

    @Test
    void code_comments_and_strings_are_told_apart() {
        SourceFile file = SourceFile.of("A.java", """
                class A { char c = '"'; // a "string"
                  String s = "a // \\" b"; /* two
                  lines */ int i; }
                """);
        assertThat(file.parts().stream()
                        .map(part -> part.line() + " " + part.kind() + " "
                                + part.text().strip()))
                .containsExactly(
                        "1 CODE class A { char c =",
                        "1 STRING '\"'",
                        "1 CODE ;",
                        "1 COMMENT // a \"string\"",
                        "2 CODE String s =",
                        "2 STRING \"a // \\\" b\"",
                        "2 CODE ;",
                        "2 COMMENT /* two",
                        "3 COMMENT lines */",
                        "3 CODE int i; }");
    }
}
