package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.UnverifiedBehavior.RestHeaderNull;
import dev.corsac.gateway.UnverifiedBehavior.RestHeaderNumber;
import org.junit.jupiter.api.Test;

class UnverifiedBehaviorTest {

    @Test
    void the_first_constant_is_the_choice_until_another_is_made() {
        UnverifiedBehavior likely = UnverifiedBehavior.defaults();
        assertThat(likely.choice(RestHeaderNumber.class)).isEqualTo(RestHeaderNumber.TEXT);
        UnverifiedBehavior other = likely.with(RestHeaderNumber.MALFORMED);
        assertThat(other.choice(RestHeaderNumber.class)).isEqualTo(RestHeaderNumber.MALFORMED);
        assertThat(other.choice(RestHeaderNull.class)).isEqualTo(RestHeaderNull.LEFT_OUT);
        assertThat(other.with(RestHeaderNumber.TEXT).choice(RestHeaderNumber.class))
                .isEqualTo(RestHeaderNumber.TEXT);
        assertThat(likely.choice(RestHeaderNumber.class)).isEqualTo(RestHeaderNumber.TEXT);
    }

    @Test
    void thoseThatAssumeTheSameAreEqual() {
        UnverifiedBehavior defaults = UnverifiedBehavior.defaults();
        UnverifiedBehavior malformed = defaults.with(UnverifiedBehavior.RestHeaderNumber.MALFORMED);
        assertThat(malformed)
                .isEqualTo(defaults.with(UnverifiedBehavior.RestHeaderNumber.MALFORMED))
                .hasSameHashCodeAs(defaults.with(UnverifiedBehavior.RestHeaderNumber.MALFORMED))
                .isNotEqualTo(defaults);
        assertThat(malformed.with(UnverifiedBehavior.RestHeaderNumber.TEXT))
                .as("the default is stated")
                .isEqualTo(defaults);
    }
}
