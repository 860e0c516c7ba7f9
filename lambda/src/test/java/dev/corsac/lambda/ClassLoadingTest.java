package dev.corsac.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The budget of a cold start, counted in classes: each delays a function by some 0.25 ms, whatever it contains, since the JDK's
 * class loader is still interpreted at that time.
 */
class ClassLoadingTest {

    private static final Map<String, String> POLICY = Map.of("ALLOWED_ORIGINS", "https://shop.example");

    @Test
    void a_stream_handler_sends_its_first_response_after_13_classes() throws Exception {
        assertThat(loaded("wrapped", POLICY))
                .contains(CorsStreamHandler.class.getName())
                .hasSizeLessThanOrEqualTo(13);
    }

    @Test
    void a_handler_without_code_sends_its_first_response_after_15_classes() throws Exception {
        Map<String, String> variables = new HashMap<>(POLICY);
        variables.put("CORSAC_HANDLER", Function.class.getName());
        assertThat(loaded("named", variables))
                .contains(CorsHandler.class.getName())
                .hasSizeLessThanOrEqualTo(15);
    }

    /** Returns the classes of the two modules that a process loads until it has handled one event. */
    private static List<String> loaded(String mode, Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                Function.class.getName(),
                mode);
        builder.environment().keySet().removeIf(name -> name.startsWith("CORSAC_"));
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("\"Access-Control-Allow-Origin\":\"https://shop.example\"");
        return output.lines()
                .filter(line -> line.contains(" dev.corsac.") && !line.contains(Function.class.getName()))
                .map(line -> line.replaceFirst("^.*?(dev\\.corsac\\.\\S+).*$", "$1"))
                .toList();
    }

    /** The function, and the process that calls it once. */
    public static final class Function implements RequestStreamHandler {

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"ok\"}"
                    .getBytes(UTF_8));
        }

        public static void main(String[] arguments) throws IOException {
            RequestStreamHandler handler = arguments[0].equals("named")
                    ? Named.handler()
                    : new CorsStreamHandler(CorsPolicy.fromEnvironment(System.getenv()), new Function());
            byte[] event =
                    ("{\"httpMethod\":\"GET\",\"headers\":{\"origin\":\"https://shop.example\"},\"requestContext\":{},"
                                    + "\"body\":null}")
                            .getBytes(UTF_8);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(event), response, null);
            System.out.println(response.toString(UTF_8));
        }

        /** Apart, since JDK 25 loads the classes that it finds in a method of the function when it verifies it. */
        private static final class Named {
            static RequestStreamHandler handler() {
                return new CorsHandler();
            }
        }
    }
}
