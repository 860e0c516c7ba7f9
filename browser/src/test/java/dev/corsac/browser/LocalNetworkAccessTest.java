package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalNetworkAccessTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK", "127.255.0.1, LOOPBACK", "0.0.0.0, LOOPBACK", "198.18.0.1, LOOPBACK", "::1, LOOPBACK",
        "10.1.2.3, LOCAL", "172.16.0.1, LOCAL", "172.32.0.1, PUBLIC", "192.168.1.1, LOCAL", "100.64.0.1, LOCAL",
        "100.128.0.1, PUBLIC", "169.254.1.1, LOCAL", "fe80::1, LOCAL", "fd00::1, LOCAL", "2001:db8::1, PUBLIC",
        "8.8.8.8, PUBLIC", "198.20.0.1, PUBLIC"
    })
    void an_address_has_its_space(String address, AddressSpace space) throws UnknownHostException {
        assertThat(AddressSpace.of(InetAddress.getByName(address).getAddress())).isEqualTo(space);
    }

    @Test
    void an_ipv4_address_in_ipv6_has_the_space_of_the_former() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertThat(AddressSpace.of(mapped)).isEqualTo(AddressSpace.LOCAL);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://b.example, PUBLIC, LOCAL, NEEDS_PERMISSION",
        "https://a.example, http://localhost, PUBLIC, LOOPBACK, NEEDS_PERMISSION",
        "http://a.example, http://b.example, PUBLIC, LOCAL, NEEDS_SECURE_CONTEXT",
        "http://localhost, http://b.example, LOOPBACK, PUBLIC, NOT_CONCERNED",
        "http://a.example, http://b.example, LOCAL, LOCAL, NOT_CONCERNED",
        "https://a.example, https://a.example, PUBLIC, LOCAL, NOT_CONCERNED",
        "null, https://a.example, PUBLIC, LOCAL, NEEDS_SECURE_CONTEXT",
    })
    void chromium_asks_where_the_server_is_less_public_than_the_page(
            String origin, String server, AddressSpace from, AddressSpace to, LocalNetworkAccess.Result result) {
        Call call = Call.fetch(origin, "GET", server + "/");
        LocalNetworkAccess access = LocalNetworkAccess.of(Engine.CHROMIUM, call, from, to);
        assertThat(access.result()).isEqualTo(result);
        assertThat(access.console().isEmpty()).isEqualTo(access.error() == null);
    }
}
