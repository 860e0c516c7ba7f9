package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class TlsTest {

    private final TestRun run = new TestRun(
            new JavaRuntime(Path.of("java"), List.of(), List.of()), new RecordingListener(), Clock.systemUTC());

    @AfterEach
    void close() {
        run.close();
    }

    private static X509Certificate certificate(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static HttpClient trusting(X509Certificate authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private void serve(LocalAuthority authority) throws LocalException {
        run.tls(authority);
        run.listen(FrontAddress.loopback(Service.REST_API, 0), (request, arrival) -> {
            String told = request.url() + " " + request.headers().all("Host") + " "
                    + request.headers().all("Cookie") + " " + request.body().length();
            return AttributedResponse.by(
                    Component.of(Component.Kind.SERVICE, "test"),
                    "",
                    new Response(
                            200,
                            Headers.of(
                                    "X-Mixed-Case",
                                    "Value",
                                    "Connection",
                                    "close",
                                    "Set-Cookie",
                                    "a=1",
                                    "Set-Cookie",
                                    "b=2"),
                            Body.of(told)));
        });
        run.start();
    }

    private HttpResponse<String> get(HttpClient client, HttpClient.Version version) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("https://localhost:" + run.ports().get(0) + "/a%2Fb?c=d"))
                        .version(version)
                        .header("Cookie", "a=1")
                        .POST(HttpRequest.BodyPublishers.ofString("body"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whoever_trusts_the_authority_speaks_http_2_or_http_1_1(@TempDir Path folder) throws Exception {
        LocalAuthority authority = LocalAuthority.of(folder.resolve("corsac"), List.of("shop.localhost"));
        serve(authority);
        HttpClient client = trusting(certificate(authority.certificate()));
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> response = get(client, version);
            String host = "localhost:" + run.ports().get(0);
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo("https://" + host + "/a%2Fb?c=d [" + host + "] [a=1] 4");
            assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        }
    }

    @Test
    void whoever_does_not_trust_it_gets_nothing(@TempDir Path folder) throws Exception {
        serve(LocalAuthority.of(folder, List.of()));
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), HttpClient.Version.HTTP_2))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void it_is_made_once_and_a_servers_certificate_when_other_hosts_are_wanted(@TempDir Path folder) throws Exception {
        LocalAuthority first = LocalAuthority.of(folder, List.of("a.localhost"));
        LocalAuthority second = LocalAuthority.of(folder, List.of("a.localhost"));
        LocalAuthority third = LocalAuthority.of(folder, List.of("b.localhost", "c.test"));
        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(third.isNew()).isFalse();
        assertThat(second.keys().getCertificate("server"))
                .isEqualTo(first.keys().getCertificate("server"));
        assertThat(third.keys().getCertificate("server"))
                .isNotEqualTo(first.keys().getCertificate("server"));
        assertThat(third.keys().getCertificateChain("server")[1]).isEqualTo(certificate(first.certificate()));
        assertThat(((X509Certificate) third.keys().getCertificate("server"))
                        .getSubjectAlternativeNames()
                        .toString())
                .contains("b.localhost", "c.test", "127.0.0.1");
    }

    @Test
    void nobody_else_reads_its_keys_and_the_server_has_not_that_of_the_authority(@TempDir Path folder)
            throws Exception {
        Path own = folder.resolve("corsac");
        LocalAuthority authority = LocalAuthority.of(own, List.of());
        assertThat(authority.keys().size()).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        try (var files = Files.list(own)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("authority.p12", "authority.pem", "server.p12");
        }
        for (String file : List.of("authority.p12", "server.p12")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void it_counts_for_no_name_outside_this_machine(@TempDir Path folder) throws Exception {
        X509Certificate authority =
                certificate(LocalAuthority.of(folder, List.of()).certificate());
        assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(authority.getBasicConstraints()).isZero();
        assertThatThrownBy(() -> LocalAuthority.of(folder, List.of("bank.example.com")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("there is no certificate for bank.example.com")
                .hasMessageContaining("bank-example-com.localhost");
    }

    @Test
    void a_folder_and_keys_that_others_can_read_are_tightened(@TempDir Path folder) throws Exception {
        Path own = folder.resolve("corsac");
        LocalAuthority.of(own, List.of());
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String file : List.of("authority.p12", "server.p12")) {
            Files.setPosixFilePermissions(own.resolve(file), PosixFilePermissions.fromString("rw-rw-r--"));
        }
        LocalAuthority.of(own, List.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        for (String file : List.of("authority.p12", "server.p12")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_damaged_authority_is_named_and_a_damaged_servers_certificate_made_again(@TempDir Path folder)
            throws Exception {
        LocalAuthority.of(folder, List.of());
        Files.write(folder.resolve("server.p12"), new byte[] {1, 2, 3});
        assertThat(LocalAuthority.of(folder, List.of()).isNew()).isFalse();
        Path authority = folder.resolve("authority.p12");
        for (byte[] damaged : List.of(new byte[0], "not a key store".getBytes(StandardCharsets.US_ASCII))) {
            Files.write(authority, damaged);
            assertThatThrownBy(() -> LocalAuthority.of(folder, List.of()))
                    .isInstanceOf(LocalException.class)
                    .hasMessageStartingWith(authority + ": the certificate authority is damaged")
                    .hasMessageContaining("Remove the file")
                    .hasMessageNotContaining("null");
        }
        Files.delete(authority);
        assertThat(LocalAuthority.of(folder, List.of()).isNew()).isTrue();
    }

    @Test
    void a_keytool_that_does_not_end_is_ended(@TempDir Path folder) throws Exception {
        Path hanging = folder.resolve("keytool");
        Files.writeString(hanging, "#!/bin/sh\necho working\nsleep 600\n");
        Files.setPosixFilePermissions(hanging, PosixFilePermissions.fromString("rwx------"));
        Keytool keytool = new Keytool(hanging, Duration.ofMillis(200));
        assertThatThrownBy(() -> LocalAuthority.of(folder.resolve("own"), List.of(), keytool))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("was ended");
    }
}
