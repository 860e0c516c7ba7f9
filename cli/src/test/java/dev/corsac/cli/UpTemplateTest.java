package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.FreePorts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A template that is edited while {@code corsac up} runs it. It has MOCK integrations only, so that no function is started. */
class UpTemplateTest {

    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: 2010-09-09
            Resources:
              Api: {Type: AWS::ApiGateway::RestApi}
              Orders: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}}
              Options:
                Type: AWS::ApiGateway::Method
                Properties:
                  RestApiId: !Ref Api
                  ResourceId: !Ref Orders
                  HttpMethod: OPTIONS
                  Integration:
                    Type: MOCK
                    RequestTemplates: {application/json: '{"statusCode": 204}'}
                    IntegrationResponses: [{StatusCode: 204, ResponseParameters: {method.response.header.Access-Control-Allow-Origin: "'https://one.example'"}}]
                  MethodResponses: [{StatusCode: 204, ResponseParameters: {method.response.header.Access-Control-Allow-Origin: true}}]
              Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live}}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    // The run goes on until the JVM ends, and watches the folder.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private int port;

    private String preflight(String path) {
        String request = "OPTIONS " + path + " HTTP/1.1\r\nHost: api.localhost:" + port
                + "\r\nOrigin: https://one.example\r\nAccess-Control-Request-Method: PUT\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private String until(String path, Predicate<String> reached) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        String response = preflight(path);
        while (!reached.test(response)) {
            assertThat(System.nanoTime()).as(response + "\n" + out + err).isLessThan(deadline);
            Thread.sleep(20);
            response = preflight(path);
        }
        return response;
    }

    @Test
    void an_edit_is_live_and_a_mistake_keeps_the_last_good_version() throws Exception {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        System.setProperty(
                "corsac.runtime",
                Files.createDirectories(folder.resolve("runtime")).toString());
        port = FreePorts.inARow(1);
        Thread up = new Thread(
                () -> Main.run(
                        new String[] {"up", template.toString(), "--port", "" + port, "--no-open", "--no-console"},
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                "up");
        up.setDaemon(true);
        up.start();
        String first = until("/live/orders", response -> response.startsWith("HTTP/1.1 204"));
        assertThat(first).containsIgnoringCase("access-control-allow-origin: https://one.example");

        Files.writeString(template, TEMPLATE.replace("one.example'", "two.example'"));
        until("/live/orders", response -> response.contains("https://two.example"));

        Files.writeString(template, TEMPLATE.replace("!Ref Orders", "!Ref Odrers"));
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!err.toString(StandardCharsets.UTF_8).contains("Did you mean Orders?")) {
            assertThat(System.nanoTime())
                    .as(err.toString(StandardCharsets.UTF_8))
                    .isLessThan(deadline);
            Thread.sleep(20);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("template.yaml:9:", "goes on until the next change");
        assertThat(preflight("/live/orders")).contains("https://two.example");

        Files.writeString(template, TEMPLATE.replace("PathPart: orders", "PathPart: carts"));
        until("/live/carts", response -> response.startsWith("HTTP/1.1 204"));
        assertThat(preflight("/live/orders")).startsWith("HTTP/1.1 403");
    }
}
