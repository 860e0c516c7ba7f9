package dev.corsac.config.template;

import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code Ref} and {@code Fn::GetAtt} of a resource return: symbols that compare. */
final class ResourceNames {

    private static final Set<String> BY_NAME = Set.of(
            "AWS::S3::Bucket",
            "AWS::Lambda::Function",
            "AWS::Serverless::Function",
            "AWS::DynamoDB::Table",
            "AWS::Serverless::SimpleTable",
            "AWS::Cognito::UserPoolClient",
            "AWS::IAM::Role");

    private static final Set<String> BY_ARN = Set.of(
            "AWS::Lambda::Version",
            "AWS::Lambda::Alias",
            "AWS::Lambda::LayerVersion",
            "AWS::Serverless::LayerVersion",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            "AWS::ElasticLoadBalancingV2::Listener",
            "AWS::Lambda::Url",
            "AWS::SNS::Topic",
            "AWS::CertificateManager::Certificate");

    private static final Map<String, String> BUCKET = Map.of(
            "DomainName", Symbol.BUCKET_HOST,
            "RegionalDomainName", Symbol.BUCKET_HOST,
            "DualStackDomainName", Symbol.BUCKET_HOST);

    private ResourceNames() {}

    static Value<String> ref(String id, String type, Place place) {
        String attribute = BY_NAME.contains(type) ? Symbol.NAME : BY_ARN.contains(type) ? Symbol.ARN : Symbol.ID;
        return Value.of(new Symbol(id, attribute), place);
    }

    static Value<String> attribute(String id, String type, String attribute, Place place) {
        if (type.equals("AWS::S3::Bucket")) {
            if (attribute.equals("WebsiteURL")) {
                return text("http://", new Symbol(id, Symbol.WEBSITE_HOST), "", place);
            }
            String host = BUCKET.get(attribute);
            if (host != null) {
                return Value.of(new Symbol(id, host), place);
            }
        }
        if (attribute.equals("FunctionUrl")) {
            return text("https://", new Symbol(id, Symbol.HOST), "/", place);
        }
        boolean host = (type.equals("AWS::CloudFront::Distribution") && attribute.equals("DomainName"))
                || (type.equals("AWS::ElasticLoadBalancingV2::LoadBalancer") && attribute.equals("DNSName"))
                || (type.equals("AWS::Amplify::App") && attribute.equals("DefaultDomain"));
        if (host) {
            return Value.of(new Symbol(id, Symbol.HOST), place);
        }
        if (attribute.equals("ApiEndpoint")) {
            return text("https://", new Symbol(id, Symbol.HOST), "", place);
        }
        return switch (attribute) {
            case "Arn", "FunctionArn", "LoadBalancerArn" -> Value.of(new Symbol(id, Symbol.ARN), place);
            case "ApiId", "RestApiId", "Id" -> Value.of(new Symbol(id, Symbol.ID), place);
            default -> Value.of(new Symbol(id, attribute), place);
        };
    }

    private static Value<String> text(String before, Symbol symbol, String after, Place place) {
        return Value.joined(List.of(Value.of(before, place), Value.of(symbol, place), Value.of(after, place)), place);
    }
}
