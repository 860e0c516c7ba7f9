package dev.corsac.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.contract.ContractCase.Exchange;
import dev.corsac.gateway.contract.ContractCase.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page "What is the same as on AWS, what is not": below its mark its text is the contracts and the questions that are
 * open. {@code -Dcorsac.docs=write} writes that part anew.
 */
class AwsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "aws.md");
    private static final Path QUESTIONS =
            Path.of("src", "main", "java", "dev", "corsac", "gateway", "OpenQuestions.java");
    private static final String MARK = "<!-- From here on written by AwsPageTest: -Dcorsac.docs=write -->\n";

    @Test
    void the_page_says_what_the_contracts_claim() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String renewed = page.substring(0, page.indexOf(MARK)) + MARK + generated();
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(PAGE, renewed);
        }
        assertThat(PAGE)
                .as("run mvn package -pl gateway -am -Dcorsac.docs=write and commit the page")
                .hasContent(renewed);
    }

    /** The page finds them in the source, since no class keeps Javadoc; here it is held to the classes. */
    @Test
    void every_open_question_is_on_the_page_with_its_choices_in_order() throws IOException {
        List<String> read = new ArrayList<>();
        for (Section section : questions()) {
            for (Question question : section.questions()) {
                read.add(question.name() + " "
                        + question.choices().stream().map(Choice::name).toList());
            }
        }
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(UnverifiedBehavior.class.getDeclaredClasses())
                        .filter(Class::isEnum)
                        .map(type -> type.getSimpleName() + " " + Arrays.toString(type.getEnumConstants()))
                        .toList());
    }

    @Test
    void every_open_case_of_a_choice_names_a_question_that_there_is() {
        List<String> names = Arrays.stream(UnverifiedBehavior.class.getDeclaredClasses())
                .map(Class::getSimpleName)
                .toList();
        Pattern choice = Pattern.compile("the choice (\\w+)\\.");
        for (Contract contract : Contracts.all()) {
            cases(contract)
                    .map(ContractCase::source)
                    .map(choice::matcher)
                    .filter(Matcher::find)
                    .forEach(matcher -> assertThat(names).contains(matcher.group(1)));
        }
    }

    private static String generated() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("\n## How much is known\n\n");
        page.append("Cases of the contracts, by how the behaviour is known.\n\n");
        page.append("| front | documented | recorded | reported | open | contract |\n|---|---|---|---|---|---|\n");
        for (ContractTest test : Contracts.tests()) {
            Contract contract = test.contract();
            Map<Known, Integer> counts = new EnumMap<>(Known.class);
            cases(contract).forEach(each -> counts.merge(each.known(), 1, Integer::sum));
            contract.refusals().forEach(refusal -> counts.merge(refusal.known(), 1, Integer::sum));
            page.append("| ").append(link(contract));
            for (Known known : Known.values()) {
                page.append(" | ").append(counts.getOrDefault(known, 0));
            }
            String name = test.getClass().getSimpleName();
            page.append(" | [").append(name).append("](../gateway/src/test/java/dev/corsac/gateway/contract/");
            page.append(name).append(".java) |\n");
        }
        for (Contract contract : Contracts.all()) {
            front(contract, page);
        }
        openQuestions(page);
        return page.toString();
    }

    private static Stream<ContractCase> cases(Contract contract) {
        return contract.behaviours().stream().flatMap(behaviour -> behaviour.cases().stream());
    }

    private static String link(Contract contract) {
        return "[" + contract.front() + "](#"
                + contract.front().toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }

    private static void front(Contract contract, StringBuilder page) {
        page.append("\n## ").append(contract.front()).append('\n');
        for (Contract.Behaviour behaviour : contract.behaviours()) {
            page.append("\n**").append(text(behaviour.title())).append("**\n\n");
            page.append("| behaviour | contract case | known | source |\n|---|---|---|---|\n");
            for (ContractCase each : behaviour.cases()) {
                List<String> exchanges =
                        each.exchanges().stream().map(AwsPageTest::exchange).toList();
                row(page, text(each.name()), String.join("; ", exchanges), known(each.known()), text(each.source()));
            }
        }
        if (!contract.refusals().isEmpty()) {
            page.append("\n**What AWS refuses to deploy**\n\n");
            page.append("| what | AWS's reason | known | source |\n|---|---|---|---|\n");
            for (Contract.Refusal refusal : contract.refusals()) {
                row(page, text(refusal.name()), text(refusal.reason()), known(refusal.known()), text(refusal.source()));
            }
        }
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String known(Known known) {
        return known.name().toLowerCase(Locale.ROOT);
    }

    /** {@code OPTIONS /orders} 204 allows {@code *}. */
    private static String exchange(Exchange exchange) {
        String target = exchange.request().url().host().equals(ContractCase.HOST)
                ? exchange.request().url().target()
                : exchange.request().url().toString();
        String sent = exchange.request().method() + " " + target;
        StringBuilder text = new StringBuilder("`" + (sent.length() > 60 ? sent.substring(0, 60) + "…" : sent) + "`");
        text.append(' ').append(exchange.expected().status());
        for (String line : exchange.expected().lines()) {
            int colon = line.indexOf(':');
            if (line.substring(0, colon).equalsIgnoreCase("Access-Control-Allow-Origin")) {
                text.append(text.indexOf(" allows ") < 0 ? " allows `" : " and `")
                        .append(line.substring(colon + 1).strip())
                        .append('`');
            }
        }
        return text.toString().replace("|", "\\|");
    }

    /** As Markdown has it where characters stand for themselves. */
    private static String text(String plain) {
        return plain.replace("*", "\\*")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("_", "\\_");
    }

    private static void openQuestions(StringBuilder page) throws IOException {
        page.append("\n## Open questions\n\n");
        page.append("What AWS does and no public source settles. The first choice of each is the likelier one, and what"
                + " every front\ndoes unless `OpenQuestions` says otherwise.\n");
        for (Section section : questions()) {
            page.append("\n**").append(section.title()).append("**\n\n");
            page.append("| question | choices |\n|---|---|\n");
            for (Question question : section.questions()) {
                List<String> choices = question.choices().stream()
                        .map(choice -> "`" + choice.name() + "`: " + choice.text())
                        .toList();
                row(page, "`" + question.name() + "`: " + question.text(), String.join("<br>", choices));
            }
        }
    }

    /** The questions of one front. */
    private record Section(String title, List<Question> questions) {}

    /** An enum of {@link UnverifiedBehavior}. */
    private record Question(String name, String text, List<Choice> choices) {}

    /** A constant of it. */
    private record Choice(String name, String text) {}

    private static List<Section> questions() throws IOException {
        String source = Files.readString(QUESTIONS);
        Pattern enums = Pattern.compile(
                "(?m)^    // (.+)$"
                        + "|^    /\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*public enum (\\w+) implements Choice \\{([\\s\\S]*?)^    \\}");
        Pattern constants = Pattern.compile("/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*([A-Z][A-Z0-9_]*)");
        List<Section> sections = new ArrayList<>();
        Matcher found = enums.matcher(source);
        while (found.find()) {
            if (found.group(1) != null) {
                sections.add(new Section(found.group(1), new ArrayList<>()));
                continue;
            }
            List<Choice> choices = new ArrayList<>();
            Matcher constant = constants.matcher(found.group(4));
            while (constant.find()) {
                choices.add(new Choice(constant.group(2), javadoc(constant.group(1))));
            }
            sections.get(sections.size() - 1)
                    .questions()
                    .add(new Question(found.group(3), javadoc(found.group(2)), choices));
        }
        return sections;
    }

    private static String javadoc(String comment) {
        String plain = comment.replaceAll("(?m)^\\s*\\* ?", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{[^{}]*\\})*)\\}", "`$1`")
                .replace("|", "\\|");
    }
}
