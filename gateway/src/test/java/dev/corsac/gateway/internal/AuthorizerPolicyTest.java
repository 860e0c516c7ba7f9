package dev.corsac.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerPolicyTest {

    private static final String ARN = ApiIdentity.of("abc").methodArn("prod", "GET", "/orders/7");

    private static AuthorizerPolicy read(String json) throws IOException, AuthorizerPolicy.MalformedException {
        try (JsonParser parser = FrontJson.FACTORY.createParser(json)) {
            parser.nextToken();
            return AuthorizerPolicy.read(parser);
        }
    }

    private static String statement(String rest) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":" + rest.replace('\'', '"') + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'Effect':'Allow','Action':'execute-api:Invoke','Resource':'ARN'}]                        | ALLOW",
                "{'Effect':'Allow','Action':'execute-api:Invoke','Resource':'ARN'}                          | ALLOW",
                "{'Effect':'Allow','Action':['EXECUTE-API:invoke'],'Resource':['x','ARN']}                  | ALLOW",
                "{'Effect':'Allow','Action':'*','Resource':'*'}                                             | ALLOW",
                "{'Effect':'Allow','Action':'execute-api:*','Resource':'arn:aws:execute-api:*:*:abc/prod/*'}| ALLOW",
                "{'Effect':'Allow','Action':'*','Resource':'arn:*:abc/pro?/GET/orders/?'}                   | ALLOW",
                "{'Effect':'Allow','Action':'*','Resource':'arn:*:abc/prod/POST/*'}                         | IMPLICIT_DENY",
                "{'Effect':'Allow','Action':'*','Resource':'arn:*:abc/prod/get/*'}                          | IMPLICIT_DENY",
                "{'Effect':'Allow','Action':'s3:*','Resource':'*'}                                          | IMPLICIT_DENY",
                "{'Effect':'Allow','Action':'*','NotResource':'*/GET/*'}                                    | IMPLICIT_DENY",
                "{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}                                       | ALLOW",
                "[]                                                                                         | IMPLICIT_DENY",
                "[{'Effect':'Allow','Action':'*','Resource':'*'},{'Sid':'n','Effect':'Deny','Action':'*','Resource':'*/7'}]"
                        + "| EXPLICIT_DENY",
                "[{'Effect':'Deny','Action':'*','Resource':'*/8'},{'Effect':'Allow','Action':'*','Resource':'*'}] | ALLOW",
            })
    void a_document_allows_denies_or_says_nothing(String statements, AuthorizerPolicy.Decision expected)
            throws Exception {
        assertThat(read(statement(statements.replace("ARN", ARN))).decide(ARN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text'                                                        | is not an object",
                "[1]                                                           | is not an object",
                "{'Effect':'allow','Action':'*','Resource':'*'}                | Effect \"allow\"",
                "{'Action':'*','Resource':'*'}                                 | Effect \"\"",
                "{'Effect':'Allow','Resource':'*'}                             | no Action",
                "{'Effect':'Allow','Action':'*'}                               | no Resource",
                "{'Effect':'Allow','Action':'*','Resource':null}               | the Resource of a Statement",
                "{'Effect':'Allow','Action':['*',1],'Resource':'*'}            | the Action of a Statement",
                "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{}} | Condition",
            })
    void what_is_no_policy_document_is_refused(String statements, String message) {
        assertThatThrownBy(() -> read(statement(statements)))
                .isInstanceOf(AuthorizerPolicy.MalformedException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"'\"text\"', not an object", "{}, no Statement"})
    void a_document_is_an_object_with_statements(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(AuthorizerPolicy.MalformedException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"a*c, abbc, true", "a*c, abcb, false", "*, '', true", "?, '', false", "a**, a, true", "*b*b, bab, true"
    })
    void a_star_is_any_text_and_a_question_mark_any_character(String pattern, String text, boolean expected) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(expected);
    }
}
