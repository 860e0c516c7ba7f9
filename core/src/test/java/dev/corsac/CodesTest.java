package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The codes that logs, metrics, JSON and other people's programs hold. A code is only ever added here: to rename one breaks
 * them, whatever a class is called.
 */
class CodesTest {

    @Test
    void no_code_of_a_refusal_is_renamed() throws ReflectiveOperationException {
        assertThat(codes(CorsRefusal.class))
                .containsExactlyInAnyOrder(
                        "origin-not-allowed",
                        "origin-malformed",
                        "method-not-allowed",
                        "header-not-allowed",
                        "request-headers-too-long");
    }

    @Test
    void no_code_of_a_problem_is_renamed() throws ReflectiveOperationException {
        assertThat(codes(CorsProblem.class))
                .containsExactlyInAnyOrder(
                        "no-origins",
                        "invalid-origin",
                        "any-origin-among-others",
                        "credentials-for-any-origin",
                        "insecure-origin",
                        "public-suffix",
                        "placeholder-with-credentials",
                        "invalid-method",
                        "forbidden-method",
                        "invalid-header-name",
                        "forbidden-request-header",
                        "response-header-as-request-header",
                        "forbidden-response-header",
                        "wildcard-with-credentials",
                        "invalid-max-age",
                        "invalid-switch",
                        "misspelt-variable");
        CorsProblem problem = new CorsProblem.InVariable("ALLOWED_METHODS", new CorsProblem.InvalidMethod("A B", null));
        assertThat(problem.code()).isEqualTo("invalid-method");
    }

    @Test
    void no_code_of_a_flaw_or_a_kind_is_renamed() {
        assertThat(Stream.of(OriginFlaw.values()).map(OriginFlaw::code))
                .containsExactlyInAnyOrder(
                        "empty",
                        "null",
                        "character",
                        "comma",
                        "no-scheme",
                        "scheme",
                        "scheme-without-origin",
                        "upper-case",
                        "user",
                        "trailing-slash",
                        "path",
                        "query",
                        "no-host",
                        "unicode",
                        "punycode",
                        "label-too-long",
                        "host-too-long",
                        "empty-label",
                        "ipv4",
                        "ipv6",
                        "port",
                        "default-port",
                        "any-host",
                        "placeholder",
                        "wildcard");
        assertThat(Stream.of(CorsDecision.Kind.values()).map(CorsDecision.Kind::code))
                .containsExactly("preflight", "actual", "not-cors");
    }

    /** Of each permitted record, made with empty parts; but of the one that has the code of another. */
    private static String[] codes(Class<?> sealed) throws ReflectiveOperationException {
        Method code = sealed.getMethod("code");
        Stream.Builder<String> codes = Stream.builder();
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            if (type != CorsProblem.InVariable.class) {
                Constructor<?> constructor = type.getDeclaredConstructors()[0];
                @Nullable
                Object[] parts = Arrays.stream(constructor.getParameterTypes())
                        .map(part -> part == String.class ? "" : null)
                        .toArray();
                constructor.setAccessible(true);
                codes.add((String) code.invoke(constructor.newInstance(parts)));
            }
        }
        return codes.build().toArray(String[]::new);
    }
}
