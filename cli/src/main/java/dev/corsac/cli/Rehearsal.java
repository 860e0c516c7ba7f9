package dev.corsac.cli;

import dev.corsac.config.Configuration;
import dev.corsac.config.FrontSpec;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Does once what a run does, so that the JVM can write down which classes that takes. */
final class Rehearsal {

    private Rehearsal() {}

    /**
     * Asks the fronts and the console for that path, as a page of another origin would, and reads the answers.
     *
     * @param consolePort 0 if there is no console
     * @throws Failure if one does not answer
     */
    static void of(Configuration configuration, int consolePort, String path) {
        for (FrontSpec front : configuration.fronts()) {
            String host = front.hosts().get(0);
            ask(front.port(), host, "OPTIONS", path, "Access-Control-Request-Method: PUT\r\n");
            ask(front.port(), host, "GET", path, "Cookie: rehearsal=1\r\n");
        }
        if (consolePort != 0) {
            ask(consolePort, "localhost", "GET", "/", "");
        }
    }

    private static void ask(int port, String host, String method, String path, String lines) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + ":" + port
                + "\r\nOrigin: http://page.localhost\r\n" + lines + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("it closed the connection");
            }
        } catch (IOException e) {
            throw new Failure("port " + port + " has not answered: " + e.getMessage(), e);
        }
    }
}
