package dev.corsac.local.machine;

import dev.corsac.config.Configuration;
import dev.corsac.config.FrontSpec;
import dev.corsac.local.LocalException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request to each port of a run, so that the JVM can record the classes that a run needs. */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Asks the fronts and the console for that path, as a page of another origin would, and reads the responses.
     *
     * @param consolePort 0 if there is no console
     * @throws LocalException if one does not respond
     */
    public static void of(Configuration configuration, int consolePort, String path) throws LocalException {
        for (FrontSpec front : configuration.fronts()) {
            String host = front.hosts().get(0);
            ask(front.port(), host, "OPTIONS", path, "Access-Control-Request-Method: PUT\r\n");
            ask(front.port(), host, "GET", path, "Cookie: rehearsal=1\r\n");
        }
        if (consolePort != 0) {
            ask(consolePort, "localhost", "GET", "/", "");
        }
    }

    private static void ask(int port, String host, String method, String path, String lines) throws LocalException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + ":" + port
                + "\r\nOrigin: http://page.localhost\r\n" + lines + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("it closed the connection");
            }
        } catch (IOException e) {
            throw new LocalException("port " + port + " has not responded: " + e.getMessage(), e);
        }
    }
}
