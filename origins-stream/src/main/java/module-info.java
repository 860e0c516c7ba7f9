/** The function that makes snapshots in S3 of the changes of a table of allowed origins. */
@org.jspecify.annotations.NullMarked
module dev.corsac.origins.stream {
    requires static org.jspecify;
    requires dev.corsac.origins.s3;
    requires dev.corsac.origins.dynamodb;
    requires transitive aws.lambda.java.core;
    requires com.fasterxml.jackson.core;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.services.s3;

    exports dev.corsac.origins.stream;
}
