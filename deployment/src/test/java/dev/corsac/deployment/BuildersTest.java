package dev.corsac.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedAuthorizer.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A builder that begins with a value keeps each of its components, so that a new one cannot be forgotten there. */
class BuildersTest {

    private static final Place PLACE = new Place("template.yaml", 3, 5, "Resources.X");

    @Test
    void the_settings_of_a_function_stay() {
        FunctionSettings settings = new FunctionSettings(
                "orders",
                new FunctionProgram.Java("Orders", List.of()),
                Path.of("folder"),
                Map.of("A", "1"),
                512,
                Duration.ofSeconds(7),
                1,
                5005,
                new JavaHome(Path.of("jdk"), 21),
                17,
                Duration.ofSeconds(9));
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
        assertThat(settings).hasNoNullFieldsOrProperties();
        assertThat(settings.toBuilder().memory(256).build().memory()).isEqualTo(256);
    }

    @Test
    void unset_settings_are_those_of_lambda() {
        FunctionSettings settings = FunctionSettings.builder(
                        "orders", new FunctionProgram.Java("Orders", List.of()), Path.of(""))
                .build();
        assertThat(settings.memory()).isEqualTo(128);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.concurrency()).isEqualTo(FunctionSettings.CONCURRENCY);
        assertThat(settings.environment()).isEmpty();
    }

    @Test
    void an_authorizer_stays() {
        DeployedAuthorizer authorizer = new DeployedAuthorizer(
                "gate",
                Kind.REQUEST,
                "orders",
                List.of(Value.of("$request.header.a", PLACE)),
                Value.of("a+", PLACE),
                Value.of(5, PLACE),
                Value.of("https://issuer.example", PLACE),
                List.of(Value.of("audience", PLACE)),
                Value.of("2.0", PLACE),
                true,
                token -> true,
                PLACE);
        assertThat(authorizer.toBuilder().build()).isEqualTo(authorizer);
        assertThat(authorizer).hasNoNullFieldsOrProperties();
        assertThat(authorizer.toBuilder().function("other").build().function()).isEqualTo("other");
    }
}
