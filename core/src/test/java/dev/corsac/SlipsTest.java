package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that were accepted in silence and never matched, or whose error had no suggestion: each names the fix now. */
class SlipsTest {

    private static final Map<String, String> SHOP = Map.of("ALLOWED_ORIGINS", "https://shop.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ALLOWED_ORIGINS | 'https://a.example' | https://a.example",
                "ALLOWED_ORIGINS | \"https://a.example\" | https://a.example",
                "ALLOWED_ORIGINS | `https://a.example` | https://a.example",
                "ALLOWED_ORIGINS | \u201chttps://a.example\u201d | https://a.example",
                "ALLOWED_ORIGINS | \u00abhttps://a.example\u00bb | https://a.example",
                "ALLOWED_ORIGINS | \\\"https://a.example\\\" | https://a.example",
                "ALLOWED_ORIGINS | [https://a.example] | https://a.example",
                "ALLOWED_ORIGINS | <https://a.example> | https://a.example",
                "ALLOWED_ORIGINS | (https://a.example) | https://a.example",
                "ALLOWED_ORIGINS | [\"https://a.example\"] | https://a.example",
                "ALLOWED_ORIGINS | [\"https://a.example\",\"http://b.example:81\"] | https://a.example and http://b.example:81",
                "ALLOWED_ORIGINS | https://a.example, | https://a.example",
                "ALLOWED_ORIGINS | https://a.example; | https://a.example",
                "ALLOWED_ORIGINS | https://a.example;https://b.example | https://a.example and https://b.example",
                "ALLOWED_ORIGINS | https://a.example,https://b.example/ | https://a.example and https://b.example",
                "ALLOWED_ORIGINS | '*' | *",
                "ALLOWED_ORIGINS | [\"*\"] | *",
                "ALLOWED_ORIGINS | localhost | http://localhost",
                "ALLOWED_ORIGINS | localhost:3000 | http://localhost:3000",
                "ALLOWED_ORIGINS | LOCALHOST:3000/ | http://localhost:3000",
                "ALLOWED_ORIGINS | localhost:* | http://localhost:*",
                "ALLOWED_ORIGINS | app.localhost:3000 | http://app.localhost:3000",
                "ALLOWED_ORIGINS | 127.0.0.1:5173 | http://127.0.0.1:5173",
                "ALLOWED_ORIGINS | 192.168.1.20:8080 | http://192.168.1.20:8080",
                "ALLOWED_ORIGINS | [::1]:3000 | http://[::1]:3000",
                "ALLOWED_ORIGINS | ::1 | http://[::1]",
                "ALLOWED_ORIGINS | devbox:8080 | http://devbox:8080",
                "ALLOWED_ORIGINS | a.example | https://a.example",
                "ALLOWED_ORIGINS | a.example:80 | http://a.example",
                "ALLOWED_ORIGINS | a.example:443 | https://a.example",
                "ALLOWED_ORIGINS | a.example:8443 | https://a.example:8443",
                "ALLOWED_ORIGINS | *.a.example | https://*.a.example",
                "ALLOWED_ORIGINS | //a.example | https://a.example",
                "ALLOWED_ORIGINS | https:/a.example | https://a.example",
                "ALLOWED_ORIGINS | http:a.example | http://a.example",
                "ALLOWED_ORIGINS | b\u00fccher.example | https://xn--bcher-kva.example",
                "ALLOWED_METHODS | 'PUT' | PUT",
                "ALLOWED_METHODS | `put` | PUT",
                "ALLOWED_METHODS | [\"PUT\"] | PUT",
                "ALLOWED_METHODS | ANY | *",
                "ALLOWED_METHODS | any | *",
                "ALLOWED_METHODS | ALL | *",
                "ALLOWED_METHODS | 'ALL' | *",
                "ALLOWED_METHODS | '*' | *",
                "ALLOWED_METHODS | patch | PATCH",
                "ALLOWED_METHODS | Patch | PATCH",
                "ALLOWED_METHODS | 'patch' | PATCH",
                "ALLOWED_METHODS | Propfind | PROPFIND",
                "ALLOWED_METHODS | GET;PUT | GET, PUT",
                "ALLOWED_HEADERS | 'Content-Type | Content-Type",
                "ALLOWED_HEADERS | Authorization' | Authorization",
                "ALLOWED_HEADERS | \u2018X-Api-Key\u2019 | X-Api-Key",
                "ALLOWED_HEADERS | [\"X-Api-Key\"] | X-Api-Key",
                "ALLOWED_HEADERS | '*' | *",
                "ALLOWED_HEADERS | ALL | *",
                "ALLOWED_HEADERS | X-A;X-B | X-A, X-B",
                "EXPOSED_HEADERS | 'ETag' | ETag",
                "EXPOSED_HEADERS | any | *",
                "ALLOW_CREDENTIALS | 'true' | true",
                "ALLOW_CREDENTIALS | yes | true",
                "ALLOW_CREDENTIALS | 1 | true",
                "ALLOW_CREDENTIALS | off | false",
                "CORSAC_EXPLAIN_PREFLIGHTS | on | true",
                "MAX_AGE_SECONDS | '600' | 600",
                "MAX_AGE_SECONDS | 600s | 600",
            })
    void a_value_with_a_slip_is_refused_with_the_value_that_was_meant(String variable, String value, String meant) {
        Map<String, String> variables = new HashMap<>(SHOP);
        variables.put(variable, value);
        List<CorsProblem> problems = problems(variables);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).startsWith(variable + ": ").endsWith("Did you mean " + meant + "?");
        variables.put(variable, meant.replace(" and ", " "));
        assertThat(CorsPolicy.fromEnvironment(variables)).isNotNull();
    }

    /** As every SAM and OpenAPI sample has it: literal quotes around the list. */
    @Test
    void quotes_around_a_list_are_named_at_both_ends() {
        Map<String, String> variables = new HashMap<>(SHOP);
        variables.put("ALLOWED_HEADERS", "'Content-Type,X-Api-Key,Authorization'");
        assertThat(problems(variables))
                .extracting(CorsProblem::message)
                .containsExactly(
                        "ALLOWED_HEADERS: \"'Content-Type\" is not a valid header name. Did you mean Content-Type?",
                        "ALLOWED_HEADERS: \"Authorization'\" is not a valid header name. Did you mean Authorization?");
    }

    @Test
    void with_credentials_the_suggestion_is_a_list_since_a_wildcard_would_be_refused() {
        Map<String, String> variables = new HashMap<>(SHOP);
        variables.put("ALLOW_CREDENTIALS", "true");
        variables.put("ALLOWED_METHODS", "ANY");
        assertThat(problems(variables).get(0).message()).endsWith("Did you mean DELETE, PATCH, PUT?");
        variables.put("ALLOWED_METHODS", "DELETE, PATCH, PUT");
        assertThat(CorsPolicy.fromEnvironment(variables)).isNotNull();
        variables.put("ALLOWED_HEADERS", "ALL");
        assertThat(problems(variables).get(0).message()).endsWith("use a single token, such as Content-Type.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-*", "*-Id", "Auth*"})
    void a_wildcard_inside_a_name_is_refused(String name) {
        assertThat(problems(Map.of("ALLOWED_ORIGINS", "*", "ALLOWED_HEADERS", name)))
                .hasSize(1);
        assertThat(problems(Map.of("ALLOWED_ORIGINS", "*", "EXPOSED_HEADERS", name)))
                .hasSize(1);
        assertThat(problems(Map.of("ALLOWED_ORIGINS", "*", "ALLOWED_METHODS", name)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALLOWED_ORIGIN",
                "ALLOW_ORIGINS",
                "ALLOW_ORIGIN",
                "ALOWED_ORIGINS",
                "ALLOWED_ORGINS",
                "ALLOWED_ORIGNIS",
                "allowed_origins",
                "CORS_ORIGINS",
                "CORS_ORIGIN",
                "CORS_ALLOWED_ORIGINS",
                "ACCESS_CONTROL_ALLOW_ORIGIN",
                "ORIGINS",
                "FRONTEND_ORIGIN"
            })
    void where_no_origin_is_set_a_variable_that_was_probably_meant_is_named(String name) {
        List<CorsProblem> problems = problems(Map.of(name, "https://shop.example", "PATH", "/bin"));
        assertThat(problems)
                .contains(new CorsProblem.InVariable(name, new CorsProblem.MisspeltVariable(name, "ALLOWED_ORIGINS")));
        assertThat(problems).extracting(CorsProblem::code).contains("no-origins", "misspelt-variable");
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOWED_HEADER, ALLOWED_HEADERS",
        "ALLOW_HEADERS, ALLOWED_HEADERS",
        "ALLOWED_METHOD, ALLOWED_METHODS",
        "ALLOW_METHODS, ALLOWED_METHODS",
        "EXPOSE_HEADERS, EXPOSED_HEADERS",
        "ALLOWED_CREDENTIALS, ALLOW_CREDENTIALS",
        "MAX_AGE_SECOND, MAX_AGE_SECONDS",
        "DANGEROUSLY_ALLOW_INSECURE_ORIGIN, DANGEROUSLY_ALLOW_INSECURE_ORIGINS",
        "CORSAC_EXPLAIN_PREFLIGHT, CORSAC_EXPLAIN_PREFLIGHTS"
    })
    void a_plainly_misspelt_variable_is_an_error_unless_the_right_one_is_set(String name, String right) {
        Map<String, String> variables = new HashMap<>(SHOP);
        variables.put(name, right.contains("SECONDS") ? "5" : right.contains("ED_") ? "GET" : "false");
        assertThat(problems(variables))
                .containsExactly(new CorsProblem.InVariable(name, new CorsProblem.MisspeltVariable(name, right)));
        variables.put(right, variables.get(name));
        assertThat(CorsPolicy.fromEnvironment(variables)).isNotNull();
    }

    @Test
    void the_variables_of_others_stop_no_function() {
        Map<String, String> variables = new HashMap<>(SHOP);
        for (String name : List.of(
                "CORS_METHODS", "CORS_ORIGINS", "ALLOWED_READERS", "MAX_AGE", "ORIGIN", "METHOD", "CORS_HEADERS")) {
            variables.put(name, "something");
        }
        assertThat(CorsPolicy.fromEnvironment(variables)).isNotNull();
    }

    @Test
    void the_environment_can_turn_explanations_on() {
        Map<String, String> variables = new HashMap<>(SHOP);
        variables.put("CORSAC_EXPLAIN_PREFLIGHTS", "true");
        assertThat(CorsPolicy.fromEnvironment(variables))
                .isEqualTo(CorsPolicy.builder()
                        .allowOrigins("https://shop.example")
                        .explain()
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--f",
                "xn--",
                "xn--abc-",
                "xn--a",
                "xn---",
                "xn--0",
                "xn--xn--a-ecp",
                "xn--zzzzzzzzzzzz",
                "xn--bcher-kv",
                "xn--strae-oqa1",
                "xn--4ca0bs-",
                "xn--ls8h-"
            })
    void a_label_that_is_not_valid_punycode_is_refused(String label) {
        for (String form : List.of("https://%s.example", "https://a.%s", "https://*.%s.example", "http://%s:81")) {
            String origin = String.format(form, label);
            assertThat(OriginPattern.flaw(origin)).as(origin).isEqualTo(OriginFlaw.PUNYCODE);
            assertThat(catchThrowableOfType(
                            CorsPolicyException.class,
                            () -> CorsPolicy.builder().allowOrigins(origin).build()))
                    .as(origin)
                    .isNotNull();
        }
    }

    /** Each from the registry of a top-level domain, or from the URL Standard's tests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--bcher-kva",
                "xn--fa-hia",
                "xn--strae-oqa",
                "xn--p1ai",
                "xn--fiqs8s",
                "xn--mgberp4a5d4ar",
                "xn--zckzah",
                "xn--r8jz45g",
                "xn--ls8h",
                "xn--i-7iq",
                "xn--6frz82g",
                "xn--3e0b707e",
                "xn--4gbrim",
                "xn--node",
                "xn--h2brj9c",
                "r3---sn-apo3qvuoxuxbt-j5pe",
                "-a-",
                "a--b"
            })
    void labels_in_use_are_accepted(String label) {
        assertThat(OriginPattern.flaw("https://" + label + ".example")).isNull();
        assertThat(CorsPolicy.builder()
                        .allowOrigins("https://" + label + ".example")
                        .build()
                        .decide(CorsRequest.of("GET", "https://" + label + ".example", null, null))
                        .allowed())
                .isTrue();
    }

    /** Punycode that others made: every registry's, as Python encoded it when the list was renewed. */
    @Test
    void every_label_of_the_public_suffix_list_is_accepted() {
        List<String> labels = PublicSuffixRules.all()
                .lines()
                .flatMap(rule -> Stream.of(rule.split("\\.")))
                .filter(label -> label.startsWith("xn--"))
                .distinct()
                .toList();
        assertThat(labels)
                .hasSizeGreaterThan(200)
                .allSatisfy(label -> assertThat(Punycode.isValidLabel(label)).isTrue());
    }

    @Test
    void a_wildcard_may_end_with_the_dot_of_the_root_as_an_origin_may() {
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://*.example.com.", "https://x.example.org.:*")
                .build();
        for (String allowed : List.of(
                "https://a.example.com.",
                "https://a.b.example.com.",
                "https://x.example.org.",
                "https://x.example.org.:8443")) {
            assertThat(policy.decide("GET", allowed, null, null).allowed())
                    .as(allowed)
                    .isTrue();
        }
        for (String refused : List.of(
                "https://a.example.com",
                "https://example.com.",
                "https://.example.com.",
                "https://a.example.com..",
                "https://a..example.com.",
                "https://aexample.com.",
                "https://.",
                "https://x.example.org",
                "https://a.x.example.org.")) {
            assertThat(policy.decide("GET", refused, null, null).allowed())
                    .as(refused)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://*.co.uk., co.uk",
        "https://*.kawasaki.jp, *.kawasaki.jp",
        "https://*.ck, ck",
        "https://*.amazonaws.com, ",
        "https://*.github.io, github.io"
    })
    void a_wildcard_over_a_public_suffix_names_the_suffix_and_never_an_exception(
            String origin, @Nullable String suffix) {
        CorsPolicyException e = catchThrowableOfType(
                CorsPolicyException.class,
                () -> CorsPolicy.builder()
                        .allowOrigins(origin)
                        .allowCredentials()
                        .build());
        assertThat(e.problems()).hasSize(1);
        String reported = ((CorsProblem.PublicSuffix) e.problems().get(0)).suffix();
        assertThat(reported).doesNotContain("!");
        if (suffix != null) {
            assertThat(reported).isEqualTo(suffix);
        }
    }

    /** All domains below it belong to one owner. */
    @Test
    void a_wildcard_over_an_exception_of_the_list_is_allowed() {
        assertThat(CorsPolicy.builder()
                        .allowOrigins("https://*.city.kawasaki.jp", "https://*.www.ck.")
                        .allowCredentials()
                        .build())
                .isNotNull();
    }

    private static List<CorsProblem> problems(Map<String, String> variables) {
        CorsPolicyException e =
                catchThrowableOfType(CorsPolicyException.class, () -> CorsPolicy.fromEnvironment(variables));
        assertThat(e).as("accepted: %s", variables).isNotNull();
        return e.problems();
    }
}
