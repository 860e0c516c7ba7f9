package dev.corsac.example.shop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "catalog, DEMO_USERS",
        "catalog, TOKEN_KEY",
        "catalog, URL_KEY",
        "account, DEMO_USERS",
        "account, SESSION_KEY"
    })
    void a_missing_or_empty_variable_stops_the_function_by_name(String function, String variable) {
        Map<String, String> environment = new HashMap<>(Call.ENVIRONMENT);
        for (String value : new String[] {null, "", " "}) {
            environment.put(variable, value);
            assertThatThrownBy(() -> start(function, environment))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The environment variable " + variable + " is not set: give it ");
        }
    }

    @ParameterizedTest
    @CsvSource({"catalog, TOKEN_KEY", "catalog, URL_KEY", "account, SESSION_KEY"})
    void a_key_too_short_is_refused_without_telling_it(String function, String variable) {
        Map<String, String> environment = new HashMap<>(Call.ENVIRONMENT);
        environment.put(variable, "k".repeat(31));

        assertThatThrownBy(() -> start(function, environment))
                .hasMessageStartingWith(variable + " has 31 bytes")
                .hasMessageNotContaining("kkk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada:", ":lovelace", "grace:hopper ada"})
    void users_need_a_name_and_a_password(String users) {
        Map<String, String> environment = new HashMap<>(Call.ENVIRONMENT);
        environment.put("DEMO_USERS", users);

        assertThatThrownBy(() -> start("account", environment))
                .hasMessageStartingWith("DEMO_USERS: user ")
                .hasMessageNotContaining("lovelace")
                .hasMessageNotContaining("hopper");
    }

    private static void start(String function, Map<String, String> environment) {
        if (function.equals("catalog")) {
            new Catalog(environment, Clock.systemUTC());
        } else {
            new Account(environment, Clock.systemUTC());
        }
    }
}
