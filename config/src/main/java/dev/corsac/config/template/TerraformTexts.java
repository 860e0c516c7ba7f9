package dev.corsac.config.template;

import dev.corsac.config.Json;
import dev.corsac.config.template.TerraformState.Entry;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a state's texts the ids, ARNs and host names that belong to its resources: they become symbols, as a template has
 * them. Not safe to share between threads.
 */
final class TerraformTexts {

    /** The type of an entry that stands for a data source of one of CloudFront's own policies, which it names. */
    static final String MANAGED_POLICY = "data aws_cloudfront_policy";

    private static final int SHORTEST = 4;

    private final String file;
    private final Map<String, Value<String>> known = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private List<String> longestFirst = List.of();

    TerraformTexts(List<Entry> entries, String file) {
        this.file = file;
        Map<String, String> buckets = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.type().equals("aws_s3_bucket")) {
                buckets.put(String.valueOf(entry.text("id")), entry.address());
            }
        }
        entries.forEach(entry -> names(entry, buckets));
        ambiguous.forEach(known::remove);
        longestFirst = known.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private void names(Entry entry, Map<String, String> buckets) {
        String address = entry.address();
        Place place = place(address);
        put(entry, "arn", Value.of(new Symbol(address, Symbol.ARN), place));
        switch (entry.type()) {
            case MANAGED_POLICY -> put(entry, "id", Value.of(String.valueOf(entry.text("name")), place));
            case "aws_amplify_app" -> {
                put(entry, "id", Value.of(new Symbol(address, Symbol.ID), place));
                put(entry, "default_domain", Value.of(new Symbol(address, Symbol.HOST), place));
            }
            case "aws_lambda_function", "aws_lambda_alias" -> {
                put(entry, "invoke_arn", Value.of(new Symbol(address, Symbol.ARN), place));
                put(entry, "qualified_arn", Value.of(new Symbol(address, Symbol.ARN), place));
            }
            case "aws_s3_bucket" -> {
                put(entry, "id", Value.of(new Symbol(address, Symbol.NAME), place));
                put(entry, "bucket_regional_domain_name", Value.of(new Symbol(address, Symbol.BUCKET_HOST), place));
                put(entry, "bucket_domain_name", Value.of(new Symbol(address, Symbol.BUCKET_HOST), place));
            }
            case "aws_s3_bucket_website_configuration" -> {
                String bucket = buckets.getOrDefault(String.valueOf(entry.text("bucket")), address);
                put(entry, "website_endpoint", Value.of(new Symbol(bucket, Symbol.WEBSITE_HOST), place));
            }
            case "aws_cloudfront_distribution" -> {
                put(entry, "domain_name", Value.of(new Symbol(address, Symbol.HOST), place));
                put(entry, "id", Value.of(new Symbol(address, Symbol.ID), place));
            }
            case "aws_lb", "aws_alb" -> put(entry, "dns_name", Value.of(new Symbol(address, Symbol.HOST), place));
            case "aws_lambda_function_url" -> {
                put(
                        entry,
                        "function_url",
                        Value.joined(
                                List.of(
                                        Value.of("https://", place),
                                        Value.of(new Symbol(address, Symbol.HOST), place),
                                        Value.of("/", place)),
                                place));
                put(entry, "url_id", Value.of(new Symbol(address, Symbol.ID), place));
            }
            case "aws_apigatewayv2_api" -> {
                put(entry, "id", Value.of(new Symbol(address, Symbol.ID), place));
                put(
                        entry,
                        "api_endpoint",
                        Value.joined(
                                List.of(Value.of("https://", place), Value.of(new Symbol(address, Symbol.HOST), place)),
                                place));
            }
            case "aws_api_gateway_rest_api" -> {
                put(entry, "id", Value.of(new Symbol(address, Symbol.ID), place));
                put(entry, "root_resource_id", Value.of(new Symbol(address, "RootResourceId"), place));
            }
            case "aws_api_gateway_resource",
                    "aws_api_gateway_authorizer",
                    "aws_apigatewayv2_integration",
                    "aws_apigatewayv2_authorizer",
                    "aws_cloudfront_cache_policy",
                    "aws_cloudfront_origin_request_policy",
                    "aws_cloudfront_response_headers_policy",
                    "aws_cloudfront_origin_access_control",
                    "aws_cognito_user_pool" -> put(entry, "id", Value.of(new Symbol(address, Symbol.ID), place));
            default -> {
                // Nothing else is referred to by what Corsac reads.
            }
        }
    }

    private void put(Entry entry, String attribute, Value<String> value) {
        String text = entry.text(attribute);
        if (text == null || text.length() < SHORTEST) {
            return;
        }
        Value<String> before = known.putIfAbsent(text, value);
        if (before != null && !before.same(value)) {
            ambiguous.add(text);
        }
    }

    Place place(String address) {
        return new Place(file, null, null, address);
    }

    /** Returns the text with symbols in the place of what AWS makes. */
    Value<String> text(String text, Place place) {
        Value<String> exact = known.get(text);
        if (exact != null) {
            return exact.at(place);
        }
        for (String name : longestFirst) {
            int at = text.indexOf(name);
            if (at >= 0) {
                List<Value<String>> parts = new ArrayList<>();
                parts.add(text(text.substring(0, at), place));
                parts.add(known.getOrDefault(name, Value.of(name, place)));
                parts.add(text(text.substring(at + name.length()), place));
                return Value.joined(parts, place);
            }
        }
        return Value.of(text, place);
    }

    /** Returns any value of a state; null for null. */
    @Nullable
    Item item(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Item> fields = new LinkedHashMap<>();
            map.forEach((name, one) -> {
                Item item = item(one, place);
                if (item != null) {
                    fields.put(String.valueOf(name), item);
                }
            });
            return Item.map(fields, place);
        }
        if (value instanceof List<?> list) {
            List<Item> items = new ArrayList<>();
            for (Object one : list) {
                Item item = item(one, place);
                if (item != null) {
                    items.add(item);
                }
            }
            return Item.list(items, place);
        }
        return value == null ? null : Item.text(text(String.valueOf(value), place));
    }

    /** Returns what a JSON text in an attribute says; null if it is not JSON. */
    @Nullable
    Item json(@Nullable String json, Place place) {
        if (json == null || !json.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            return item(Json.read(json), place);
        } catch (IOException e) {
            return null;
        }
    }
}
