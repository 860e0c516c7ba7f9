package dev.corsac.config.template;

import dev.corsac.config.template.TerraformState.Entry;
import dev.corsac.deployment.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes CloudFront's resources of a Terraform state as CloudFormation's. */
final class TerraformCloudFront {

    private final TerraformTexts texts;

    TerraformCloudFront(TerraformTexts texts) {
        this.texts = texts;
    }

    void add(Entry entry, Map<String, Item> resources) {
        Place place = texts.place(entry.address());
        Item all = texts.item(entry.values(), place);
        if (all == null) {
            return;
        }
        switch (entry.type()) {
            case "aws_cloudfront_distribution" ->
                resources.put(
                        entry.address(),
                        TerraformResources.resource(
                                "AWS::CloudFront::Distribution",
                                Map.of("DistributionConfig", distribution(all)),
                                place));
            case "aws_cloudfront_cache_policy" ->
                resources.put(
                        entry.address(),
                        TerraformResources.resource(
                                "AWS::CloudFront::CachePolicy", Map.of("CachePolicyConfig", cache(all)), place));
            case "aws_cloudfront_origin_request_policy" ->
                resources.put(
                        entry.address(),
                        TerraformResources.resource(
                                "AWS::CloudFront::OriginRequestPolicy",
                                Map.of("OriginRequestPolicyConfig", Item.map(selections(all), place)),
                                place));
            case "aws_cloudfront_response_headers_policy" ->
                resources.put(
                        entry.address(),
                        TerraformResources.resource(
                                "AWS::CloudFront::ResponseHeadersPolicy",
                                Map.of("ResponseHeadersPolicyConfig", headers(all)),
                                place));
            case "aws_cloudfront_origin_access_control" ->
                resources.put(
                        entry.address(),
                        TerraformResources.resource(
                                "AWS::CloudFront::OriginAccessControl",
                                Map.of(
                                        "OriginAccessControlConfig",
                                        renamed(all, Map.of("signing_behavior", "SigningBehavior"))),
                                place));
            default -> {
                // Keys and identities have no part in CORS.
            }
        }
    }

    /** Returns an item with other names. */
    private static Item renamed(Item item, Map<String, String> names) {
        Map<String, Item> fields = new LinkedHashMap<>();
        names.forEach((from, to) -> TerraformResources.put(fields, to, item.get(from)));
        return Item.map(fields, item.place());
    }

    private static List<Item> blocks(@Nullable Item item) {
        return item == null ? List.of() : item.isMap() ? List.of(item) : item.items();
    }

    private Item distribution(Item all) {
        Map<String, Item> config = new LinkedHashMap<>();
        TerraformResources.put(config, "Enabled", all.get("enabled"));
        TerraformResources.put(config, "Aliases", all.get("aliases"));
        TerraformResources.put(config, "DefaultRootObject", all.get("default_root_object"));
        TerraformResources.put(config, "WebACLId", all.get("web_acl_id"));
        TerraformResources.put(config, "OriginGroups", groups(all));
        List<Item> origins = new ArrayList<>();
        for (Item origin : blocks(all.get("origin"))) {
            Map<String, Item> one = new LinkedHashMap<>(renamed(
                            origin,
                            Map.of(
                                    "origin_id", "Id",
                                    "domain_name", "DomainName",
                                    "origin_path", "OriginPath",
                                    "origin_access_control_id", "OriginAccessControlId"))
                    .fields());
            Item custom = TerraformResources.block(origin.get("custom_origin_config"));
            if (custom != null) {
                one.put(
                        "CustomOriginConfig",
                        renamed(custom, Map.of("origin_protocol_policy", "OriginProtocolPolicy")));
            }
            List<Item> headers = new ArrayList<>();
            for (Item header : blocks(origin.get("custom_header"))) {
                headers.add(renamed(header, Map.of("name", "HeaderName", "value", "HeaderValue")));
            }
            one.put("OriginCustomHeaders", Item.list(headers, origin.place()));
            origins.add(Item.map(one, origin.place()));
        }
        config.put("Origins", Item.list(origins, all.place()));
        Item byDefault = TerraformResources.block(all.get("default_cache_behavior"));
        if (byDefault != null) {
            config.put("DefaultCacheBehavior", behavior(byDefault));
        }
        List<Item> behaviors = new ArrayList<>();
        blocks(all.get("ordered_cache_behavior")).forEach(behavior -> behaviors.add(behavior(behavior)));
        config.put("CacheBehaviors", Item.list(behaviors, all.place()));
        List<Item> errors = new ArrayList<>();
        for (Item error : blocks(all.get("custom_error_response"))) {
            errors.add(renamed(
                    error,
                    Map.of(
                            "error_code", "ErrorCode",
                            "response_code", "ResponseCode",
                            "response_page_path", "ResponsePagePath",
                            "error_caching_min_ttl", "ErrorCachingMinTTL")));
        }
        config.put("CustomErrorResponses", Item.list(errors, all.place()));
        return Item.map(config, all.place());
    }

    private static Item groups(Item all) {
        List<Item> groups = new ArrayList<>();
        for (Item group : blocks(all.get("origin_group"))) {
            List<Item> members = new ArrayList<>();
            blocks(group.get("member"))
                    .forEach(member -> members.add(renamed(member, Map.of("origin_id", "OriginId"))));
            Map<String, Item> one = new LinkedHashMap<>();
            TerraformResources.put(one, "Id", group.get("origin_id"));
            one.put("Members", Item.map(Map.of("Items", Item.list(members, group.place())), group.place()));
            groups.add(Item.map(one, group.place()));
        }
        return Item.map(Map.of("Items", Item.list(groups, all.place())), all.place());
    }

    private static Item behavior(Item behavior) {
        Map<String, Item> fields = new LinkedHashMap<>(renamed(
                        behavior,
                        Map.of(
                                "path_pattern", "PathPattern",
                                "target_origin_id", "TargetOriginId",
                                "viewer_protocol_policy", "ViewerProtocolPolicy",
                                "allowed_methods", "AllowedMethods",
                                "cached_methods", "CachedMethods",
                                "min_ttl", "MinTTL",
                                "default_ttl", "DefaultTTL",
                                "max_ttl", "MaxTTL"))
                .fields());
        for (String policy : List.of("cache_policy_id", "origin_request_policy_id", "response_headers_policy_id")) {
            Item id = behavior.get(policy);
            if (id != null && !"".equals(id.text().known())) {
                fields.put(TerraformResources.capital(policy), id);
            }
        }
        Item forwarded = TerraformResources.block(behavior.get("forwarded_values"));
        if (forwarded != null) {
            Map<String, Item> values =
                    new LinkedHashMap<>(renamed(forwarded, Map.of("query_string", "QueryString", "headers", "Headers"))
                            .fields());
            Item cookies = TerraformResources.block(forwarded.get("cookies"));
            if (cookies != null) {
                values.put(
                        "Cookies",
                        renamed(cookies, Map.of("forward", "Forward", "whitelisted_names", "WhitelistedNames")));
            }
            fields.put("ForwardedValues", Item.map(values, forwarded.place()));
        }
        TerraformResources.put(fields, "TrustedKeyGroups", behavior.get("trusted_key_groups"));
        TerraformResources.put(fields, "TrustedSigners", behavior.get("trusted_signers"));
        TerraformResources.put(fields, "FunctionAssociations", behavior.get("function_association"));
        TerraformResources.put(fields, "LambdaFunctionAssociations", behavior.get("lambda_function_association"));
        return Item.map(fields, behavior.place());
    }

    private static Item cache(Item all) {
        Map<String, Item> config = new LinkedHashMap<>(
                renamed(all, Map.of("min_ttl", "MinTTL", "default_ttl", "DefaultTTL", "max_ttl", "MaxTTL"))
                        .fields());
        Item key = TerraformResources.block(all.get("parameters_in_cache_key_and_forwarded_to_origin"));
        if (key != null) {
            Map<String, Item> parameters = new LinkedHashMap<>(selections(key));
            TerraformResources.put(parameters, "EnableAcceptEncodingGzip", key.get("enable_accept_encoding_gzip"));
            TerraformResources.put(parameters, "EnableAcceptEncodingBrotli", key.get("enable_accept_encoding_brotli"));
            config.put("ParametersInCacheKeyAndForwardedToOrigin", Item.map(parameters, all.place()));
        }
        return Item.map(config, all.place());
    }

    private static Map<String, Item> selections(Item item) {
        Map<String, Item> fields = new LinkedHashMap<>();
        selection(item, "headers_config", "header_behavior", "headers", "HeaderBehavior", "Headers", fields);
        selection(item, "cookies_config", "cookie_behavior", "cookies", "CookieBehavior", "Cookies", fields);
        selection(
                item,
                "query_strings_config",
                "query_string_behavior",
                "query_strings",
                "QueryStringBehavior",
                "QueryStrings",
                fields);
        return fields;
    }

    private static void selection(
            Item item,
            String block,
            String mode,
            String names,
            String behavior,
            String listed,
            Map<String, Item> into) {
        Item config = TerraformResources.block(item.get(block));
        if (config == null) {
            return;
        }
        Map<String, Item> fields = new LinkedHashMap<>();
        TerraformResources.put(fields, behavior, config.get(mode));
        Item inner = TerraformResources.block(config.get(names));
        TerraformResources.put(fields, listed, inner == null ? null : inner.get("items"));
        into.put(TerraformResources.capital(block), Item.map(fields, item.place()));
    }

    private static Item headers(Item all) {
        Map<String, Item> config = new LinkedHashMap<>();
        Item cors = TerraformResources.block(all.get("cors_config"));
        if (cors != null) {
            Map<String, Item> fields = new LinkedHashMap<>(renamed(
                            cors,
                            Map.of(
                                    "access_control_allow_credentials", "AccessControlAllowCredentials",
                                    "access_control_max_age_sec", "AccessControlMaxAgeSec",
                                    "origin_override", "OriginOverride"))
                    .fields());
            for (String name : List.of("allow_origins", "allow_methods", "allow_headers", "expose_headers")) {
                Item block = TerraformResources.block(cors.get("access_control_" + name));
                Item items = block == null ? null : block.get("items");
                if (items != null) {
                    fields.put(
                            TerraformResources.capital("access_control_" + name),
                            Item.map(Map.of("Items", items), cors.place()));
                }
            }
            config.put("CorsConfig", Item.map(fields, cors.place()));
        }
        Item remove = TerraformResources.block(all.get("remove_headers_config"));
        if (remove != null) {
            List<Item> removed = new ArrayList<>();
            blocks(remove.get("items")).forEach(item -> removed.add(renamed(item, Map.of("header", "Header"))));
            config.put(
                    "RemoveHeadersConfig",
                    Item.map(Map.of("Items", Item.list(removed, remove.place())), remove.place()));
        }
        return Item.map(config, all.place());
    }
}
