package dev.corsac.config.template;

import dev.corsac.config.template.TerraformState.Entry;
import dev.corsac.deployment.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the resources of a Terraform state as CloudFormation's. Not safe to share between threads. */
final class TerraformResources {

    /** Types whose attributes have CloudFormation's names, but for how they are spelled. */
    private static final Map<String, String> ALIKE = Map.ofEntries(
            Map.entry("aws_api_gateway_resource", "AWS::ApiGateway::Resource"),
            Map.entry("aws_api_gateway_gateway_response", "AWS::ApiGateway::GatewayResponse"),
            Map.entry("aws_api_gateway_domain_name", "AWS::ApiGateway::DomainName"),
            Map.entry("aws_api_gateway_deployment", "AWS::ApiGateway::Deployment"),
            Map.entry("aws_apigatewayv2_domain_name", "AWS::ApiGatewayV2::DomainName"),
            Map.entry("aws_lambda_alias", "AWS::Lambda::Alias"),
            Map.entry("aws_lambda_permission", "AWS::Lambda::Permission"),
            Map.entry("aws_wafv2_web_acl_association", "AWS::WAFv2::WebACLAssociation"),
            Map.entry("aws_api_gateway_api_key", "AWS::ApiGateway::ApiKey"),
            Map.entry("aws_api_gateway_vpc_link", "AWS::ApiGateway::VpcLink"),
            Map.entry("aws_apigatewayv2_vpc_link", "AWS::ApiGatewayV2::VpcLink"),
            Map.entry("aws_amplify_branch", "AWS::Amplify::Branch"),
            Map.entry("aws_api_gateway_request_validator", "AWS::ApiGateway::RequestValidator"),
            Map.entry("aws_elb", "AWS::ElasticLoadBalancing::LoadBalancer"),
            Map.entry("aws_appsync_graphql_api", "AWS::AppSync::GraphQLApi"),
            Map.entry("aws_apprunner_service", "AWS::AppRunner::Service"),
            Map.entry("aws_cloudfront_function", "AWS::CloudFront::Function"));

    /** Types that are read together with another one. */
    private static final Set<String> PARTS = Set.of(
            "aws_api_gateway_integration",
            "aws_api_gateway_method_response",
            "aws_api_gateway_integration_response",
            "aws_s3_bucket_website_configuration",
            "aws_s3_bucket_cors_configuration",
            "aws_lb_target_group_attachment",
            "aws_alb_target_group_attachment");

    private static final String CORS = "routing_http_response_access_control_";
    private static final String VALUE = "_header_value";

    private final List<Entry> entries;
    private final Path folder;
    private final TerraformTexts texts;
    private final Map<String, Item> resources = new LinkedHashMap<>();

    TerraformResources(List<Entry> entries, String file, Path folder) {
        this.entries = entries;
        this.folder = folder;
        this.texts = new TerraformTexts(entries, file);
    }

    Map<String, Item> cloudFormation() {
        for (Entry entry : entries) {
            String type = entry.type();
            String alike = ALIKE.get(type);
            if (alike != null) {
                add(entry, alike, capitalised(entry));
            } else if (!PARTS.contains(type)) {
                one(entry);
            }
        }
        return resources;
    }

    private void one(Entry entry) {
        switch (entry.type()) {
            case "aws_lambda_function" -> function(entry);
            case "aws_lambda_function_url" -> functionUrl(entry);
            case "aws_api_gateway_rest_api" -> restApi(entry);
            case "aws_api_gateway_method" -> method(entry);
            case "aws_api_gateway_authorizer" -> restAuthorizer(entry);
            case "aws_api_gateway_stage" -> {
                Map<String, Item> fields = capitalised(entry);
                fields.put("RestApiId", fields.getOrDefault("RestApiId", none(entry)));
                add(entry, "AWS::ApiGateway::Stage", fields);
            }
            case "aws_api_gateway_base_path_mapping" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "RestApiId", fields.get("ApiId"));
                put(fields, "Stage", fields.get("StageName"));
                add(entry, "AWS::ApiGateway::BasePathMapping", fields);
            }
            case "aws_apigatewayv2_api" -> httpApi(entry);
            case "aws_apigatewayv2_route" -> add(entry, "AWS::ApiGatewayV2::Route", capitalised(entry));
            case "aws_apigatewayv2_integration" -> httpIntegration(entry);
            case "aws_apigatewayv2_authorizer" -> httpAuthorizer(entry);
            case "aws_apigatewayv2_stage" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "StageName", fields.get("Name"));
                add(entry, "AWS::ApiGatewayV2::Stage", fields);
            }
            case "aws_apigatewayv2_api_mapping" -> add(entry, "AWS::ApiGatewayV2::ApiMapping", capitalised(entry));
            case "aws_amplify_app" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "CustomRules", fields.get("CustomRule"));
                if ("".equals(entry.text("custom_headers"))) {
                    fields.remove("CustomHeaders");
                }
                add(entry, "AWS::Amplify::App", fields);
            }
            case "aws_amplify_domain_association" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "SubDomainSettings", fields.get("SubDomain"));
                add(entry, "AWS::Amplify::Domain", fields);
            }
            case "aws_s3_bucket" -> bucket(entry);
            case "aws_s3_bucket_policy" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "PolicyDocument", texts.json(entry.text("policy"), place(entry)));
                add(entry, "AWS::S3::BucketPolicy", fields);
            }
            case "aws_lb", "aws_alb" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "Type", fields.get("LoadBalancerType"));
                add(entry, "AWS::ElasticLoadBalancingV2::LoadBalancer", fields);
            }
            case "aws_lb_listener", "aws_alb_listener" -> {
                Map<String, Item> fields = capitalised(entry);
                put(fields, "DefaultActions", actions(fields.get("DefaultAction")));
                fields.put("ListenerAttributes", Item.list(listenerAttributes(entry), place(entry)));
                add(entry, "AWS::ElasticLoadBalancingV2::Listener", fields);
            }
            case "aws_lb_listener_rule", "aws_alb_listener_rule" -> rule(entry);
            case "aws_lb_target_group", "aws_alb_target_group" -> targetGroup(entry);
            default -> {
                if (entry.type().startsWith("aws_cloudfront_")) {
                    new TerraformCloudFront(texts).add(entry, resources);
                }
            }
        }
    }

    private Place place(Entry entry) {
        return texts.place(entry.address());
    }

    private Item none(Entry entry) {
        return Item.text("", place(entry));
    }

    private void add(Entry entry, String type, Map<String, Item> properties) {
        resources.put(entry.address(), resource(type, properties, place(entry)));
    }

    static Item resource(String type, Map<String, Item> properties, Place place) {
        return Item.map(Map.of("Type", Item.text(type, place), "Properties", Item.map(properties, place)), place);
    }

    static void put(Map<String, Item> fields, String name, @Nullable Item item) {
        if (item != null) {
            fields.put(name, item);
        }
    }

    /** Returns the attributes under CloudFormation's names, those inside blocks too. */
    private Map<String, Item> capitalised(Entry entry) {
        Map<String, Item> fields = new LinkedHashMap<>();
        entry.values().forEach((name, value) -> put(fields, capital(name), inner(name, value, place(entry))));
        return fields;
    }

    /** Mappings of the user's own names keep them. */
    private @Nullable Item inner(String name, @Nullable Object value, Place place) {
        boolean own = name.endsWith("parameters")
                || name.endsWith("templates")
                || name.equals("variables")
                || name.equals("stage_variables")
                || name.equals("tags")
                || name.equals("triggers");
        return own ? texts.item(value, place) : capitalised(value, place);
    }

    private @Nullable Item capitalised(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Item> fields = new LinkedHashMap<>();
            map.forEach(
                    (name, one) -> put(fields, capital(String.valueOf(name)), inner(String.valueOf(name), one, place)));
            return Item.map(fields, place);
        }
        if (value instanceof List<?> list) {
            List<Item> items = new ArrayList<>();
            for (Object one : list) {
                Item item = capitalised(one, place);
                if (item != null) {
                    items.add(item);
                }
            }
            return Item.list(items, place);
        }
        return texts.item(value, place);
    }

    /** {@code rest_api_id} is {@code RestApiId}. */
    static String capital(String name) {
        StringBuilder capital = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                capital.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return capital.toString();
    }

    /** Returns the only block of a kind: Terraform has a list of one for each. */
    static @Nullable Item block(@Nullable Item blocks) {
        return blocks == null
                ? null
                : blocks.isMap()
                        ? blocks
                        : blocks.items().isEmpty() ? null : blocks.items().get(0);
    }

    private void function(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        Item environment = block(fields.get("Environment"));
        fields.remove("Environment");
        put(fields, "Environment", environment);
        String filename = entry.text("filename");
        fields.remove("Code");
        if (filename != null) {
            fields.put("Code", Item.text(folder.resolve(filename).normalize().toString(), place(entry)));
        }
        fields.remove("Layers");
        add(entry, "AWS::Lambda::Function", fields);
    }

    private void functionUrl(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "TargetFunctionArn", fields.get("FunctionArn"));
        put(fields, "AuthType", fields.get("AuthorizationType"));
        Item cors = block(fields.remove("Cors"));
        put(fields, "Cors", cors);
        add(entry, "AWS::Lambda::Url", fields);
        boolean open = "NONE".equals(entry.text("authorization_type"));
        if (open) {
            // The provider adds both permissions with the URL.
            for (String action : List.of("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")) {
                Map<String, Item> permission = new LinkedHashMap<>();
                put(permission, "FunctionName", fields.get("TargetFunctionArn"));
                permission.put("Action", Item.text(action, place(entry)));
                permission.put("Principal", Item.text("*", place(entry)));
                resources.put(
                        entry.address() + " " + action, resource("AWS::Lambda::Permission", permission, place(entry)));
            }
        }
    }

    private void restApi(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "ApiKeySourceType", fields.get("ApiKeySource"));
        fields.remove("Body");
        put(fields, "Body", texts.json(entry.text("body"), place(entry)));
        if (entries.stream().anyMatch(other -> isPolicyOf(other, entry))) {
            fields.put("Policy", none(entry));
        } else if ("".equals(entry.text("policy"))) {
            fields.remove("Policy");
        }
        put(fields, "EndpointConfiguration", block(fields.remove("EndpointConfiguration")));
        add(entry, "AWS::ApiGateway::RestApi", fields);
    }

    private static boolean isPolicyOf(Entry policy, Entry api) {
        return policy.type().equals("aws_api_gateway_rest_api_policy") && same(policy, api, "rest_api_id", "id");
    }

    private List<Entry> beside(Entry method, String type) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.type().equals(type)
                    && same(entry, method, "rest_api_id")
                    && same(entry, method, "resource_id")
                    && same(entry, method, "http_method")) {
                found.add(entry);
            }
        }
        return found;
    }

    private static boolean same(Entry one, Entry other, String attribute) {
        String value = one.text(attribute);
        return value != null && value.equals(other.text(attribute));
    }

    private void method(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "AuthorizationType", fields.get("Authorization"));
        List<Entry> integrations = beside(entry, "aws_api_gateway_integration");
        if (!integrations.isEmpty()) {
            Map<String, Item> integration = capitalised(integrations.get(0));
            List<Item> responses = new ArrayList<>();
            for (Entry response : beside(entry, "aws_api_gateway_integration_response")) {
                responses.add(Item.map(capitalised(response), place(response)));
            }
            integration.put("IntegrationResponses", Item.list(responses, place(entry)));
            fields.put("Integration", Item.map(integration, place(integrations.get(0))));
        }
        List<Item> declared = new ArrayList<>();
        for (Entry response : beside(entry, "aws_api_gateway_method_response")) {
            declared.add(Item.map(capitalised(response), place(response)));
        }
        fields.put("MethodResponses", Item.list(declared, place(entry)));
        add(entry, "AWS::ApiGateway::Method", fields);
    }

    private void restAuthorizer(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "ProviderARNs", fields.get("ProviderArns"));
        add(entry, "AWS::ApiGateway::Authorizer", fields);
    }

    private void httpApi(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        Item cors = block(fields.remove("CorsConfiguration"));
        put(fields, "CorsConfiguration", cors);
        fields.remove("Body");
        put(fields, "Body", texts.json(entry.text("body"), place(entry)));
        if ("".equals(entry.text("target"))) {
            fields.remove("Target");
        }
        add(entry, "AWS::ApiGatewayV2::Api", fields);
    }

    private void httpIntegration(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        if ("".equals(entry.text("integration_subtype"))) {
            fields.remove("IntegrationSubtype");
        }
        Item responses = fields.remove("ResponseParameters");
        if (responses != null && responses.isList()) {
            Map<String, Item> byStatus = new LinkedHashMap<>();
            for (Item response : responses.items()) {
                String status = response.string("status_code");
                Item mappings = response.get("mappings");
                if (status != null && mappings != null) {
                    byStatus.put(status, mappings);
                }
            }
            fields.put("ResponseParameters", Item.map(byStatus, place(entry)));
        }
        add(entry, "AWS::ApiGatewayV2::Integration", fields);
    }

    private void httpAuthorizer(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "IdentitySource", fields.get("IdentitySources"));
        Item jwt = block(fields.remove("JwtConfiguration"));
        put(fields, "JwtConfiguration", jwt);
        add(entry, "AWS::ApiGatewayV2::Authorizer", fields);
    }

    private void bucket(Entry entry) {
        Map<String, Item> fields = new LinkedHashMap<>();
        String id = entry.text("id");
        Map<String, Item> inline = capitalised(entry);
        Item oldWebsite = block(inline.get("Website"));
        if (oldWebsite != null) {
            // Until provider 4 the bucket itself had these blocks.
            fields.put("WebsiteConfiguration", oldWebsite(oldWebsite));
        }
        Item oldRules = inline.get("CorsRule");
        if (oldRules != null && !oldRules.items().isEmpty()) {
            fields.put("CorsConfiguration", rules(oldRules, place(entry)));
        }
        for (Entry other : entries) {
            if (id == null || !id.equals(other.text("bucket"))) {
                continue;
            }
            Map<String, Item> its = capitalised(other);
            if (other.type().equals("aws_s3_bucket_website_configuration")) {
                fields.put("WebsiteConfiguration", website(its, place(other)));
            } else if (other.type().equals("aws_s3_bucket_cors_configuration")) {
                Item listed = its.get("CorsRule");
                if (listed != null) {
                    fields.put("CorsConfiguration", rules(listed, place(other)));
                }
            }
        }
        add(entry, "AWS::S3::Bucket", fields);
    }

    private static Item rules(Item listed, Place place) {
        List<Item> rules = new ArrayList<>();
        for (Item rule : listed.items()) {
            Map<String, Item> one = new LinkedHashMap<>(rule.fields());
            put(one, "ExposedHeaders", one.get("ExposeHeaders"));
            put(one, "MaxAge", one.get("MaxAgeSeconds"));
            rules.add(Item.map(one, rule.place()));
        }
        return Item.map(Map.of("CorsRules", Item.list(rules, place)), place);
    }

    private static Item oldWebsite(Item its) {
        Map<String, Item> website = new LinkedHashMap<>();
        put(website, "IndexDocument", its.get("IndexDocument"));
        put(website, "ErrorDocument", its.get("ErrorDocument"));
        String all = its.string("RedirectAllRequestsTo");
        if (all != null && !all.isEmpty()) {
            String host = all.replaceFirst("^https?://", "");
            Map<String, Item> redirect = new LinkedHashMap<>(Map.of("HostName", Item.text(host, its.place())));
            if (!host.equals(all)) {
                redirect.put("Protocol", Item.text(all.substring(0, all.indexOf(':')), its.place()));
            }
            website.put("RedirectAllRequestsTo", Item.map(redirect, its.place()));
        }
        website.values().removeIf(item -> item.isText() && "".equals(item.text().known()));
        return Item.map(website, its.place());
    }

    private static Item website(Map<String, Item> its, Place place) {
        Map<String, Item> website = new LinkedHashMap<>();
        Item index = block(its.get("IndexDocument"));
        Item error = block(its.get("ErrorDocument"));
        put(website, "IndexDocument", index == null ? null : index.get("Suffix"));
        put(website, "ErrorDocument", error == null ? null : error.get("Key"));
        put(website, "RedirectAllRequestsTo", block(its.get("RedirectAllRequestsTo")));
        List<Item> rules = new ArrayList<>();
        Item listed = its.get("RoutingRule");
        for (Item rule : listed == null ? List.<Item>of() : listed.items()) {
            Map<String, Item> one = new LinkedHashMap<>();
            put(one, "RoutingRuleCondition", block(rule.get("Condition")));
            put(one, "RedirectRule", block(rule.get("Redirect")));
            rules.add(Item.map(one, place));
        }
        website.put("RoutingRules", Item.list(rules, place));
        return Item.map(website, place);
    }

    private static @Nullable Item actions(@Nullable Item blocks) {
        if (blocks == null) {
            return null;
        }
        List<Item> actions = new ArrayList<>();
        for (Item action : blocks.items()) {
            Map<String, Item> fields = new LinkedHashMap<>(action.fields());
            put(fields, "FixedResponseConfig", block(action.get("FixedResponse")));
            Item forward = block(action.get("Forward"));
            Item group = forward == null ? null : block(forward.get("TargetGroup"));
            if (group != null && "".equals(action.string("TargetGroupArn"))) {
                put(fields, "TargetGroupArn", group.get("Arn"));
            }
            actions.add(Item.map(fields, action.place()));
        }
        return Item.list(actions, blocks.place());
    }

    /** Returns the CORS headers of a listener under the keys that the service has for them. */
    private List<Item> listenerAttributes(Entry entry) {
        List<Item> attributes = new ArrayList<>();
        entry.values().forEach((name, value) -> {
            Item text = texts.item(value, place(entry));
            if (name.startsWith(CORS)
                    && name.endsWith(VALUE)
                    && text != null
                    && !"".equals(text.text().known())) {
                String header = name.substring(CORS.length(), name.length() - VALUE.length());
                String key = "routing.http.response.access_control_" + header + ".header_value";
                attributes.add(Item.map(Map.of("Key", Item.text(key, place(entry)), "Value", text), place(entry)));
            }
        });
        return attributes;
    }

    private void rule(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        put(fields, "Actions", actions(fields.get("Action")));
        List<Item> conditions = new ArrayList<>();
        Item listed = fields.get("Condition");
        for (Item condition : listed == null ? List.<Item>of() : listed.items()) {
            Item paths = block(condition.get("PathPattern"));
            Item methods = block(condition.get("HttpRequestMethod"));
            Map<String, Item> one = new LinkedHashMap<>();
            String field = paths != null ? "path-pattern" : methods != null ? "http-request-method" : "other";
            one.put("Field", Item.text(field, place(entry)));
            put(one, "Values", paths == null ? null : paths.get("Values"));
            put(one, "HttpRequestMethodConfig", methods);
            conditions.add(Item.map(one, place(entry)));
        }
        fields.put("Conditions", Item.list(conditions, place(entry)));
        add(entry, "AWS::ElasticLoadBalancingV2::ListenerRule", fields);
    }

    private void targetGroup(Entry entry) {
        Map<String, Item> fields = capitalised(entry);
        List<Item> targets = new ArrayList<>();
        for (Entry other : entries) {
            if (other.type().endsWith("_target_group_attachment") && same(other, entry, "target_group_arn", "arn")) {
                Item id = texts.item(other.values().get("target_id"), place(other));
                if (id != null) {
                    targets.add(Item.map(Map.of("Id", id), place(other)));
                }
            }
        }
        fields.put("Targets", Item.list(targets, place(entry)));
        fields.put(
                "TargetGroupAttributes",
                Item.list(
                        List.of(Item.map(
                                Map.of(
                                        "Key",
                                        Item.text("lambda.multi_value_headers.enabled", place(entry)),
                                        "Value",
                                        Item.text(
                                                String.valueOf(entry.text("lambda_multi_value_headers_enabled"))
                                                        .toLowerCase(Locale.ROOT),
                                                place(entry))),
                                place(entry))),
                        place(entry)));
        add(entry, "AWS::ElasticLoadBalancingV2::TargetGroup", fields);
    }

    private static boolean same(Entry one, Entry other, String attribute, String otherAttribute) {
        String value = one.text(attribute);
        return value != null && value.equals(other.text(otherAttribute));
    }
}
