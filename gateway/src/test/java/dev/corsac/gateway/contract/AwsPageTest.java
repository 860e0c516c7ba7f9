package dev.corsac.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.Described;
import dev.corsac.gateway.UnverifiedBehavior.Meaning;
import dev.corsac.gateway.contract.ContractCase.Exchange;
import dev.corsac.gateway.contract.ContractCase.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page "What is the same as on AWS, what is not": below its mark its text is generated from the contracts and from {@link
 * UnverifiedBehavior}. {@code -Dcorsac.docs=write} writes that part.
 */
class AwsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "aws.md");
    private static final String MARK = "<!-- From here on written by AwsPageTest: -Dcorsac.docs=write -->\n";

    @Test
    void the_page_says_what_the_contracts_claim() throws IOException, NoSuchFieldException {
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

    @Test
    void every_unverified_behaviour_is_described_and_each_choice_has_a_meaning() throws NoSuchFieldException {
        for (Class<?> behavior : UnverifiedBehavior.all()) {
            Described described = behavior.getAnnotation(Described.class);
            assertThat(described).as(behavior.getSimpleName()).isNotNull();
            assertThat(described.title()).as(behavior.getSimpleName()).endsWith(".");
            assertThat(described.source()).as(behavior.getSimpleName()).isNotBlank();
            for (Object choice : behavior.getEnumConstants()) {
                assertThat(meaning(behavior, choice))
                        .as(behavior + "." + choice)
                        .endsWith(".");
            }
        }
    }

    @Test
    void every_case_of_a_choice_names_one_that_exists() {
        List<String> names = new ArrayList<>();
        for (Class<?> behavior : UnverifiedBehavior.all()) {
            for (Object choice : behavior.getEnumConstants()) {
                names.add(behavior.getSimpleName() + "." + choice);
            }
        }
        Pattern named = Pattern.compile("the choice (\\w+\\.\\w+)");
        for (Contract contract : Contracts.all()) {
            cases(contract)
                    .map(ContractCase::source)
                    .map(named::matcher)
                    .filter(Matcher::find)
                    .forEach(matcher -> assertThat(names).contains(matcher.group(1)));
        }
    }

    private static String meaning(Class<?> behavior, Object choice) throws NoSuchFieldException {
        return behavior.getField(((Enum<?>) choice).name())
                .getAnnotation(Meaning.class)
                .value();
    }

    private static String generated() throws NoSuchFieldException {
        StringBuilder page = new StringBuilder();
        page.append("\n## How much is known\n\n");
        page.append("Cases of the contracts, by how the behaviour is known.\n\n");
        page.append(
                "| front | documented | recorded | reported | inferred | unverified | contract |\n|---|---|---|---|---|---|---|\n");
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
        unverified(page);
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

    /** As Markdown has it with its special characters escaped. */
    private static String text(String plain) {
        return plain.replace("*", "\\*")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("_", "\\_");
    }

    private static void unverified(StringBuilder page) throws NoSuchFieldException {
        page.append("\n## Unverified behaviour\n\n");
        page.append(
                "What AWS does and no public source settles. The first choice of each is the default: what every front"
                        + " assumes\nunless `UnverifiedBehavior` or `openQuestions` in corsac.yaml says otherwise.\n");
        String front = "";
        for (Class<?> behavior : UnverifiedBehavior.all()) {
            Described described = behavior.getAnnotation(Described.class);
            if (!described.front().equals(front)) {
                front = described.front();
                page.append("\n**").append(front).append("**\n\n");
                page.append("| behaviour | choices | source |\n|---|---|---|\n");
            }
            List<String> choices = new ArrayList<>();
            for (Object choice : behavior.getEnumConstants()) {
                choices.add("`" + choice + "`: " + meaning(behavior, choice));
            }
            row(
                    page,
                    "`" + behavior.getSimpleName() + "`: " + described.title(),
                    String.join("<br>", choices),
                    described.source() + (described.rationale().isEmpty() ? "" : ": " + described.rationale()));
        }
    }
}
