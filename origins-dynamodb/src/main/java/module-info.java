/** Allowed origins from a DynamoDB table. */
@org.jspecify.annotations.NullMarked
module dev.corsac.origins.dynamodb {
    requires static org.jspecify;
    requires transitive dev.corsac.origins;
    requires transitive software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.retries.api;

    exports dev.corsac.origins.dynamodb;
}
