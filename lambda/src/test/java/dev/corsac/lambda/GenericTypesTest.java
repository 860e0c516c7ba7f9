package dev.corsac.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types are compared with those that the compiler writes into a class file for the same declaration. */
class GenericTypesTest {

    abstract static class Batch<T, K extends CharSequence> implements RequestHandler<List<T>, Map<K, List<T[]>>> {
        public T first(List<? extends T> all, T[] array, Map<String, List<T>> byName) {
            throw new UnsupportedOperationException();
        }
    }

    abstract static class Middle<X> extends Batch<List<X>, String> {}

    static class Strings extends Middle<String> {
        @Override
        public Map<String, List<List<String>[]>> handleRequest(List<List<String>> input, Context context) {
            throw new UnsupportedOperationException();
        }

        @SuppressWarnings("unused") // its types are what is expected
        List<String> expected(List<List<String>> all, List<String>[] array, Map<String, List<List<String>>> byName) {
            throw new UnsupportedOperationException();
        }
    }

    @SuppressWarnings("rawtypes")
    static class Raw implements RequestHandler {
        @Override
        public Object handleRequest(Object input, Context context) {
            throw new UnsupportedOperationException();
        }
    }

    abstract static class Recursive<T extends Comparable<T>> implements RequestHandler<T, T> {}

    @Test
    void variables_are_resolved_wherever_they_are_in_a_type() throws ReflectiveOperationException {
        Type[] expected = Stream.of(Strings.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
                .findFirst()
                .map(method -> new Type[] {method.getGenericParameterTypes()[0], method.getGenericReturnType()})
                .orElseThrow();
        Type[] resolved = GenericTypes.arguments(Strings.class, RequestHandler.class);
        assertThat(resolved).containsExactly(expected);
        assertThat(resolved[0]).hasToString("java.util.List<java.util.List<java.lang.String>>");
        assertThat(resolved[0].hashCode()).isEqualTo(expected[0].hashCode());
    }

    @Test
    void the_types_of_an_inherited_method_are_resolved_too() throws ReflectiveOperationException {
        Type[] expected = Strings.class
                .getDeclaredMethod("expected", List.class, List[].class, Map.class)
                .getGenericParameterTypes();
        Type[] resolved = GenericTypes.parameters(
                Strings.class, Batch.class.getMethod("first", List.class, Object[].class, Map.class));
        assertThat(resolved[0]).hasToString(expected[0].toString());
        assertThat(resolved[1]).hasToString(expected[1].toString());
        assertThat(resolved[2]).isEqualTo(expected[2]);
        assertThat(GenericTypes.result(
                        Strings.class, Batch.class.getMethod("first", List.class, Object[].class, Map.class)))
                .hasToString("java.util.List<java.lang.String>");
    }

    @Test
    void a_variable_without_a_type_is_unknown_and_one_with_a_bound_is_that() {
        assertThat(GenericTypes.isUnknown(GenericTypes.arguments(Raw.class, RequestHandler.class)[0]))
                .isTrue();
        assertThat(GenericTypes.arguments(Recursive.class, RequestHandler.class)[0])
                .hasToString("java.lang.Comparable<T>");
    }
}
