package dev.corsac.origins.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that responds as the extension is documented to; AWS's own runs in Lambda only. */
class AppConfigOriginsTest {

    private static final String PATH = "/applications/shop/environments/prod/configurations/allowed%20origins";

    private HttpServer server;
    private final AtomicReference<String> path = new AtomicReference<>();
    private byte[] content = {};
    private @Nullable String version = "1";
    private int status = 200;
    private long now = 1000;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.createContext("/", exchange -> {
            path.set(exchange.getRequestURI().getRawPath());
            if (version != null) {
                exchange.getResponseHeaders().set("Configuration-Version", version);
            }
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AppConfigOrigins source(int port) {
        return new AppConfigOrigins(
                port,
                "shop",
                "prod",
                "allowed origins",
                OriginRules.WITH_CREDENTIALS,
                () -> Instant.ofEpochMilli(now),
                Duration.ofSeconds(10));
    }

    private AppConfigOrigins source() {
        return source(server.getAddress().getPort());
    }

    private void text(String text) {
        content = text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void reads_text_and_follows_each_version_back_too() throws Exception {
        AppConfigOrigins source = source();
        text("acme https://a.example\n");
        OriginSnapshot first = source.fetch(null);
        assertThat(path).hasValue(PATH);
        assertThat(first.contains("acme", "https://a.example")).isTrue();
        text("acme https://b.example\n");
        assertThat(source.fetch(first)).as("the same version is not read again").isSameAs(first);
        version = "2";
        now = 2000;
        OriginSnapshot second = source.fetch(first);
        assertThat(second.contains("acme", "https://b.example")).isTrue();
        version = "1";
        text("acme https://a.example\n");
        OriginSnapshot third = source.fetch(second);
        assertThat(third.contains("acme", "https://a.example")).isTrue();
        assertThat(third.contains("acme", "https://b.example")).isFalse();
        version = null;
        assertThat(source.fetch(third)).isSameAs(third);
    }

    @Test
    void reads_a_snapshot() throws Exception {
        OriginSnapshot written = OriginSnapshot.of(OriginRules.WITH_CREDENTIALS, List.of("https://a.example"));
        content = written.toBytes();
        assertThat(source().fetch(null).hasSameOrigins(written)).isTrue();
        content[70] ^= 1;
        assertThatThrownBy(() -> source().fetch(null))
                .hasMessageContaining("AppConfig shop/prod/allowed origins: The snapshot is damaged");
    }

    @Test
    void names_the_version_and_the_line_of_an_origin_that_is_not_valid() {
        version = "7";
        text("# shops\nacme http://a.example\n");
        assertThatThrownBy(() -> source().fetch(null))
                .hasMessageContaining(
                        "AppConfig shop/prod/allowed origins version 7:2: The origin \"http://a.example\" is not encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "404, there is no such application",
        "403, appconfig:GetLatestConfiguration",
        "500, responded with 500",
        "302, responded with 302"
    })
    void states_why_there_is_no_configuration(int status, String problem) {
        this.status = status;
        assertThatThrownBy(() -> source().fetch(null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("AppConfig shop/prod/allowed origins: ")
                .hasMessageContaining(problem);
    }

    @Test
    void states_that_the_extension_is_missing() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatThrownBy(() -> source(port).fetch(null))
                .hasMessageContaining("Add the layer of the AWS AppConfig extension");
    }
}
