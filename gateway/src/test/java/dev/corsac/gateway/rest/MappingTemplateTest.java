package dev.corsac.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTemplateTest {

    private static MappingTemplate.Result evaluate(String template, String... headers) {
        RestApi api = RestApi.builder().stageVariable("v", "stage").build();
        RestCall call = new RestCall(
                api,
                Request.of("OPTIONS", "https://api.example.com/orders?q=a%20b", Headers.of(headers)),
                new RequestMetadata(Instant.EPOCH, "0a1b2c3d-0000-4000-8000-000000000000", "127.0.0.1"));
        return MappingTemplate.parse(template).evaluate(call);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "text ; text",
                "$input.params('q') ; a b",
                "$input.params(\"Origin\") ; https://a.example",
                "$input.params().header.get('origin') ; ``",
                "$input.params().header.Origin ; https://a.example",
                "$input.params().querystring.get('q') ; a b",
                "$!{stageVariables.v}/$context.httpMethod ; stage/OPTIONS",
                "#set($x = 'a')$x-${x} ; $x-a",
                "#set($x = 'a')${x}b ; ab",
                "$!none.$none. ; .$none.",
                "#if('a' == 'a')yes#else no#end ; yes",
                "#if('a' != 'a')yes#{else} ; refused",
                "#if('a' == 'b')yes#elseif('b' == 'b')second#else no#end ; second",
                "#if($none)yes#else no#end ; no",
                "#if(!$none && ('a' == 'b' || 'b' == 'b'))yes#end ; yes",
                "#if($input.params('Origin').matches('https://.[.]example'))yes#end ; yes",
                "#if($input.params('Origin').startsWith('https'))yes#end ; yes",
                "#if($input.params('Origin').isEmpty())yes#else no#end ; no",
                "#set($o = 'A').$o.toLowerCase() ; .a",
            })
    void templates_that_respond_by_origin_are_evaluated(String template, String expected) {
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> evaluate(template)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(evaluate(template, "Origin", "https://a.example").body().trim())
                .isEqualTo(expected);
    }

    @Test
    void an_override_makes_a_header_and_a_comment_nothing() {
        MappingTemplate.Result result = evaluate("## who asks\n#set($context.responseOverride.header.X-A = 'b')\n{}");
        assertThat(result.body()).isEqualTo("{}");
        assertThat(result.headers()).hasSize(1).containsEntry("X-A", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#foreach($x in $y)#end",
                "$util.parseJson('x')",
                "$input.path('$.a')",
                "$input.json('$')",
                "$input.body",
                "#set($x = 1)",
                "#set($x.y = 'a')",
                "#set($x = \"$y\")",
                "#if('a' == 'a')",
                "#end",
                "#else",
                "#macro(a)#end",
                "$x.replaceAll('a')",
                "$x.matches('(')",
                "$context.responseOverride.status",
                "$context.unknown",
                "#set($context.responseOverride.status = '204')",
            })
    void what_is_not_known_is_refused_when_built(String template) {
        assertThatThrownBy(() -> MappingTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(StringIndexOutOfBoundsException.class)
                .hasMessageNotContaining("java.");
    }
}
