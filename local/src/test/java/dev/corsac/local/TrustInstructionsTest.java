package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustInstructionsTest {

    private static LocalAuthority authority(boolean isNew) throws Exception {
        return new LocalAuthority(Path.of("/home/ada l/authority.pem"), isNew, KeyStore.getInstance("PKCS12"), "");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Linux,      'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Corsac -i \"/home/ada l/authority.pem\"'",
        "Mac OS X,   'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db \"/home/ada l/authority.pem\"'",
        "Windows 11, 'certutil -user -addstore Root \"/home/ada l/authority.pem\"'",
    })
    void a_new_authority_comes_with_the_systems_own_command(String system, String command) throws Exception {
        assertThat(TrustInstructions.of(authority(true), system))
                .contains(command)
                .contains("Firefox:")
                .contains("--cacert");
    }

    @Test
    void a_known_one_is_a_line() throws Exception {
        assertThat(TrustInstructions.of(authority(false), "Linux").strip().lines())
                .hasSize(1);
    }
}
