package dev.corsac.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com          | example.com            | NAME",
                "EXAMPLE.com          | example.com            | NAME",
                "example.com.         | example.com.           | NAME",
                "a..b                 | a..b                   | NAME",
                "1.2.3.4..            | 1.2.3.4..              | NAME",
                "a_b.example          | a_b.example            | NAME",
                "*.example.com        | *.example.com          | NAME",
                "ex%41mple.com        | example.com            | NAME",
                "-a-.example          | -a-.example            | NAME",
                "1.example            | 1.example              | NAME",
                "1.2.3.4.example      | 1.2.3.4.example        | NAME",
                "127.0.0.1            | 127.0.0.1              | IPV4",
                "127.0.0.1.           | 127.0.0.1              | IPV4",
                "0.0.0.0              | 0.0.0.0                | IPV4",
                "255.10.100.9         | 255.10.100.9           | IPV4",
                "01.2.3.4             | 1.2.3.4                | IPV4",
                "1.2.3.00             | 1.2.3.0                | IPV4",
                "0010.2.3.4           | 8.2.3.4                | IPV4",
                "1.2.3                | 1.2.0.3                | IPV4",
                "127.1                | 127.0.0.1              | IPV4",
                "2130706433           | 127.0.0.1              | IPV4",
                "0x7f.1               | 127.0.0.1              | IPV4",
                "0x7F000001           | 127.0.0.1              | IPV4",
                "017700000001         | 127.0.0.1              | IPV4",
                "0x.0x.0              | 0.0.0.0                | IPV4",
                "%31%32%37.0.0.1      | 127.0.0.1              | IPV4",
                "１２７。０。０。１        | 127.0.0.1              | IPV4",
                "[::1]                | [::1]                  | IPV6",
                "[0:0:0:0:0:0:0:1]    | [::1]                  | IPV6",
                "[2001:DB8::0:0:1]    | [2001:db8::1]          | IPV6",
                "[1:0:0:2:0:0:0:3]    | [1:0:0:2::3]           | IPV6",
                "[1:0:2:0:3:0:4:0]    | [1:0:2:0:3:0:4:0]      | IPV6",
                "[::ffff:192.168.0.1] | [::ffff:c0a8:1]        | IPV6",
                "[::]                 | [::]                   | IPV6",
                "[1::]                | [1::]                  | IPV6",
                "[1:2:3:4:5:6:7::]    | [1:2:3:4:5:6:7:0]      | IPV6",
                "bücher.example       | xn--bcher-kva.example  | NAME",
                "BÜCHER.Example       | xn--bcher-kva.example  | NAME",
                "b%C3%BCcher.example  | xn--bcher-kva.example  | NAME",
                "XN--BCHER-KVA.test   | xn--bcher-kva.test     | NAME",
                "faß.example          | xn--fa-hia.example     | NAME",
                "日本語。jp            | xn--wgv71a119e.jp      | NAME",
                "ｅｘａｍｐｌｅ.com      | example.com            | NAME",
                "☕.example            | xn--53h.example        | NAME",
            })
    void a_host_is_written_as_browsers_write_it(String text, String host, Host.Kind kind) {
        Host parsed = Host.parse(text);
        assertThat(parsed).hasToString(host);
        assertThat(parsed.kind()).isEqualTo(kind);
        assertThat(Host.parse(host)).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a?b",
                "a#b",
                "a@b",
                "a:80",
                "a<b",
                "a>b",
                "a[b",
                "a]b",
                "a^b",
                "a|b",
                "a\\b",
                "a%b",
                "a%00b",
                "a%2Fb",
                "a\u007Fb",
                "a\tb",
                "a\0b",
                "%",
                "\u00AD",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "1.2..4",
                ".1.2.3.4",
                "1.2.3.4 ",
                "1111.2.3.4",
                "256.1",
                "4294967296",
                "0x100000000",
                "1..2",
                "a.1",
                "09",
                "0x7g.1x.0xg0.09",
                "99999999999999999999",
                "[",
                "[]",
                "[:]",
                "[::1",
                "::1",
                "[1]",
                "[1:2]",
                "[:1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:]",
                "[::1::]",
                "[::12345]",
                "[::g]",
                "[::1%25eth0]",
                "[::1.2.3]",
                "[::1.2.3.4.5]",
                "[::01.2.3.4]",
                "[::256.1.1.1]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[::.1.2.3]",
                "[::1]x",
                "xn--",
                "xn--a",
                "xn--f",
                "xn--abc-",
                "xn--999999999",
                "a.xn--é",
                "e\u0301.example",
                "ﬁ.example",
                "a\u200Db.example",
                "\uD800.example",
                "x²"
            })
    void what_browsers_refuse_is_refused_with_the_text(String text) {
        assertThat(Host.parseOrNull(text)).isNull();
        assertThatThrownBy(() -> Host.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a valid host: ");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true", "LOCALHOST, true", "localhost., true", "api.localhost, true", "127.0.0.1, true",
                "127.9.8.7, true",
        "127.1, true", "[::1], true", "[0::1], true", "localhost.example, false", "notlocalhost, false", "[::2], false",
        "128.0.0.1, false", "127.example, false", "0.0.0.0, false"
    })
    void the_machine_itself_is_recognised_in_every_form(String text, boolean loopback) {
        assertThat(Host.parse(text).isLoopback()).isEqualTo(loopback);
    }

    @Test
    void ipv6_addresses_are_read_as_java_reads_them() throws UnknownHostException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = 5 + random.nextInt(5);
            for (int k = 0; k < pieces; k++) {
                text.append(k == 0 ? "" : random.nextInt(6) == 0 ? "::" : ":")
                        .append(Integer.toHexString(random.nextInt(3) == 0 ? 0 : random.nextInt(0x10000)));
            }
            Host host = Host.parseOrNull("[" + text + "]");
            byte[] expected = javaAddress(text.toString());
            assertThat(
                            host == null
                                    ? null
                                    : InetAddress.getByName(host.toString()).getAddress())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(expected);
        }
    }

    private static byte @Nullable [] javaAddress(String text) {
        try {
            byte[] address = InetAddress.getByName("[" + text + "]").getAddress();
            return address.length == 16 ? address : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Test
    void punycode_is_that_of_the_jdk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] scripts = {'a', 0xE0, 0x431, 0x5D0, 0x3042, 0x4E00, 0xAC00};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder label = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int k = 0; k < length; k++) {
                label.appendCodePoint(scripts[random.nextInt(scripts.length)] + random.nextInt(20));
            }
            String text = label.toString();
            String code = Punycode.encode(text);
            assertThat(Punycode.decode(code)).as("seed %d: %s", seed, text).isEqualTo(text);
            if (text.chars().anyMatch(c -> c >= 0x80)) {
                assertThat("xn--" + code).as("seed %d: %s", seed, text).isEqualTo(jdk(text, "xn--" + code));
            }
        }
    }

    /** The JDK's IDNA is that of 2003, which lacks newer characters and refuses long labels: then there is nothing to compare with. */
    private static String jdk(String label, String otherwise) {
        try {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
