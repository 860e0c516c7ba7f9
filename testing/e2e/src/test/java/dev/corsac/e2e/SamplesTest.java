package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of the sample projects, from "corsac up" to a response that the page may read: what the quick tests have of them. */
class SamplesTest {

    @ParameterizedTest
    @EnumSource(names = {"MAVEN_MODULES", "SAM_BUILD"})
    void a_project_runs_with_no_file_written_by_hand(SampleProject project) throws Exception {
        try (CorsacUp corsac = new CorsacUp(project.built(), SampleProject.environment())) {
            String page = corsac.address("site");
            String response = get(URI.create(corsac.address(project.front) + project.path), page);
            assertThat(response)
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("\r\naccess-control-allow-origin: " + page + "\r\n")
                    .endsWith("\r\n\r\n" + project.body);
        }
    }

    /** Asks as a page would. Names under .localhost are this machine, whether its resolver knows them or not. */
    private static String get(URI url, String origin) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nOrigin: "
                                    + origin + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
