package dev.corsac.origins.dynamodb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A DynamoDB table with an item for each allowed origin of each tenant: the partition key {@value #TENANT} and the sort key {@value
 * #ORIGIN}, both strings. The tenant {@value #NO_TENANT} is for origins without one. Other attributes are left alone, but for {@value
 * #PROBLEM}, which has the reason why an origin is not in use. Thread-safe.
 */
public final class OriginsTable {

    /** The attribute with the tenant's key. */
    public static final String TENANT = "tenant";

    /** The attribute with the origin or pattern. */
    public static final String ORIGIN = "origin";

    /** The attribute with the reason why the origin is not in use. */
    public static final String PROBLEM = "problem";

    /** The tenant's key in items of origins without a tenant, since no key may be empty. */
    public static final String NO_TENANT = "-";

    /** The number of items that DynamoDB returns at once. */
    private static final int BATCH = 100;

    private static final int MOST_ATTEMPTS = 8;

    private final DynamoDbClient client;
    private final String name;

    /** Makes one. */
    public OriginsTable(DynamoDbClient client, String name) {
        this.client = Objects.requireNonNull(client, "client");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * The key of an item.
     *
     * @param tenant as in the table
     * @param origin as in the table
     */
    public record Key(String tenant, String origin) {

        /** Returns the tenant's key in a snapshot: empty for {@value OriginsTable#NO_TENANT}. */
        public String snapshotTenant() {
            return tenant.equals(NO_TENANT) ? "" : tenant;
        }

        /** Returns both, for messages. */
        @Override
        public String toString() {
            return tenant + " " + origin;
        }
    }

    /**
     * An item.
     *
     * @param key its key
     * @param problem the attribute of that name; null if there is none
     */
    public record Item(Key key, @Nullable String problem) {}

    /**
     * Receives a page of items.
     */
    @FunctionalInterface
    public interface Page {

        /** Receives the items. */
        void read(List<Item> items) throws IOException;
    }

    /**
     * Reads all items, page by page.
     *
     * @param consistently whether to read what was written last, at twice the price
     * @throws IOException if a page cannot be read
     */
    public void scan(boolean consistently, Page page) throws IOException {
        ScanRequest request = ScanRequest.builder()
                .tableName(name)
                .consistentRead(consistently)
                .projectionExpression("#t, #o, #p")
                .expressionAttributeNames(Map.of("#t", TENANT, "#o", ORIGIN, "#p", PROBLEM))
                .build();
        Map<String, AttributeValue> start = null;
        do {
            ScanResponse response;
            try {
                response = client.scan(
                        start == null
                                ? request
                                : request.toBuilder().exclusiveStartKey(start).build());
            } catch (SdkException e) {
                throw problem("Scan", e);
            }
            page.read(items(response.items()));
            start = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
        } while (start != null && !start.isEmpty());
    }

    /**
     * Reads the items of these keys as they were written last; those that are not there are missing.
     *
     * @throws IOException if they cannot be read
     */
    public Map<Key, Item> get(Collection<Key> keys) throws IOException {
        Map<Key, Item> found = new HashMap<>();
        List<Key> all = List.copyOf(keys);
        for (int i = 0; i < all.size(); i += BATCH) {
            List<Map<String, AttributeValue>> batch = new ArrayList<>();
            for (Key key : all.subList(i, Math.min(all.size(), i + BATCH))) {
                batch.add(attributes(key));
            }
            getBatch(batch, found);
        }
        return found;
    }

    private void getBatch(List<Map<String, AttributeValue>> batch, Map<Key, Item> found) throws IOException {
        Map<String, KeysAndAttributes> left = Map.of(
                name,
                KeysAndAttributes.builder()
                        .keys(batch)
                        .consistentRead(true)
                        .projectionExpression("#t, #o, #p")
                        .expressionAttributeNames(Map.of("#t", TENANT, "#o", ORIGIN, "#p", PROBLEM))
                        .build());
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new IOException("DynamoDB table " + name + ": items were left over after " + MOST_ATTEMPTS
                        + " requests. Give the table more read capacity.");
            }
            Map<String, KeysAndAttributes> request = left;
            BatchGetItemResponse response;
            try {
                response = client.batchGetItem(get -> get.requestItems(request));
            } catch (SdkException e) {
                throw problem("BatchGetItem", e);
            }
            for (Item item : items(response.responses().getOrDefault(name, List.of()))) {
                found.put(item.key, item);
            }
            left = response.hasUnprocessedKeys() ? response.unprocessedKeys() : Map.of();
        }
    }

    /**
     * Sets or removes the attribute {@value #PROBLEM} of an item that is there.
     *
     * @param problem null to remove it
     * @throws IOException if it cannot be written
     */
    public void report(Key key, @Nullable String problem) throws IOException {
        try {
            client.updateItem(update -> {
                update.tableName(name)
                        .key(attributes(key))
                        .conditionExpression("attribute_exists(#t)")
                        .expressionAttributeNames(Map.of("#t", TENANT, "#p", PROBLEM));
                if (problem == null) {
                    update.updateExpression("REMOVE #p");
                } else {
                    update.updateExpression("SET #p = :p")
                            .expressionAttributeValues(Map.of(
                                    ":p", AttributeValue.builder().s(problem).build()));
                }
            });
        } catch (SdkException e) {
            boolean deletedMeanwhile = e instanceof ConditionalCheckFailedException;
            if (!deletedMeanwhile) {
                throw problem("UpdateItem", e);
            }
        }
    }

    private static Map<String, AttributeValue> attributes(Key key) {
        return Map.of(
                TENANT,
                AttributeValue.builder().s(key.tenant).build(),
                ORIGIN,
                AttributeValue.builder().s(key.origin).build());
    }

    private static List<Item> items(List<Map<String, AttributeValue>> attributes) {
        List<Item> items = new ArrayList<>(attributes.size());
        for (Map<String, AttributeValue> item : attributes) {
            AttributeValue tenant = item.get(TENANT);
            AttributeValue origin = item.get(ORIGIN);
            if (tenant != null && tenant.s() != null && origin != null && origin.s() != null) {
                AttributeValue problem = item.get(PROBLEM);
                items.add(new Item(new Key(tenant.s(), origin.s()), problem == null ? null : problem.s()));
            }
        }
        return items;
    }

    private IOException problem(String operation, SdkException e) {
        String fix = e instanceof DynamoDbException response && response.statusCode() == 400
                ? "Check the table's name and keys, and that the function's role has dynamodb:" + operation + "."
                : "Check the function's network and credentials.";
        return new IOException(
                "DynamoDB table " + name + ": " + operation + " failed: " + e.getMessage() + ". " + fix, e);
    }

    /** Returns the table's name. */
    @Override
    public String toString() {
        return name;
    }
}
