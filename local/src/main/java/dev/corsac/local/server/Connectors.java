package dev.corsac.local.server;

import dev.corsac.local.LocalAuthority;
import dev.corsac.local.LocalException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connectors of a server, and binds them to ports of the loopback interface.
 *
 * @param server to which they belong
 * @param connections gives each connection of a plain front a thread
 * @param authority under whose certificate fronts speak TLS; null for plain HTTP
 */
public record Connectors(
        Server server, Executor connections, @Nullable LocalAuthority authority) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_6 = "::1";
    /** More than any front accepts: the limits are theirs. */
    private static final int MAX_HEAD = 64 * 1024;

    /** Returns a connector for a front; 0 is any free port. */
    public AbstractNetworkConnector front(int port) {
        return connector(port, authority, authority == null);
    }

    /** Returns a connector for the console, which speaks plain HTTP. */
    public AbstractNetworkConnector console(int port) {
        return connector(port, null, false);
    }

    private AbstractNetworkConnector connector(int port, @Nullable LocalAuthority tls, boolean blocking) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD);
        configuration.setMaxResponseHeaderSize(MAX_HEAD);
        configuration.setHttpCompliance(
                HttpCompliance.RFC7230.with("corsac", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
        // Fronts route and sign the path as it was sent.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setHeaderCacheCaseSensitive(true);
        ConnectionFactory[] protocols = protocols(configuration, tls);
        AbstractNetworkConnector connector = blocking
                ? new BlockingConnector(server, connections, protocols)
                : new SelectingConnector(server, protocols);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
        return connector;
    }

    /** With TLS the browser chooses between HTTP/2 and HTTP/1.1, as with AWS; without TLS there is only HTTP/1.1, as in browsers. */
    private static ConnectionFactory[] protocols(HttpConfiguration configuration, @Nullable LocalAuthority tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        if (tls == null) {
            return new ConnectionFactory[] {http1};
        }
        // Any name is served, as without TLS: the browser checks the names of the certificate.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.keys());
        context.setKeyStorePassword(tls.password());
        context.setSniRequired(false);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(configuration),
            http1
        };
    }

    /**
     * Binds a front's port.
     *
     * @throws LocalException if another program listens there
     */
    public static void bind(AbstractNetworkConnector connector) throws IOException, LocalException {
        try {
            connector.open();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw inUse(Integer.toString(connector.getPort()), e);
            }
            throw e;
        }
    }

    /**
     * Binds the same port of the IPv6 loopback address, which is the only one that some clients try.
     *
     * @return the connector; null where this machine has no IPv6, and the first address has to do
     * @throws LocalException if another program listens there, which browsers may then reach instead of the front
     */
    public @Nullable AbstractNetworkConnector second(AbstractNetworkConnector first) throws LocalException {
        AbstractNetworkConnector second = front(first.getLocalPort());
        second.setHost(LOOPBACK_6);
        try {
            second.open();
            return second;
        } catch (IOException e) {
            if (first.getPort() != 0 && isInUse(e)) {
                throw inUse(first.getPort() + " of the address [::1]", e);
            }
            return null;
        }
    }

    private static boolean isInUse(IOException e) {
        // Without IPv6 the address cannot be assigned, which is a BindException too.
        String message =
                String.valueOf(e.getCause() instanceof BindException cause ? cause.getMessage() : e.getMessage());
        return message.contains("in use");
    }

    private static LocalException inUse(String port, IOException e) {
        return new LocalException(
                "port " + port + " is in use: end the program that listens there, or move all ports with --port N", e);
    }

    /**
     * Binds the console's port of both loopback addresses.
     *
     * @param elsewhere whether any free port will do if that one is in use
     * @return the connector of the IPv6 address; null where this machine has no IPv6
     * @throws LocalException if the port is in use and no other will do
     */
    public @Nullable AbstractNetworkConnector bindConsole(AbstractNetworkConnector first, boolean elsewhere)
            throws IOException, LocalException {
        try {
            // Browsers try the IPv6 address of localhost first: another program there would be taken for the console.
            probe(first.getPort());
            first.open();
        } catch (IOException e) {
            if (!elsewhere) {
                throw new LocalException(
                        "the console's port " + first.getPort()
                                + " is in use: end the program that listens there, or put"
                                + " the console elsewhere with --console N",
                        e);
            }
            first.setPort(0);
            first.open();
        }
        AbstractNetworkConnector second = console(first.getLocalPort());
        second.setHost(LOOPBACK_6);
        try {
            second.open();
            return second;
        } catch (IOException e) {
            return null;
        }
    }

    /** Throws an exception if another program listens on that port of the IPv6 address. */
    private static void probe(int port) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(new InetSocketAddress(LOOPBACK_6, port));
        } catch (IOException | UnsupportedOperationException e) {
            if (e instanceof IOException inUse && isInUse(inUse)) {
                throw inUse;
            }
        }
    }
}
