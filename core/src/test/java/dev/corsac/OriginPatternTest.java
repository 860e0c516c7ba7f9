package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPatternTest {

    private static final String LABEL_63 = "a".repeat(63);
    private static final String HOST_253 = (LABEL_63 + ".").repeat(3) + "a".repeat(61);

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("", OriginFlaw.EMPTY, null),
                refused("null", OriginFlaw.NULL, null),
                refused("https://a.example ", OriginFlaw.CHARACTER, "https://a.example"),
                refused("https://a example", OriginFlaw.CHARACTER, null),
                refused("https://a\u0000.example", OriginFlaw.CHARACTER, null),
                refused("\"https://a.example\"", OriginFlaw.CHARACTER, "https://a.example"),
                refused("https:\\\\a.example", OriginFlaw.CHARACTER, "https://a.example"),
                refused("https://a%2eexample", OriginFlaw.CHARACTER, null),
                refused(
                        "https://a.example,https://b.example",
                        OriginFlaw.COMMA,
                        "https://a.example and https://b.example"),
                refused("a.example", OriginFlaw.NO_SCHEME, "https://a.example"),
                refused("//a.example", OriginFlaw.NO_SCHEME, "https://a.example"),
                refused("localhost:3000", OriginFlaw.NO_SCHEME, "http://localhost:3000"),
                refused("example", OriginFlaw.NO_SCHEME, null),
                refused("://a.example", OriginFlaw.NO_SCHEME, null),
                refused("1http://a.example", OriginFlaw.SCHEME, null),
                refused("ht_tp://a.example", OriginFlaw.SCHEME, null),
                refused("a".repeat(65) + "://a.example", OriginFlaw.SCHEME, null),
                refused("file:///C:/page.html", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("file:", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("FILE://", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("data:text/html,x", OriginFlaw.COMMA, null),
                refused("data:text/html", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("blob:https://a.example/1", OriginFlaw.SCHEME, null),
                refused("about:blank", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("javascript:void", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("mailto:a@a.example", OriginFlaw.SCHEME_WITHOUT_ORIGIN, "https://a.example"),
                refused("ftp://a.example", OriginFlaw.SCHEME_WITHOUT_ORIGIN, null),
                refused("wss://a.example", OriginFlaw.SCHEME_WITHOUT_ORIGIN, "https://a.example"),
                refused("ws://a.example:80", OriginFlaw.SCHEME_WITHOUT_ORIGIN, "http://a.example"),
                refused("HTTPS://a.example", OriginFlaw.UPPER_CASE, "https://a.example"),
                refused("https://A.example", OriginFlaw.UPPER_CASE, "https://a.example"),
                refused("https://user@a.example", OriginFlaw.USER, "https://a.example"),
                refused("https://user:secret@a.example:444", OriginFlaw.USER, "https://a.example:444"),
                refused("https://a.example/", OriginFlaw.TRAILING_SLASH, "https://a.example"),
                refused("https://*.a.example/", OriginFlaw.TRAILING_SLASH, "https://*.a.example"),
                refused("https://a.example/path", OriginFlaw.PATH, "https://a.example"),
                refused("https://a.example/*", OriginFlaw.PATH, "https://a.example"),
                refused("https://a.example//", OriginFlaw.PATH, "https://a.example"),
                refused("https://a.example?q=1", OriginFlaw.QUERY, "https://a.example"),
                refused("https://a.example#top", OriginFlaw.QUERY, "https://a.example"),
                refused("https://", OriginFlaw.NO_HOST, null),
                refused("https://:8080", OriginFlaw.NO_HOST, null),
                refused("https://b\u00fccher.example", OriginFlaw.UNICODE, "https://xn--bcher-kva.example"),
                refused("https://B\u00dcCHER.example", OriginFlaw.UNICODE, "https://xn--bcher-kva.example"),
                refused("https://fa\u00df.example", OriginFlaw.UNICODE, "https://xn--fa-hia.example"),
                refused(
                        "https://\u4f8b\u3048\u3002\u30c6\u30b9\u30c8",
                        OriginFlaw.UNICODE,
                        "https://xn--r8jz45g.xn--zckzah"),
                refused("https://*.b\u00fccher.example:*", OriginFlaw.UNICODE, "https://*.xn--bcher-kva.example:*"),
                refused("https://" + LABEL_63 + "a.example", OriginFlaw.LABEL_TOO_LONG, null),
                refused("https://" + HOST_253 + "a", OriginFlaw.HOST_TOO_LONG, null),
                refused("https://*." + HOST_253.substring(1), OriginFlaw.HOST_TOO_LONG, null),
                refused("https://.a.example", OriginFlaw.EMPTY_LABEL, null),
                refused("https://a..example", OriginFlaw.EMPTY_LABEL, null),
                refused("https://*..example", OriginFlaw.EMPTY_LABEL, null),
                refused("http://127.1", OriginFlaw.IPV4, null),
                refused("http://127.0.0.1.", OriginFlaw.IPV4, null),
                refused("http://127.0.0.01", OriginFlaw.IPV4, null),
                refused("http://127.0.0.256", OriginFlaw.IPV4, null),
                refused("http://127.0.0.1.1", OriginFlaw.IPV4, null),
                refused("http://0x7f", OriginFlaw.IPV4, null),
                refused("http://a.1", OriginFlaw.IPV4, null),
                refused("https://1.0x", OriginFlaw.IPV4, null),
                refused("http://*.0.0.1", OriginFlaw.WILDCARD, null),
                refused("http://[::0]", OriginFlaw.IPV6, "http://[::]"),
                refused("http://[0:0:0:0:0:0:0:1]:80", OriginFlaw.IPV6, "http://[::1]"),
                refused("http://[2001:DB8::1]", OriginFlaw.IPV6, "http://[2001:db8::1]"),
                refused("http://[2001:db8:0:1:0:0:0:1]", OriginFlaw.IPV6, "http://[2001:db8:0:1::1]"),
                refused("http://[2001:db8::1:1:1:1:1]", OriginFlaw.IPV6, "http://[2001:db8:0:1:1:1:1:1]"),
                refused("http://[::1", OriginFlaw.IPV6, null),
                refused("http://[]", OriginFlaw.IPV6, null),
                refused("http://[::ffff:1.2.3.4]", OriginFlaw.IPV6, null),
                refused("http://[fe80::1%25eth0]", OriginFlaw.CHARACTER, null),
                refused("http://[1:2:3:4:5:6:7]", OriginFlaw.IPV6, null),
                refused("http://[1:2:3:4:5:6:7:8:9]", OriginFlaw.IPV6, null),
                refused("http://[1:2:3:4:5:6:7:8::]", OriginFlaw.IPV6, null),
                refused("http://[1::2::3]", OriginFlaw.IPV6, null),
                refused("http://[12345::]", OriginFlaw.IPV6, null),
                refused("http://[1:2:3:4:5:6:7:]", OriginFlaw.IPV6, null),
                refused("http://[:1:2:3:4:5:6:7]", OriginFlaw.IPV6, null),
                refused("http://[::1]a", OriginFlaw.CHARACTER, null),
                refused("https://a.example:", OriginFlaw.PORT, "https://a.example"),
                refused("https://a.example:0", OriginFlaw.PORT, null),
                refused("https://a.example:65536", OriginFlaw.PORT, null),
                refused("https://a.example:0444", OriginFlaw.PORT, "https://a.example:444"),
                refused("https://a.example:00443", OriginFlaw.PORT, "https://a.example"),
                refused("https://a.example:8o", OriginFlaw.PORT, null),
                refused("https://a.example:123456", OriginFlaw.PORT, null),
                refused("https://a.example:443", OriginFlaw.DEFAULT_PORT, "https://a.example"),
                refused("http://a.example:80", OriginFlaw.DEFAULT_PORT, "http://a.example"),
                refused("https://*", OriginFlaw.ANY_HOST, null),
                refused("https://*:8080", OriginFlaw.ANY_HOST, null),
                refused("https://*.", OriginFlaw.ANY_HOST, null),
                refused("*://a.example", OriginFlaw.WILDCARD, null),
                refused("http*://a.example", OriginFlaw.WILDCARD, null),
                refused("https://*a.example", OriginFlaw.WILDCARD, null),
                refused("https://a*.example", OriginFlaw.WILDCARD, null),
                refused("https://a.*.example", OriginFlaw.WILDCARD, null),
                refused("https://*.*.example", OriginFlaw.WILDCARD, null),
                refused("https://a.*", OriginFlaw.WILDCARD, null),
                refused("https://a.example:8*", OriginFlaw.WILDCARD, null),
                refused("https://a.example:**", OriginFlaw.WILDCARD, null),
                refused("https://a.example!", OriginFlaw.CHARACTER, null),
                refused(
                        "HTTPS://User@Www.B\u00fccher.Example:443/shop/?q#f",
                        OriginFlaw.UPPER_CASE,
                        "https://www.xn--bcher-kva.example"));
    }

    private static Arguments refused(String text, OriginFlaw flaw, @Nullable String meant) {
        return arguments(text, flaw, meant);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_browsers_never_send_is_refused_with_what_was_meant(String text, OriginFlaw flaw, @Nullable String meant) {
        List<CorsProblem> problems = new ArrayList<>();
        assertThat(OriginPattern.parse(text, problems)).isNull();
        assertThat(problems).containsExactly(new CorsProblem.InvalidOrigin(text, flaw, meant));
        String message = problems.get(0).message();
        assertThat(message).contains(Text.quote(text)).contains(flaw.reason());
        if (meant != null) {
            assertThat(message).endsWith("Did you mean " + meant + "?");
            assertThat(meant.split(" and "))
                    .allSatisfy(one -> assertThat(OriginPattern.flaw(one)).isNull());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "https://a",
                "https://a.b.c.d.e.f.example",
                "http://a.example:443",
                "https://a.example:80",
                "https://a.example:1",
                "https://a.example:65535",
                "https://xn--bcher-kva.example",
                "https://a_b.example",
                "https://-a-.example",
                "https://a.example.",
                "https://1.example",
                "http://127.0.0.1",
                "http://255.255.255.255:8080",
                "http://0.0.0.0",
                "http://[::]",
                "http://[::1]:3000",
                "http://[2001:db8::1]",
                "http://[2001:db8:0:1:1:1:1:1]",
                "http://[1:2:3:4:5:6:7:8]",
                "http://[1::]",
                "http://[a::b:0:0:c]",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                "moz-extension://6c1b3e2c-9d1a-4d59-a5a6-1d1b8a2d8f10",
                "capacitor://localhost",
                "ionic://localhost",
                "app://obsidian.md",
                "vscode-webview://0abc",
                "com.example.app+1-2://host:443",
                "https://*.example",
                "https://*.a.example:*",
                "https://*.a.example.",
                "https://*.a.example.:*",
                "http://localhost:*",
                "http://*.localhost:3000",
                "http://127.0.0.1:*",
                "http://[::1]:*"
            })
    void what_browsers_send_is_accepted(String text) {
        List<CorsProblem> problems = new ArrayList<>();
        assertThat(OriginPattern.parse(text, problems)).isNotNull();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("atTheLimit")
    void names_at_the_limit_are_accepted(String text) {
        assertThat(OriginPattern.flaw(text)).isNull();
        assertThat(text.length()).isLessThanOrEqualTo(OriginPattern.LONGEST);
    }

    static Stream<String> atTheLimit() {
        return Stream.of(
                "https://" + LABEL_63 + ".example",
                "https://" + HOST_253,
                "https://*." + HOST_253.substring(2),
                "a".repeat(64) + "://" + HOST_253 + ":65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:3000",
                "http://shop.localhost",
                "http://*.localhost",
                "http://127.0.0.1",
                "http://127.255.1.2",
                "http://[::1]:*",
                "https://a.example",
                "app://a.example"
            })
    void some_origins_are_as_good_as_encrypted(String text) {
        assertThat(parsed(text).isInsecure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example",
                "http://localhost.example",
                "http://localhost.",
                "http://notlocalhost",
                "http://127.0.0.1.nip.example",
                "http://128.0.0.1",
                "http://[::2]",
                "http://*.example.com",
                "http://192.168.0.1:8080"
            })
    void http_over_a_network_is_insecure(String text) {
        assertThat(parsed(text).isInsecure()).isTrue();
    }

    private static OriginPattern parsed(String text) {
        OriginPattern pattern = OriginPattern.parse(text, new ArrayList<>());
        assertThat(pattern).isNotNull();
        return pattern;
    }
}
