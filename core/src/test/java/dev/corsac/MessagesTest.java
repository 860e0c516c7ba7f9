package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read. */
class MessagesTest {

    static Stream<Arguments> problems() {
        return Stream.of(
                arguments(
                        new CorsProblem.NoOrigins(),
                        "",
                        "No origin is allowed. Name at least one, such as \"https://shop.example.com\", or \"*\" for every origin."),
                arguments(
                        new CorsProblem.InvalidOrigin("a.example/", OriginFlaw.NO_SCHEME, "https://a.example"),
                        "a.example/",
                        "The origin \"a.example/\" would never match: it has no scheme. Did you mean https://a.example?"),
                arguments(
                        new CorsProblem.InvalidOrigin("null", OriginFlaw.NULL, null),
                        "null",
                        "The origin \"null\" would never match: \"null\" is sent by every sandboxed frame, file and data: document, so"
                                + " allowing it would allow everyone."),
                arguments(
                        new CorsProblem.AnyOriginAmongOthers(),
                        "*",
                        "\"*\" cannot be combined with other origins: it already allows every origin. Remove \"*\" or the others."),
                arguments(
                        new CorsProblem.CredentialsForAnyOrigin(),
                        "*",
                        "Credentials cannot be allowed for every origin (\"*\"): browsers refuse it, since any site could act in the"
                                + " name of its visitors. List the origins, or do not allow credentials."),
                arguments(
                        new CorsProblem.InsecureOrigin("http://a.example"),
                        "http://a.example",
                        "The origin \"http://a.example\" is not encrypted: with credentials, anyone on the network path could act"
                                + " in the name of its visitors. Use https, or accept that with dangerouslyAllowInsecureOrigins"
                                + " (DANGEROUSLY_ALLOW_INSECURE_ORIGINS=true)."),
                arguments(
                        new CorsProblem.PublicSuffix("https://*.co.uk", "co.uk"),
                        "https://*.co.uk",
                        "The origin \"https://*.co.uk\" covers domains that anyone can register, since \"co.uk\" is a public suffix:"
                                + " with credentials, each could act in the name of its visitors. Use your own domain, or accept"
                                + " that with dangerouslyAllowPublicSuffixes."),
                arguments(
                        new CorsProblem.PlaceholderWithCredentials("https://pr-{number}.pages.example"),
                        "https://pr-{number}.pages.example",
                        "The origin \"https://pr-{number}.pages.example\" cannot be allowed with credentials: a stranger may give a"
                                + " site a name that its placeholder covers. Serve previews below a domain of your own, and allow"
                                + " that, as in https://*.preview.example.com."),
                arguments(
                        new CorsProblem.InvalidMethod("A B", null),
                        "A B",
                        "\"A B\" is not a valid HTTP method: use a single token, such as PUT."),
                arguments(
                        new CorsProblem.ForbiddenMethod("TRACE"),
                        "TRACE",
                        "The method \"TRACE\" cannot be used by any page: browsers forbid CONNECT, TRACE and TRACK. Remove it."),
                arguments(
                        new CorsProblem.InvalidHeaderName("a:b", null),
                        "a:b",
                        "\"a:b\" is not a valid header name: use a single token, such as Content-Type."),
                arguments(
                        new CorsProblem.ForbiddenRequestHeader("Cookie"),
                        "Cookie",
                        "The request header \"Cookie\" cannot be set by any page: only the browser sets it. Remove it."),
                arguments(
                        new CorsProblem.ResponseHeaderAsRequestHeader("Access-Control-Allow-Origin"),
                        "Access-Control-Allow-Origin",
                        "The header \"Access-Control-Allow-Origin\" is a response header: no page has a reason to send it in a"
                                + " request. Remove it."),
                arguments(
                        new CorsProblem.ForbiddenResponseHeader("Set-Cookie"),
                        "Set-Cookie",
                        "The response header \"Set-Cookie\" cannot be exposed: browsers never let a page read it. Remove it."),
                arguments(
                        new CorsProblem.WildcardWithCredentials("methods"),
                        "*",
                        "\"*\" among the methods has no effect where credentials are allowed: browsers then read it as a name. List"
                                + " the methods."),
                arguments(
                        new CorsProblem.InvalidMaxAge("-1", null),
                        "-1",
                        "The max age \"-1\" is not valid: it must be a whole number of seconds from 0 to 2147483647."),
                arguments(
                        new CorsProblem.InvalidSwitch("yes", null),
                        "yes",
                        "\"yes\" is neither \"true\" nor \"false\"."),
                arguments(
                        new CorsProblem.InvalidSwitch("YES", "true"),
                        "YES",
                        "\"YES\" is neither \"true\" nor \"false\". Did you mean true?"),
                arguments(
                        new CorsProblem.MisspeltVariable("ALLOWED_ORIGIN", "ALLOWED_ORIGINS"),
                        "ALLOWED_ORIGIN",
                        "Corsac does not read a variable of this name. Did you mean ALLOWED_ORIGINS?"),
                arguments(
                        new CorsProblem.InVariable("ALLOW_CREDENTIALS", new CorsProblem.InvalidSwitch("yes", null)),
                        "yes",
                        "ALLOW_CREDENTIALS: \"yes\" is neither \"true\" nor \"false\"."));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void a_problem_names_the_value_and_the_fix(CorsProblem problem, String value, String message) {
        assertThat(problem.value()).isEqualTo(value);
        assertThat(problem.message()).isEqualTo(message);
    }

    @Test
    void every_kind_of_problem_has_its_message_here() {
        assertThat(problems().map(arguments -> arguments.get()[0].getClass().getName()))
                .containsAll(Stream.of(CorsProblem.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        new CorsRefusal.OriginNotAllowed("https://b.example"),
                        "The origin \"https://b.example\" is not allowed. If the page is yours, add its origin to the allowed origins,"
                                + " exactly as printed here."),
                arguments(
                        new CorsRefusal.OriginNotAllowed("null"),
                        "The origin \"null\" is never allowed: every sandboxed frame, file and data: document has it. Serve the page"
                                + " over http or https, and allow that origin."),
                arguments(
                        new CorsRefusal.OriginMalformed("https://b.example/"),
                        "The header Origin: \"https://b.example/\" is not in the form that browsers send: scheme://host in lower case,"
                                + " followed by :port unless it is the scheme's default. If your own client sent it, use the page's"
                                + " origin in that form."),
                arguments(
                        new CorsRefusal.MethodNotAllowed("patch"),
                        "The method \"patch\" is not allowed. To let pages use it, add it to the allowed methods; methods are"
                                + " case-sensitive."),
                arguments(
                        new CorsRefusal.HeaderNotAllowed("x-a"),
                        "The request header \"x-a\" is not allowed. To let pages send it, add its name to the allowed headers."),
                arguments(
                        new CorsRefusal.HeaderNotAllowed("Authorization"),
                        "The request header \"Authorization\" is not allowed. To let pages send it, add its name to the allowed"
                                + " headers: \"*\" does not cover it."),
                arguments(
                        new CorsRefusal.RequestHeadersTooLong("a,a"),
                        "The header Access-Control-Request-Headers, which begins with \"a,a\", is longer than a list of all the allowed"
                                + " headers. Browsers name each header once: check the client."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_names_the_value_and_the_fix(CorsRefusal refusal, String message) {
        assertThat(refusal.message()).isEqualTo(message).contains(refusal.value());
    }

    @Test
    void every_kind_of_refusal_has_its_message_here() {
        assertThat(refusals().map(arguments -> arguments.get()[0].getClass().getName()))
                .containsAll(Stream.of(CorsRefusal.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void nothing_quoted_breaks_out_of_its_line() {
        assertThat(Text.quote("a\r\nb\t\u0000\u001f\u007f\u0080\u009f\u00a0"))
                .isEqualTo("\"a\\u000d\\u000ab\\u0009\\u0000\\u001f\\u007f\\u0080\\u009f\u00a0\"");
        assertThat(Text.quote("\"\\ ~")).isEqualTo("\"\\\"\\\\ ~\"");
        assertThat(Text.quote("\u2027\u2028\u2029\u200d\u200e\u200f\u2010\u202a\u202e\u202f\u2065\u2066\u2069\u206a"))
                .isEqualTo(
                        "\"\u2027\\u2028\\u2029\u200d\\u200e\\u200f\u2010\\u202a\\u202e\u202f\u2065\\u2066\\u2069\u206a\"");
        assertThat(Text.quote("a".repeat(200))).isEqualTo("\"" + "a".repeat(200) + "\"");
        assertThat(Text.quote("a".repeat(201))).isEqualTo("\"" + "a".repeat(200) + "\u2026\"");
    }

    @Test
    void a_policy_prints_its_settings() {
        CorsPolicy.Builder builder = CorsPolicy.builder();
        for (int i = 0; i < 10; i++) {
            builder.allowOrigins("https://" + i + ".example");
        }
        String ten = "https://0.example, https://1.example, https://2.example, https://3.example, https://4.example,"
                + " https://5.example, https://6.example, https://7.example, https://8.example, https://9.example";
        assertThat(builder.build())
                .hasToString("CorsPolicy{allowOrigins=[" + ten + "], allowMethods=[GET, HEAD, POST]}");
        assertThat(builder.allowOrigins("https://*.a.example", "https://a.example")
                        .allowCredentials()
                        .allowMethods("PUT")
                        .allowHeaders("X-A")
                        .exposeHeaders("ETag")
                        .maxAge(java.time.Duration.ZERO)
                        .rejectDisallowedOrigins()
                        .explain()
                        .dangerouslyAllowInsecureOrigins()
                        .dangerouslyAllowPublicSuffixes()
                        .build())
                .hasToString("CorsPolicy{allowOrigins=[https://*.a.example, " + ten.substring(0, ten.lastIndexOf(','))
                        + ", and 2 more], allowCredentials, allowMethods=[GET, HEAD, POST, PUT], allowHeaders=[x-a],"
                        + " exposeHeaders=[etag], maxAge=0s, rejectDisallowedOrigins, explain, dangerouslyAllowInsecureOrigins,"
                        + " dangerouslyAllowPublicSuffixes}");
    }

    @Test
    void a_decision_prints_itself() {
        CorsPolicy policy =
                CorsPolicy.builder().allowOrigins("https://a.example").build();
        assertThat(policy.decide(CorsRequest.of("GET", "https://a.example", null, null)))
                .hasToString("ACTUAL allowed [Access-Control-Allow-Origin: https://a.example, Vary: Origin]");
        assertThat(policy.decide(CorsRequest.of("OPTIONS", "https://a.example", "PUT", null))
                        .toString())
                .startsWith("PREFLIGHT refused 403 [Vary: Origin, Access-Control-Request-Method,")
                .endsWith(new CorsRefusal.MethodNotAllowed("PUT").message());
    }
}
