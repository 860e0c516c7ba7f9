package dev.corsac.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Header;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs a contract against the front as a function. Each front's contract is a subclass. */
public abstract class ContractTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** What is claimed. */
    public abstract Contract contract();

    @TestFactory
    Stream<DynamicNode> cases() {
        Contract contract = contract();
        return contract.behaviours().stream()
                .map(behaviour -> dynamicContainer(
                        behaviour.title(),
                        behaviour.cases().stream()
                                .map(each -> dynamicTest(each.name(), () -> run(each, contract.identification())))));
    }

    @TestFactory
    Stream<DynamicNode> refusals() {
        return contract().refusals().stream()
                .map(refusal -> dynamicTest(
                        refusal.name(),
                        () -> assertThatThrownBy(() -> refusal.deployment().get())
                                .isInstanceOf(DeploymentException.class)
                                .hasMessageStartingWith(refusal.reason() + ": ")));
    }

    static void run(ContractCase each, List<String> identification) {
        assertThat(each.exchanges()).as("exchanges of \"%s\"", each.name()).isNotEmpty();
        Instant time = NOON;
        int number = 0;
        for (ContractCase.Exchange exchange : each.exchanges()) {
            time = time.plus(exchange.after());
            RequestMetadata arrival =
                    new RequestMetadata(time, String.format("0a1b2c3d-0000-4000-8000-%012d", number++), "203.0.113.7");
            AttributedResponse response = each.front().respond(exchange.request(), arrival);
            compare(exchange, response.response(), response.reason(), identification);
        }
    }

    /**
     * Checks that a response is the one of the contract: status, these header lines and no others, body.
     *
     * @param reason why the front responds this way, for the failure's message
     */
    public static void compare(
            ContractCase.Exchange exchange, Response response, String reason, List<String> identification) {
        ContractCase.Expected expected = exchange.expected();
        String sent = exchange.request().method() + " " + exchange.request().url() + ", because: " + reason;
        assertThat(response.status()).as(sent).isEqualTo(expected.status());
        List<String> anyValue = new ArrayList<>();
        for (String line : expected.lines()) {
            if (line.endsWith(": *any*")) {
                anyValue.add(line.substring(0, line.indexOf(':')));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Header line : response.headers()) {
            if (!identification.contains(line.lowerCaseName())) {
                lines.add(anyValue.contains(line.name()) ? line.name() + ": *any*" : line.toString());
            }
        }
        assertThat(lines).as(sent).containsExactlyInAnyOrderElementsOf(expected.lines());
        if (expected.body() != null) {
            assertThat(response.body().text()).as(sent).isEqualTo(expected.body());
        }
    }
}
