package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerLoaderTest {

    private static final ClassLoader LOADER = HandlerLoaderTest.class.getClassLoader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Streams                       | \"stream\"",
                "Streams::handleRequest        | \"stream\"",
                "Both                          | \"stream\"",
                "Both::handleRequest           | \"stream\"",
                "Typed                         | \"typed 1\"",
                "Typed::handleRequest          | \"typed 1\"",
                "OfGeneric                     | \"bean 1\"",
                "OfGeneric::handleRequest      | \"bean 1\"",
                "Bounded                       | \"bounded 1\"",
                "Bounded::handleRequest        | \"bounded 1\"",
                "Raw::handleRequest            | \"raw\"",
                "NoInterface::typed            | \"typed 1\"",
                "NoInterface::typedWithContext | \"typed 1 true\"",
                "NoInterface::ofClass          | [\"1\"]",
                "NoInterface::none             | \"none\"",
                "NoInterface::context          | \"context\"",
                "NoInterface::nothing          | null",
                "NoInterface::streams          | \"streams\"",
                "NoInterface::in               | null",
                "NoInterface::out              | \"out\"",
                "NoInterface::outWithContext   | \"out true\"",
                "NoInterface::inWithContext    | null",
                "NoInterface::overloaded       | \"(Map, Context)\"",
            })
    void whatever_lambda_accepts_is_called_as_lambda_calls_it(String handler, String expected) throws Exception {
        assertThat(call(HandlerLoader.load("dev.corsac.lambda.Handlers$" + handler, LOADER), "{\"a\":\"1\",\"b\":2}"))
                .isEqualTo(expected);
    }

    /** The runtime too would make maps of them, if it saw a variable only. */
    @Test
    void a_list_of_a_type_variable_has_elements_of_its_type() throws Exception {
        for (String handler : new String[] {"OfBeans", "OfBeans::handleRequest"}) {
            assertThat(call(
                            HandlerLoader.load("dev.corsac.lambda.Handlers$" + handler, LOADER),
                            "[{\"a\":\"1\",\"b\":2}]"))
                    .isEqualTo("\"Bean 1\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                            | is not a handler",
                "::handleRequest                               | is not a handler",
                "dev.corsac.lambda.Handlers$Typed::            | is not a handler",
                "A                                             | A was not found",
                "A::b                                          | A was not found",
                "A::                                           | is not a handler",
                "com.example.Missing                           | com.example.Missing was not found",
                "dev.corsac.lambda.Handlers.Typed              | $ comes before the name of a nested class",
                "java.lang.String                              | implements neither RequestHandler nor RequestStreamHandler",
                "dev.corsac.lambda.Handlers$Raw                | does not declare its types",
                "dev.corsac.lambda.Handlers$NoInterface::gone  | no public method of that name",
                "dev.corsac.lambda.Handlers$NoInterface::hidden | no public method of that name",
                "dev.corsac.lambda.Handlers$NoInterface::odd   | no method of that name with a signature that Lambda supports",
                "dev.corsac.lambda.Handlers$PrivateConstructor | give its class a public constructor without parameters",
                "dev.corsac.lambda.Handlers$Abstract           | is abstract",
                "dev.corsac.lambda.Handlers$Hidden             | make its class public",
                "dev.corsac.lambda.CorsHandler                 | has a policy around it already",
            })
    void anything_else_is_refused_with_the_name_and_the_fix(String handler, String problem) {
        assertThatThrownBy(() -> HandlerLoader.load(handler, LOADER))
                .isInstanceOf(HandlerNameException.class)
                .hasMessageStartingWith("The handler \"" + handler + "\" ")
                .hasMessageContaining(problem);
    }

    @Test
    void what_a_constructor_throws_is_the_reason_why_the_function_does_not_start() {
        assertThatThrownBy(() -> HandlerLoader.load("dev.corsac.lambda.Handlers$Failing", LOADER))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("no database");
    }

    @Test
    void what_a_method_throws_comes_through_as_it_is() {
        assertThatThrownBy(
                        () -> call(HandlerLoader.load("dev.corsac.lambda.Handlers$NoInterface::fails", LOADER), "{}"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void a_serializer_of_the_functions_own_is_preferred(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CustomPojoSerializer.class.getName()), Shouting.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, LOADER)) {
            assertThat(call(HandlerLoader.load("dev.corsac.lambda.Handlers$Typed", loader), "{}"))
                    .isEqualTo("TYPED SHOUTED");
        }
        Files.writeString(
                services.resolve(CustomPojoSerializer.class.getName()),
                Shouting.class.getName() + "\n" + Whispering.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, LOADER)) {
            assertThatThrownBy(() -> HandlerLoader.load("dev.corsac.lambda.Handlers$Typed", loader))
                    .hasMessageContaining("more than one CustomPojoSerializer");
        }
    }

    @Test
    void without_a_serializer_a_typed_handler_is_refused_and_a_stream_handler_is_not() throws Exception {
        try (URLClassLoader loader = new WithoutSerialization()) {
            Class<?> isolated = loader.loadClass(HandlerLoader.class.getName());
            var load = isolated.getDeclaredMethod("load", String.class, ClassLoader.class);
            load.setAccessible(true);
            assertThat(load.invoke(null, "dev.corsac.lambda.Handlers$Streams", loader))
                    .isNotNull();
            assertThatThrownBy(() -> load.invoke(null, "dev.corsac.lambda.Handlers$Typed", loader))
                    .cause()
                    .hasMessageContaining("java.util.Map")
                    .hasMessageContaining("add com.amazonaws:aws-lambda-java-serialization");
        }
    }

    @Test
    void the_environment_names_the_handler() throws Exception {
        Map<String, String> environment =
                Map.of("ALLOWED_ORIGINS", "*", "CORSAC_HANDLER", " dev.corsac.lambda.Handlers$Plain\n");
        String event = "{\"httpMethod\":\"GET\",\"headers\":{\"origin\":\"https://a.example\"},\"requestContext\":{}}";
        assertThat(call(new CorsHandler(environment), event))
                .contains("\"Access-Control-Allow-Origin\":\"*\"", "typed");
    }

    /** The class of the options is loaded only if one of them is set: each must count by itself. */
    @ParameterizedTest
    @CsvSource({"CORSAC_RETHROW_ERRORS, yes", "CORSAC_LOG_DECISIONS, yes", "CORSAC_TIMEOUT_MARGIN_MS, yes"})
    void each_option_in_the_environment_counts(String name, String value) {
        Map<String, String> environment =
                Map.of("ALLOWED_ORIGINS", "*", "CORSAC_HANDLER", "dev.corsac.lambda.Handlers$Plain", name, value);
        assertThatThrownBy(() -> new CorsHandler(environment)).hasMessageStartingWith(name + " is \"yes\".");
    }

    @Test
    void a_handler_that_is_not_named_stops_the_function() {
        assertThatThrownBy(() -> new CorsHandler(Map.of("ALLOWED_ORIGINS", "*")))
                .hasMessageContaining("CORSAC_HANDLER is not set")
                .hasMessageContaining("com.example.Orders::handleRequest");
    }

    private static String call(RequestStreamHandler handler, String event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), out, new FakeContext());
        return out.toString(UTF_8);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public static class Shouting implements CustomPojoSerializer {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T fromJson(InputStream input, Type type) {
            return (T) Map.of("a", "shouted");
        }

        @Override
        public <T> T fromJson(String input, Type type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void toJson(T value, OutputStream output, Type type) {
            try {
                output.write(value.toString().toUpperCase(Locale.ROOT).getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static class Whispering extends Shouting {}

    /** The class path of the test without the runtime's serializer. */
    private static final class WithoutSerialization extends URLClassLoader {

        WithoutSerialization() throws IOException {
            super(urls(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls() throws IOException {
            var urls = new ArrayList<URL>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (!entry.contains("serialization")) {
                    urls.add(Path.of(entry).toUri().toURL());
                }
            }
            return urls.toArray(URL[]::new);
        }
    }
}
