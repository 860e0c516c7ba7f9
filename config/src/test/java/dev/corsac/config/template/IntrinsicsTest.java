package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.config.ConfigurationException;
import dev.corsac.deployment.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of CloudFormation, in YAML's short and long form and in JSON. */
class IntrinsicsTest {

    private static Value<String> value(String expression, String... parameters) {
        Read read = Read.template("""
                AWSTemplateFormatVersion: 2010-09-09
                Parameters:
                  Name: {Type: String, Default: shop}
                  Given: {Type: String}
                  Several: {Type: CommaDelimitedList, Default: "a, b"}
                  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
                Mappings:
                  Pages: {prod: {page: "https://shop.example.com"}}
                Conditions:
                  IsShop: !Equals [!Ref Name, shop]
                  IsNot: !Not [!Condition IsShop]
                  Both: !And [!Condition IsShop, !Not [!Condition IsNot]]
                  Either: !Or [!Condition IsNot, !Equals [!Ref Given, x]]
                  Unknown: !Equals [!Ref Given, x]
                Resources:
                  Page: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {DefaultCacheBehavior: {TargetOriginId: o}, Origins: [{Id: o, DomainName: x.example}]}}}
                  Site: {Type: AWS::S3::Bucket, Properties: {WebsiteConfiguration: {IndexDocument: index.html}}}
                  Api: {Type: AWS::ApiGateway::RestApi}
                  Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: prod}}
                  Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref F, AuthType: NONE}}
                  F:
                    Type: AWS::Lambda::Function
                    Properties:
                      Environment:
                        Variables:
                          X: EXPRESSION
                """.replace("EXPRESSION", expression), parameters);
        return read.function("F")
                .environment()
                .getOrDefault("X", Value.of("(absent)", read.function("F").place()));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Name | shop",
                "{Ref: Name} | shop",
                "!Sub '${Name}-${!Literal}' | shop-${Literal}",
                "!Sub ['${A}/${Name}', {A: !Ref Name}] | shop/shop",
                "!Join [',', !Ref Several] | a,b",
                "!Join ['', [a, !Ref Name, !Join ['-', [x, y]]]] | ashopx-y",
                "!Select [1, !Ref Several] | b",
                "!Select ['2', !Split ['/', 'https://a.example/b']] | a.example",
                "!FindInMap [Pages, prod, page] | https://shop.example.com",
                "!If [IsShop, yes, no] | yes",
                "!If [IsNot, yes, !Ref AWS::NoValue] | (absent)",
                "!If [Both, yes, no] | yes",
                "!If [Unknown, same, same] | same",
                "!Base64 a | YQ==",
                "!Ref Stage | prod",
                "2012-10-17 | 2012-10-17",
                "0755 | 0755",
                "1e3 | 1e3",
                "yes | yes",
                "!Sub https://${Name}.${AWS::URLSuffix} | https://shop.amazonaws.com",
                "!GetAtt Page.DomainName | ${host of Page}",
                "!Sub https://${Page.DomainName} | https://${host of Page}",
                "!GetAtt Site.WebsiteURL | http://${website-host of Site}",
                "!Sub 'http://${Site}.s3-website-${AWS::Region}.amazonaws.com' | http://${website-host of Site}",
                "!Sub 'https://${Site}.s3.eu-west-1.amazonaws.com/a' | https://${bucket-host of Site}/a",
                "!GetAtt Site.RegionalDomainName | ${bucket-host of Site}",
                "!Sub 'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/${Stage}/' | https://${host of Api}/prod/",
                "!Join ['', ['https://', !Ref Api, .execute-api., !Ref AWS::Region, ., !Ref AWS::URLSuffix, /, !Ref Stage]] |"
                        + " https://${host of Api}/prod",
                "!GetAtt Url.FunctionUrl | https://${host of Url}/",
                "!Select [2, !Split ['/', !GetAtt Url.FunctionUrl]] | ${host of Url}",
                "!GetAtt [F, Arn] | ${arn of F}",
                "!Ref AWS::StackName | ${StackName of AWS}",
            })
    void a_function_returns(String expression, String expected) {
        assertThat(value(expression).toString()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Given | parameter Given",
                "!Ref Stored | parameter Stored",
                "!Sub 'https://${Given}' | parameter Given",
                "!If [Unknown, a, b] | parameter Given",
                "!If [Either, a, b] | parameter Given",
                "!ImportValue other-Page | export other-Page",
                "!ImportValue {'Fn::Sub': '${Name}-Page'} | export shop-Page",
                "'{{resolve:ssm:/page}}' | {{resolve:ssm:/page}}",
                "!Select [0, !GetAZs ''] | Fn::GetAZs",
            })
    void what_no_file_states_is_unknown_and_says_why(String expression, String missing) {
        Value<String> value = value(expression);
        assertThat(value.missing()).extracting("name").containsExactly(missing);
        assertThat(value.missing().get(0).place().line()).isNotNull();
    }

    @Test
    void what_is_given_counts() {
        assertThat(value("!Ref Given", "Given", "x").known()).isEqualTo("x");
        assertThat(value("!If [Unknown, a, b]", "Given", "x").known()).isEqualTo("a");
        assertThat(value("!ImportValue other-Page", "other-Page", "y").known()).isEqualTo("y");
        assertThat(value("!Ref AWS::Region", "AWS::Region", "us-east-1").known())
                .isEqualTo("us-east-1");
        assertThat(value("!Ref Stored", "Stored", "z").known()).isEqualTo("z");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!Ref Nmae | \"Nmae\" is neither a parameter nor a resource. Did you mean Name?",
                "!GetAtt Pgae.DomainName | there is no resource \"Pgae\". Did you mean Page?",
                "!Sub '${Nmae}' | \"Nmae\" is neither a parameter nor a resource",
                "!If [Misssing, a, b] | there is no condition \"Misssing\"",
                "!FindInMap [Pages, dev, page] | there is no \"dev\" in the map. There are prod",
                "!Select [7, !Ref Several] | there is no element 7: the list has 2",
                "!Nonsense a | there is no function Fn::Nonsense",
                "!GetAtt Page | Fn::GetAtt needs a resource's name and an attribute",
            })
    void a_mistake_is_an_error_with_its_place(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("/project/template.yaml:26:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "{\"Resources\": ",
                "a: *b",
                "Resources: &a {b: *a}",
                "? [a]\n: b",
                "",
                "Resources: []\nAWSTemplateFormatVersion: x",
                "AWSTemplateFormatVersion: x\nResources: {A: {}}",
                "AWSTemplateFormatVersion: x\nConditions: {A: !Condition A}\nResources: {A: {Type: T, Condition: A}}",
                "hello",
            })
    void a_file_that_is_not_a_template_is_named(String text) {
        assertThatThrownBy(() -> Read.template(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/project/template.yaml");
    }

    @Test
    void deep_nesting_and_aliases_of_aliases_end_in_a_clear_error() {
        assertThatThrownBy(() -> Read.template("[".repeat(20_000))).hasMessageContaining("levels deep");
        assertThatThrownBy(() -> Read.template("{\"a\":".repeat(20_000))).isInstanceOf(ConfigurationException.class);
        StringBuilder bomb = new StringBuilder("AWSTemplateFormatVersion: x\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1) + "]\n");
        }
        bomb.append("Resources: {A: {Type: AWS::Lambda::Function, Properties: {X: *a8}}}\n");
        assertThatThrownBy(() -> Read.template(bomb.toString())).hasMessageContaining("aliases included");
    }

    @Test
    void a_name_that_is_there_twice_is_reported_and_the_last_one_counts() {
        Read read = Read.template("""
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  F: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {A: "1", A: "2"}}}}
                """);
        assertThat(read.function("F").environment().get("A").known()).isEqualTo("2");
        assertThat(read.codes()).containsExactly("name-written-twice");
    }

    @Test
    void json_and_yaml_read_alike() {
        String json = """
                {"AWSTemplateFormatVersion": "2010-09-09",
                 "Resources": {
                \t"F": {"Type": "AWS::Lambda::Function", "Properties": {"Environment": {"Variables": {"A": {"Fn::Sub": "${AWS::Region}!"}}}}}
                }}
                """;
        Read read = Read.file(new Memory().with("stack.json", json), "stack.json");
        assertThat(read.function("F").environment().get("A").toString()).isEqualTo("${Region of AWS}!");
        assertThat(read.function("F").place().line()).isEqualTo(3);
    }
}
